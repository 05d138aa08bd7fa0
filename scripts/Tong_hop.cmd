@echo off
rem Double click: finds Python and runs tong_hop.py. Arguments: [FOLDER [COMMAND]].
rem UTF-8 without BOM, CRLF. Paths stand in quotes and never go through "call", which would
rem read them twice: so spaces, accents and any sign in them do no harm.
setlocal EnableExtensions DisableDelayedExpansion
chcp 65001 >nul
title Tổng hợp báo cáo
set "PYTHONUTF8=1"
if not exist "%~dp0tong_hop.py" (
    echo Chương trình chưa được giải nén đủ.
    echo Nháy chuột phải vào tệp .zip, chọn Extract All, rồi nháy đúp Tong_hop.cmd trong thư mục mới.
    echo.
    echo Nhấn một phím bất kỳ để đóng cửa sổ này.
    pause >nul
    exit /b 2
)

set "BDG_PYTHON="
for %%P in ("py -3" "python" "python3") do if not defined BDG_PYTHON (
    for /f "delims=" %%E in ('%%~P -c "import sys; sys.version_info[:2] >= (3, 11) and print(sys.executable)" 2^>nul') do set "BDG_PYTHON=%%E"
)
if not defined BDG_PYTHON (
    echo Máy này chưa có Python 3.11 trở lên.
    echo   1. Cài Python bản mới cho Windows, bản đầy đủ; khi cài, đánh dấu ô Add python.exe to PATH.
    echo   2. Nháy đúp lại tệp này.
    echo Không tự cài được thì nhờ người phụ trách máy tính của cơ quan.
    echo.
    echo Nhấn một phím bất kỳ để đóng cửa sổ này.
    pause >nul
    exit /b 2
)

"%BDG_PYTHON%" "%~dp0tong_hop.py" %*
set "BDG_STATUS=%ERRORLEVEL%"
echo.
echo Nhấn một phím bất kỳ để đóng cửa sổ này.
pause >nul
exit /b %BDG_STATUS%
