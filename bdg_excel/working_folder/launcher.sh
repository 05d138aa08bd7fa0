#!/bin/sh
program=@PROGRAM@
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 2
if [ -f "$program" ]; then
    exec sh "$program" "$here" @COMMAND@
fi
printf '%s\n' "Không thấy chương trình ở chỗ cũ: $program" \
    "Nếu chương trình đã được chuyển đi: xóa tệp này," \
    "rồi chạy tong_hop.sh trong thư mục scripts của chương trình." >&2
if [ -t 0 ]; then
    printf '%s' "Nhấn Enter để đóng cửa sổ này."
    read -r _
fi
exit 2
