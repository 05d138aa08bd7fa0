@echo off
setlocal EnableExtensions DisableDelayedExpansion
chcp 65001 >nul
set "BDG_PROGRAM=@PROGRAM@"
if not exist "%BDG_PROGRAM%" (
    echo Không thấy chương trình ở chỗ cũ:
    echo   "%BDG_PROGRAM%"
    echo Nếu chương trình đã được chuyển đi: xóa tệp này,
    echo rồi nháy đúp Tong_hop.cmd trong thư mục scripts của chương trình.
    echo.
    echo Nhấn một phím bất kỳ để đóng cửa sổ này.
    pause >nul
    exit /b 2
)
rem Without "call" the other file takes over; "call" would read the signs in the paths once more.
"%BDG_PROGRAM%" "%~dp0." @COMMAND@
