"""What can be wrong with a template: the catalogue, and how a fault is told."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bdg_excel.report.template_check.tags import Tag, Torn


class Kind(NamedTuple):
    """What was found, what was expected and what to do; words in braces are filled in."""

    found: str
    expected: str
    remedy: str


_RETYPE = "Xóa cả thẻ rồi gõ lại liền một mạch, cùng một kiểu chữ"
_NAMES = "Xem các tên bằng lệnh bdg template names"

CATALOGUE = {
    # Braces
    "torn_brace": Kind(
        "{text} thiếu hoặc thừa dấu ngoặc",
        "hai ngoặc mỗi bên, như {{{{ ten.phan }}}}, hoặc {{% if … %}}",
        "{fix}",
    ),
    "split_paragraphs": Kind(
        "thẻ mở ở đoạn này ({text}) mà đóng ở đoạn sau",
        "cả thẻ nằm trong một đoạn",
        "Xóa dấu xuống dòng ở giữa thẻ",
    ),
    "interrupted": Kind("trong thẻ {tag} có {what}", "thẻ gõ liền một mạch", _RETYPE),
    "deleted_text": Kind(
        "thẻ {tag} nằm trong chữ đã xóa mà Word còn theo dõi (Track Changes)",
        "mẫu không còn chỗ sửa đang theo dõi",
        "Review → Accept All Changes, rồi lưu lại",
    ),
    "field_code": Kind(
        "thẻ {tag} nằm trong mã của một trường (Field)",
        "thẻ nằm trong chữ thường",
        "Xóa trường, gõ thẻ vào chỗ đó",
    ),
    # Letters
    "odd_letters": Kind(
        "thẻ {tag} có {what}, thường do Word tự sửa khi gõ (AutoCorrect)",
        "trong thẻ chỉ có chữ không dấu, số, dấu . và _, nháy thẳng, dấu cách thường",
        "Gõ lại thành {fixed}; tắt AutoCorrect trong khi sửa mẫu",
    ),
    "capital": Kind(
        "{name} viết hoa, thường do Word tự sửa chữ đầu câu",
        "{known}, viết thường",
        "Sửa thành {known}; nhấn Ctrl+Z ngay sau khi Word tự sửa",
    ),
    # Names
    "unknown_name": Kind("không có tên {name}", "{expected}", "{fix}"),
    "outside_loop": Kind(
        "{name} chỉ có trong vòng lặp {loop}, mà chỗ này nằm ngoài vòng ấy",
        "{name} đứng giữa {loop} và {{% endfor %}}",
        "Chuyển chỗ này vào trong vòng lặp, hoặc dùng tên khác",
    ),
    "row_number": Kind(
        "{name} lấy một dòng theo số thứ tự, mà có bao nhiêu dòng là tùy số liệu",
        "vòng lặp qua mọi dòng",
        "Dùng {{% for dong in {list} %}} … {{% endfor %}}",
    ),
    "not_text": Kind(
        "{name} gồm nhiều phần, không in được thành chữ",
        "tên của một phần: {parts}",
        "Ghi thêm phần cần in",
    ),
    "list_as_text": Kind(
        "{name} là danh sách, không in được thành chữ",
        "{expected}",
        "Dùng {{% for muc in {name} %}} … {{% endfor %}}{or_else}",
    ),
    "not_a_list": Kind(
        "{name} không phải danh sách nên không lặp được", "một danh sách: {lists}", _NAMES
    ),
    "constant": Kind(
        "thẻ {tag} không có tên nào nên luôn in như nhau",
        "một tên, hoặc chữ viết thẳng vào đoạn",
        "Bỏ ngoặc và nháy nếu là chữ; bỏ nháy nếu là tên",
    ),
    # Language
    "syntax": Kind("không hiểu thẻ {tag}", "{expected}", "{fix}"),
    "python": Kind(
        "thẻ {tag} có {what}: mẫu chỉ là văn bản có chỗ trống, không phải chương trình",
        "tên, bộ lọc {filters}, so sánh, and, or, not",
        "Bỏ phần đó; số cần tính thì khai thành chỉ tiêu trong định nghĩa",
    ),
    "unknown_filter": Kind("không có bộ lọc {name}", "{expected}", "{fix}"),
    "unknown_test": Kind("không có phép hỏi “is {name}”", "{expected}", "{fix}"),
    "unalike": Kind(
        "thẻ {tag} so chữ với số: số trong mẫu đã là chữ để in, như “1.260 người”",
        "so chữ với chữ, hoặc |length và loop.index với số",
        "Đổi điều kiện; thường chỉ cần hỏi có hay không, như {{% if don_vi.chua_gui %}}",
    ),
    "unknown_command": Kind("không có lệnh {name}", "{expected}", "{fix}"),
    "print_prefix": Kind(
        "thẻ {tag} có chữ {prefix} ngay sau ngoặc, sẽ xóa cả chỗ chứa nó", "{fixed}", "Bỏ chữ đó"
    ),
    "trim_mark": Kind(
        "thẻ {tag} có dấu - sát ngoặc, sẽ nối và xóa các đoạn bên cạnh", "{fixed}", "Bỏ dấu -"
    ),
    # Structure
    "unclosed": Kind(
        "{tag} không có {closing} nào khép lại",
        "{closing} ở sau",
        "Thêm {closing}, hoặc xóa {tag}",
    ),
    "unopened": Kind(
        "{tag} không khép lệnh nào", "{{% {opening} … %}} ở trước", "Xóa {tag}, hoặc thêm lệnh mở"
    ),
    "levels": Kind(
        "{tag} thuộc về {opening} ({place}) mà mở một nơi, đóng ở nơi khác cấp",
        "hai lệnh trong cùng một đoạn; hoặc mỗi lệnh một đoạn riêng dạng {{%p … %}}, một dòng bảng "
        "riêng dạng {{%tr … %}}, trong cùng ô, cùng bảng, cùng phần văn bản",
        "Chuyển hai lệnh về cùng một cấp",
    ),
    "not_alone": Kind(
        "{tag} xóa cả {what} chứa nó, mà {what} này còn có {other}",
        "lệnh {{%{prefix} … %}} đứng một mình trong {what}",
        "Đưa phần kia sang {what} khác, hoặc viết lệnh dạng {{% … %}}",
    ),
    "no_row": Kind(
        "{tag} dùng cho một dòng bảng mà chỗ này không nằm trong bảng",
        "{fixed} trong một đoạn riêng",
        "Sửa thành {fixed}",
    ),
    "no_paragraph": Kind(
        "lệnh {tag} đứng ở chỗ không có đoạn văn", "chỉ tên, như {{{{ vong.nam }}}}", "Bỏ lệnh"
    ),
    "not_filled": Kind(
        "thẻ {tag} đứng ở chỗ không được điền", "thẻ nằm trong thân văn bản", "Chuyển thẻ đi"
    ),
    "cannot_fill": Kind(
        "điền thử không được: {reason}",
        "mẫu điền được cả khi các danh sách trống",
        "Xóa chỗ vừa sửa rồi gõ lại",
    ),
}


class Fault(NamedTuple):
    """Something wrong with a template: `place` and `excerpt` say where it stands."""

    code: str
    place: str
    excerpt: str
    found: str
    expected: str
    remedy: str
    order: tuple[int, int] = (0, 0)
    """The place again, for sorting: which passage, which letter."""

    @property
    def told(self) -> str:
        """The fault on four lines."""
        said = {"Thấy": self.found, "Cần": self.expected, "Cách sửa": self.remedy}
        lines = [f"   {head}: {words}{_stop(words)}" for head, words in said.items()]
        return "\n".join((f"{self.place}: “{self.excerpt}”", *lines))


def _stop(words: str) -> str:
    return "" if words.endswith((".", "?", "…")) else "."


def fault(code: str, at: Tag | Torn, **words: str) -> Fault:
    """A fault of the catalogue, its words filled in, where `at` stands."""
    order = (at.passage.number, at.start)
    return Fault(code, at.passage.place, at.excerpt, *_filled_in(code, words), order)


def fault_of_all(code: str, template: str, **words: str) -> Fault:
    """A fault of the catalogue that has no place: it is the whole template's."""
    return Fault(code, "Cả mẫu", template, *_filled_in(code, words))


def _filled_in(code: str, words: Mapping[str, str]) -> tuple[str, str, str]:
    found, expected, remedy = (text.format(**words) for text in CATALOGUE[code])
    return found, expected, remedy


def told(template: str, faults: Sequence[Fault]) -> str:
    """All of `faults` in the template of that name, numbered."""
    lines = [f"{number}. {one.told}" for number, one in enumerate(faults, start=1)]
    return "\n".join((f"Mẫu {template} có {len(faults)} chỗ phải sửa:", *lines))
