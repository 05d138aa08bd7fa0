"""Of which class a number is, by the words around it."""

import re
from dataclasses import dataclass

VALUED = frozenset({"count", "percent", "points", "ratio", "money", "measure", "words"})
"""The classes whose numbers can be added, divided and compared."""

COUNTABLE = (
    "người|hộ|khẩu|em|cháu|trẻ|học sinh|học viên|thành viên|bệnh nhân|khách|lao động|con|cây|cái|"
    "chiếc|lượt|buổi|cuộc|lớp|trường|xã|"
    "thôn|bản|đơn vị|hồ sơ|vụ|ca|cơ sở|suất|nhà|phòng|giường|giáo viên|cán bộ|đảng viên|đoàn viên|"
    "hội viên|đại biểu|phụ nữ|nữ|nam|tờ|bài|tin|đồng|triệu|tỷ|ha|tấn|tạ|kg|km|m2|m²|lít|đồng chí|"
    "doanh nghiệp|dự án|công trình|mô hình|sản phẩm|đội|tổ|đoàn|câu lạc bộ|hợp tác xã|trạm"
)
_COUNTED = re.compile(rf"\s?(?:{COUNTABLE})(?!\w)")
_MEASURES = re.compile(
    r"\s?(?:ha|m2|m²|m3|m³|km2|km²|km|kg|tấn|tạ|lít|mm|cm|mét|m|độ|kwh|mw)(?![\w])"
)
_MONEY = re.compile(r"\s?(?:đồng(?! chí| bào| hồ| ruộng| cỏ)|đ(?!\w)|vnđ|vnd|usd|₫)")
_PERIOD = re.compile(r"\s(?:tháng|năm|ngày|tuần|quý|giờ|phút)(?! công)(?!\w)")
_PHONE = re.compile(r"(?<!\w)(?:điện thoại|đt|sđt|hotline|đường dây nóng|tổng đài)[^.;,\d]{0,25}$")
_LEGAL = re.compile(
    r"(?<!\w)(?:điều|khoản|(?<!thời )(?<!địa )(?<!quan )(?<!đặc )(?<!dứt )(?<!trọng )điểm|chương)"
    r"\s+$"
)
_DOCUMENT = re.compile(
    r"(?:nghị định|nghị quyết|thông tư|quyết định|chỉ thị|công văn|đề án|hướng dẫn|kết luận|"
    r"tờ trình|(?:kế hoạch|luật|chương trình|văn bản|thông báo|báo cáo) số)\s+(?:số\s*:?\s*)?$"
    r"|^số\s*:\s*$"
)
_ORDINAL = re.compile(
    r"(?:bảng|biểu|phụ lục|hình|mẫu|tổ|đội|khu phố|khu|phường|quận|thôn|bản|ấp|khóm|lần|đợt|lớp|"
    r"quý|cấp|khối|"
    r"loại|hạng|vòng|khóa|kỳ|nhóm|mức độ|mức|dự án|tiểu dự án|mục tiêu|nội dung|thứ|vị trí|tuần|"
    r"mũi|khu vực|bão số|vùng|bước|trang|km|quốc lộ|tỉnh lộ|tầng|phần|biểu số|ca|xếp thứ|giải)"
    r"\s+(?:số\s+)?(?:thứ\s+)?$"
)
_NUMBERED = re.compile(
    r"(?:trường|học|sở|thcs|thpt|non|đội|tổ|khu|thôn|bản|phố|mẫu|biểu|lục|máy|điểm|chốt|lộ|đường|"
    r"phần|án|vòng|bảng|hình|cổng|cửa|phòng|nhà|kho|lô|bàn|quầy|tuyến|kênh|cống|hồ)\s+số\s+$"
)
_YEAR_CUE = re.compile(
    r"(?:năm|năm học|giai đoạn|nhiệm kỳ|niên độ|kỳ|so với|đến|từ|sau|trước|và|khóa|\()"
    r"\s*(?:năm\s+)?$"
)
_DATE_CUE = re.compile(
    r"(?:ngày|từ|đến|trước|sau|hạn|hết|–|-|và|sáng|chiều|đêm|tối|trưa)\s*(?:ngày\s+)?$"
)
_CODE_CUE = re.compile(
    r"(?:mã(?: số| định danh)?|tài khoản|số hiệu|cmnd|cccd|biển số)[^.;,\d]{0,15}$"
)
_LIST = re.compile(r"^\s*[(*+–-]*\s*$")
_SHARE_HEADER = re.compile(r"%|tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|so sánh")
_MONEY_HEADER = re.compile(r"đồng|kinh phí|số tiền")
_ORDER_HEADER = re.compile(r"(?:stt|tt|số tt|số thứ tự|mục)$")
_RANK_HEADER = re.compile(r"(?:khối|lớp|tháng|quý|tuần)$")
_MEASURE_HEADER = re.compile(
    r"diện tích|năng suất|sản lượng|khối lượng|\((?:ha|tấn|tạ|km|kg|m2|m3)\)"
)
_DECIMAL = re.compile(r"\d+[.,]\d{1,2}")


@dataclass(frozen=True, slots=True)
class Place:
    """What stands around a number: lower-case text before and after, and what cell it is in."""

    before: str
    after: str
    cell: bool = False
    header: str = ""
    alone: bool = False


_LONGEST = 40
"""More letters than a number of a report has: what is longer is a code."""

_FIXED = {
    "document": "document",
    "longdate": "date",
    "date": "date",
    "time": "time",
    "phone": "phone",
    "code": "code",
    "glued": "code",
    "years": "year",
    "month": "date",
    "span": "range",
    "points": "points",
    "percent": "percent",
}


def class_of(name: str, text: str, place: Place) -> str:
    """The class of what the grammar calls `name`."""
    if len(text) > _LONGEST or _CODE_CUE.search(place.before):
        return "code"
    if name != "percent" and _PHONE.search(place.before):
        return "phone"
    if name == "code" and re.fullmatch(r"\d+(?:\.\d+)+", text) and _begins(place):
        return "list"
    if name == "scaled":
        return _scaled(text, place)
    if name in _FIXED:
        return _FIXED[name]
    return _cell(text, place) if place.cell and place.alone else _plain(text, place)


def ratio_class(text: str, place: Place) -> str:
    """Is ``15/11`` a ratio, a day of the year, or a rank?"""
    parts = re.split(r"\s*/\s*", text)
    if re.search(r"(?:thứ|hạng|thứ hạng|vị trí)\s*$", place.before):
        return "ordinal"
    small = all(part.isdigit() and len(part) <= 2 for part in parts)
    if not small or not 1 <= int(parts[0]) <= 31 or not 1 <= int(parts[1]) <= 12:
        return "ratio"
    if _COUNTED.match(place.after):
        return "ratio"
    return "date" if _DATE_CUE.search(place.before) else "ratio"


def out_of(before: str) -> bool:
    """Does the word after `before` mean *out of*: ``26.318 hộ`` trên?"""
    if before.rstrip().endswith((")", "%")):
        return True
    return bool(re.search(r"\d\s?[^\W\d]*(?:\s[^\W\d,;(:]+){0,3}\s?$", before)) and not re.search(
        r"(?:đạt|được|có|là|cho|với|phục vụ|chiếm|tăng|giảm|hại|ước)\s?$", before
    )


def _scaled(text: str, place: Place) -> str:
    if _MONEY.match(place.after):
        return "money"
    if re.search(r"t[ỷỉ]$", text):
        return "money"
    return "count" if re.match(r"\s[^\W\d]", place.after) else "money"


def _begins(place: Place) -> bool:
    return bool(_LIST.match(place.before)) and place.after[:1] in {".", ")", " ", ""}


def _cell(text: str, place: Place) -> str:
    """The class of a number that fills a table cell, by the header above it."""
    if _ORDER_HEADER.match(place.header.strip()):
        return "list"
    if _is_year(text) and "năm" in place.header:
        return "year"
    if _RANK_HEADER.match(place.header.strip()):
        return "ordinal"
    if _SHARE_HEADER.search(place.header):
        return "percent"
    if _MONEY_HEADER.search(place.header):
        return "money"
    return "measure" if "," in text or _MEASURE_HEADER.search(place.header) else "count"


def _plain(text: str, place: Place) -> str:
    for cls, holds in _RULES:
        if holds(text, place):
            return cls
    return "measure" if "," in text or _DECIMAL.fullmatch(text) else "count"


def _is_year(text: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d", text))


def _year(text: str, place: Place) -> bool:
    if not _is_year(text) or (_COUNTED.match(place.after) and not place.before.endswith("năm ")):
        return False
    return bool(_YEAR_CUE.search(place.before)) or not re.match(r"\s[^\W\d]", place.after)


def _list(text: str, place: Place) -> bool:
    simple = bool(re.fullmatch(r"\d{1,2}(?:\.\d{1,2})*", text))
    if not simple or not _LIST.match(place.before):
        return False
    return bool(re.match(r"[.)/]\s|[.)]$|\.[^\d]", place.after))


def _ordinal(text: str, place: Place) -> bool:
    if text.isdigit() and _NUMBERED.search(place.before):
        return True
    if not text.isdigit() or int(text) > 200 or not _ORDINAL.search(place.before):
        return False
    if re.search(r"(?:mỗi|một|các|bình quân)\s[^\W\d]+\s+$", place.before):
        return False  # "mỗi lớp 35 em" counts
    if re.search(r"(?:cấp|mức|ca|bước|kỳ|phần|giải)\s+$", place.before) and int(text) > 9:
        return False  # "cấp 132 giấy phép" hands out, it does not rank
    return not _COUNTED.match(place.after)


def _date(text: str, place: Place) -> bool:
    if not text.isdigit() or int(text) > 31:
        return False
    return bool(re.search(r"(?:(?<!ban )ngày|tháng)\s+$", place.before))


def _time(_: str, place: Place) -> bool:
    cue = re.search(r"(?:lúc|hồi|từ|đến|trước)\s+$", place.before)
    return bool(cue and re.match(r"\s?(?:giờ|h)(?!\w)", place.after))


def _period(text: str, place: Place) -> bool:
    """A length of time; not the many days of all together, nor so many for each."""
    match = _PERIOD.match(place.after)
    if match is None or len(text) > 4:
        return False
    return not place.after[match.end() :].lstrip().startswith("/")


def _money(text: str, place: Place) -> bool:
    """A sum of money; nobody pays 21 đồng: those are medals of bronze."""
    return bool(_MONEY.match(place.after)) and not (text.isdigit() and 0 < int(text) < 100)


_RULES = (
    ("list", _list),
    ("year", _year),
    ("legal", lambda text, place: bool(_LEGAL.search(place.before)) and text.isdigit()),
    ("document", lambda text, place: bool(_DOCUMENT.search(place.before)) and text.isdigit()),
    ("date", _date),
    ("time", _time),
    ("period", _period),
    ("ordinal", _ordinal),
    ("money", _money),
    ("measure", lambda _, place: bool(_MEASURES.match(place.after))),
)
"""The first that holds names the class."""
