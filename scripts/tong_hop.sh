#!/bin/sh
# The twin of Tong_hop.cmd: finds Python and runs tong_hop.py. Arguments: [FOLDER [COMMAND]].

close_window() {
    if [ -t 0 ]; then
        printf '\n%s' "Nhấn Enter để đóng cửa sổ này." >&2
        read -r _
    fi
    exit "$1"
}

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 2
new_enough='import sys; sys.exit(sys.version_info[:2] < (3, 11))'
for python in python3 python python3.14 python3.13 python3.12 python3.11; do
    if "$python" -c "$new_enough" 2>/dev/null; then
        "$python" "$here/tong_hop.py" "$@"
        close_window $?
    fi
done
printf '%s\n' "Máy này chưa có Python 3.11 trở lên. Hãy cài Python mới rồi chạy lại tệp này." \
    "Debian, Ubuntu: sudo apt install python3 python3-venv" >&2
close_window 2
