"""Units of measure typed behind a number: ``12 lớp`` is no answer to how many people there are.

A unit is accepted if it is the question's own or of the same family. A question without a unit
asks for what its label names; one that names nothing (``Số lượng``) takes any.
"""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from bdg_excel.layout import Slot
from bdg_excel.text import fold, number
from bdg_excel.values.letters import visible
from bdg_excel.values.parsed import Parsed, refused

_PEOPLE, _EVENTS, _THINGS, _MONEY, _OTHERS = "people", "events", "things", "money", "others"
_FAMILIES = {
    _PEOPLE: """
        người, em, hs, học sinh, bé, cháu, trẻ, trẻ em, cán bộ, đảng viên, đại biểu, đ/c, d/c,
        đồng chí, đ.c, d.c, đc, h/s, hv, ng, lao động, người lao động, thành viên, hội viên,
        đoàn viên, ủy viên, chi ủy viên,
        đảng ủy viên, viên chức, công chức, học viên, sinh viên, nam, trai, nữ, gái, phụ nữ,
        sản phụ, thai phụ, bà mẹ, mẹ, chị, chị em, trường hợp,
        người dân, nhân khẩu, cấp ủy viên, học sinh mẫu giáo, ông, bà, nam giới, nữ giới,
        nam sinh, nữ sinh
    """,
    _EVENTS: """
        cuộc, cuộc thi, buổi, buổi học, lần, lượt, lượt người, đợt, lớp, lớp học, đoàn, hội thi,
        vụ, ca
    """,
    _THINGS: """
        tin, bài, bài thi, phóng sự, chuyên mục, clip, cái, chiếc, tờ, quyển, cuốn, bộ,
        suất, mô hình
    """,
    _MONEY: "đồng, đ, vnd, vnđ, đvn",
    _OTHERS: "năm, giờ, tổ, chi bộ, chi hội, chi đoàn, hộ, hộ gia đình, trường, ngày",
}
_MALE, _FEMALE = "nam", "nữ"
_SEXES = {
    **dict.fromkeys(("nam", "trai", "ông", "nam giới", "nam sinh"), _MALE),
    **dict.fromkeys(
        ("nữ", "gái", "phụ nữ", "sản phụ", "thai phụ", "bà mẹ", "mẹ", "chị", "chị em"), _FEMALE
    ),
    **dict.fromkeys(("bà", "nữ giới", "nữ sinh"), _FEMALE),
}
_ACCENTED = frozenset({"ông", "bà"})
"""Words that are others without their accents: *ba* is three."""
_SAME = {"cuốn": "quyển", "chiếc": "cái"}
"""Words for the same thing."""
_OF_LABELS = frozenset({_PEOPLE, _EVENTS, _THINGS})
"""What a label can ask for: *đồng* in it is rather a council, *năm* the time."""
_LONGEST = 4
_TOKENS = re.compile(r"[đd][./]c\b|h/s\b|[^\W\d_]+")
_TAIL = re.compile(r"(.*\d)(\D*)", re.DOTALL)
_COUNTRY = re.compile(r"việt nam")


class _Measure(NamedTuple):
    word: str
    family: str


class _Asked(NamedTuple):
    """The families that a question asks for, None for any; and the one sex that it is about."""

    families: frozenset[str] | None
    sex: str


def _spelling(word: str) -> tuple[str, str]:
    """A word with its accents, wherever in it they are typed: ``uỷ`` is ``ủy``."""
    marks = sorted(filter(unicodedata.combining, unicodedata.normalize("NFD", word)))
    return fold(word), "".join(marks)


_MEASURES = tuple(
    _Measure(" ".join(word.split()), family)
    for family, words in _FAMILIES.items()
    for word in words.split(",")
)
_SPELLED = {_spelling(measure.word): (measure,) for measure in _MEASURES}
_FOLDED: dict[str, tuple[_Measure, ...]] = {}
for _each in (measure for measure in _MEASURES if measure.word not in _ACCENTED):
    _FOLDED[fold(_each.word)] = (*_FOLDED.get(fold(_each.word), ()), _each)
PIECES = frozenset(word for phrase, _ in _SPELLED for word in phrase.split()) - {"chuc"}
"""Words of the above; by themselves (``12 công viên``) they say something else. *chục* is ten."""


def accepted(parsed: Parsed, slot: Slot) -> Parsed:
    """`parsed`, or its refusal if the words behind its number do not fit the question."""
    asked, found = _asked(slot), _behind(parsed.text)
    if not all(_fits(each, asked) for each in found):
        return refused(parsed.text, "not_a_number")
    sexes = {_SEXES[each[0].word] for each in found if each[0].word in _SEXES}
    if sexes <= {asked.sex} or (not asked.sex and len(sexes) > 1):
        return parsed
    return refused(parsed.text, "ambiguous_number", readings=_of_sex(parsed, asked.sex, sexes))


def without_own(typed: str, unit: str) -> str:
    """`typed` without the question's own unit behind the number; '' if it is not there."""
    found = _TAIL.fullmatch(visible(typed))
    word = found[2].lstrip(" (;\n").rstrip(" .,;()\n").casefold() if found else ""
    if not found or not _TOKENS.search(unit) or fold(word) != fold(unit):
        return ""
    is_own = word.isascii() or _spelling(word) == _spelling(unit.casefold())
    return found[1] if is_own else ""


def disagrees(typed: str, unit: str) -> bool:
    """Whether what is typed names units, and none of them is one of `unit`'s own."""
    said = {_same(each) for found in _behind(typed) for each in found}
    return bool(said) and said.isdisjoint(
        _same(each) for found in _measures(_plain(unit)) for each in found
    )


def names_unit(typed: str) -> bool:
    """Whether a unit of measure stands behind the number in `typed`."""
    return any(_behind(typed))


def of_either(typed: str, amount: int | Decimal, unit: str) -> str:
    """What `amount` may count: what is typed behind it, or what the row says."""
    said = " ".join(found[0].word for found in _behind(typed) if found)
    return f"{number(amount)} {said} hoặc {number(amount)} {unit}"


def one_sex(slot: Slot) -> str:
    """The one sex that the question is about; '' if it is about both."""
    return _asked(slot).sex


def asks_for_any(slot: Slot) -> bool:
    """Whether the question leaves open what it counts."""
    return not slot.unit and _asked(slot).families is None


def _same(measure: _Measure) -> str:
    return _SAME.get(measure.word, measure.word)


def _of_sex(parsed: Parsed, own: str, said: set[str]) -> str:
    amount, other = number(parsed.number or 0), " và ".join(sorted(said - {own}))
    if not own:
        return f"{amount} cả nam và nữ hoặc chỉ {amount} {other}"
    return f"{amount} {own} (ghi nhầm chữ) hoặc {amount} {other} (ghi nhầm ô)"


def _fits(found: tuple[_Measure, ...], asked: _Asked) -> bool:
    """Whether a word may be one of those asked for; one without accents may be several."""
    families = {measure.family for measure in found}
    return bool(found) and (asked.families is None or bool(asked.families & families))


@lru_cache(maxsize=1_000)
def _asked(slot: Slot) -> _Asked:
    label = _COUNTRY.sub("", _plain(slot.label))
    families = frozenset({_MONEY}) if slot.kind == "money" else frozenset[str]()
    if slot.kind != "count":
        return _Asked(families, "")
    named = _plain(slot.unit) or label
    families = frozenset(each.family for found in _measures(named, True) for each in found)
    of_label = (families & _OF_LABELS) or None
    part = _sexes(label.rpartition(": ")[2]) or _sexes(f"{slot.unit} {label}")
    return _Asked(families if slot.unit else of_label, part)


def _sexes(text: str) -> str:
    """The one sex that `text` names; '' for none and for both."""
    words = {each.word for found in _measures(text, True) for each in found}
    sexes = {_SEXES[word] for word in words if word in _SEXES}
    return sexes.pop() if len(sexes) == 1 else ""


def _behind(typed: str) -> list[tuple[_Measure, ...]]:
    """The units behind the last digit of `typed`; empty ones for pieces of others."""
    found = _TAIL.fullmatch(_plain(typed))
    return list(_measures(found[2])) if found else []


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", visible(text)).casefold()


def _measures(text: str, spelled: bool = False) -> Iterator[tuple[_Measure, ...]]:
    """The measures named in `text`, longest first; those only that are `spelled`, or all."""
    words = _TOKENS.findall(text)
    while words:
        phrases = [words[:length] for length in range(min(_LONGEST, len(words)), 0, -1)]
        hits = ((phrase, _looked_up(" ".join(phrase), spelled)) for phrase in phrases)
        phrase, found = next((hit for hit in hits if hit[1]), (words[:1], ()))
        if found or (not spelled and fold(words[0]) in PIECES):
            yield found
        words = words[len(phrase) :]


def _looked_up(phrase: str, spelled: bool) -> tuple[_Measure, ...]:
    """The measures that `phrase` may be, with other accents too where no other word is near.

    ``nguời`` is a slip, ``hồ`` (a lake) no household.
    """
    exact = _SPELLED.get(_spelling(phrase), ())
    if exact or spelled:
        return exact
    found = _FOLDED.get(fold(phrase), ())
    return found if phrase.isascii() else tuple(m for m in found if m.family != _OTHERS)
