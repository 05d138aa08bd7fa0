"""Words that say that a number is not exact: *khoảng*, *ước tính*, *hơn*."""

import re

BEFORE = re.compile(
    r"^(?:(?:khoang|tren|hon|gan|it nhat|uoc(?: tinh| dat)?|xap xi|[~≈]|>=?|≥)\s*)+"
)
"""Those before a number, as `text.fold` leaves them."""
USUAL = "khoảng"
"""The one among them that stands for the following."""
ACCENTED = "tầm|cỡ|(?:ước |khoảng )?chừng"
"""More before a number: without their accents these are other words, *tam* is eight."""
BEHIND = "ước|ước tính|khoảng"
"""Those in brackets behind a number."""
