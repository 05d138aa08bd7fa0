"""Answers in words: free text, one of a list, yes or no; and the words that stand for none."""

import re
from collections.abc import Collection, Sequence

from bdg_excel.layout import NO, YES, other_choice
from bdg_excel.text import fold, tidy, unnumbered
from bdg_excel.values.parsed import BLANK, Parsed, Status, placeholder, read_as, refused

NOT = "khong|ko"
"""How people write *không*, for patterns; by itself and in the shortest answers also ``k``."""
_NOT = (*NOT.split("|"), "k")
NIL = frozenset(
    {
        *(no + more for no in _NOT for more in ("", " co", " phat sinh", " co ai")),
        *("kps", "khong nguoi nao", "khong co nguoi nao", "khong (0)"),
        *("-", "--", "---", "–", "—", "−", "―"),
    }
)
"""What people write for none, as `text.fold` leaves it."""
_NO_WORDS = NIL | {"0"}
"""The same where words are asked for."""
NOT_APPLICABLE = frozenset({"khong ap dung", "n/a", "na", "kad"})
_UNKNOWN = re.compile(
    rf"\?+|(?:chua|{NOT}) (?:(?:co|nam duoc|ro|biet) so lieu|(?:thong ke|tong hop|nam|theo doi)"
    r"(?: duoc)?(?: so lieu)?|ro|biet)|chua co|chua duoc thong ke"
)
"""What people write for "we cannot say": no number, and not zero either."""
_CLAUSES = re.compile(r"[.;,–]+| - ")
_WHOSE = r"(?:(?:truong|tram|xa|thon|ban|don vi|nha truong|co so)(?: [a-z]+){0,3} )?"
_OF_WHOM = r"(?: (?:cua|tu|o|cho) .{1,40}| (?:so )?(?:nu|nam)| gui| bao cao)?"
_NOT_YET = re.compile(
    rf"{_WHOSE}(?:(?:chua|{NOT}) (?:co|nam duoc) so lieu|(?:chua|{NOT}) (?:thong ke|tong hop|theo "
    rf"doi|thu thap)(?: duoc)?(?: so lieu)?|chua duoc thong ke|chua bao cao){_OF_WHOM}"
    rf"|(?:dang |con )?(?:cho|doi) (?:so lieu|bao cao){_OF_WHOM}"
    r"|so lieu (?:dang |con )?(?:cho|doi)(?: .{1,40})?"
    r"|(?:so lieu )?(?:se )?(?:gui )?bo sung(?: so lieu)? sau"
)
"""The same as one clause of a note that says more."""
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\.(?=\d)")
_NONE = re.compile(r"(?:khong|ko) (?:co|phat sinh)\b(?! so lieu)")
"""What says beside it that there is none after all."""
_ABOUT = re.compile(
    r"(?:(?:tong )?so (?:lieu )?)?(?:uoc(?: (?:khoang|tinh|chung|luong|dat))?|tam tinh|khoang|"
    r"xap xi|ap chung|chung)(?: (\d[\d.]*)(?: [a-z]+){0,2})?"
)
"""A clause which says that a number is about right, or is about so much."""
PLACEHOLDER = re.compile(r"[.,…_\s]+")
"""Dots and lines that a form or a habit leaves where an answer belongs."""
UNLISTED = frozenset({"not_in_list", "not_in_closed_list"})
"""The codes of a text that is none of its list."""
_DITTO = re.compile(
    r"[\"'”“″〃‘’`´]{1,3}|,,|[-–]* ?(?:nt|n\.t|nhu tren|nhu (?:dong|o|muc) tren|idem|ditto) ?[-–.]*"
)
"""Marks and words that stand for what is written above, as `text.fold` leaves them."""
_NO_UNIT = re.compile(r"\d|\W*$")
_BESIDE_SIGNS = re.compile(r" ?([,;:./()]) ?")
_YES = frozenset(
    {"co", "x", "v", "✓", "✔", "☑", "√", "✅", "yes", "dung", "co du", "da co", "co roi"}
)
_NO = frozenset({"no", "✗", *(no + more for no in (*_NOT, "chua") for more in ("", " co", " du"))})
_ENOUGH = "đủ"
_ASKS_FOR_ENOUGH = re.compile(r"(?<!không )(?<!chưa )\bcó đủ\b")
"""What a question says to which *đủ* can only mean yes: asked what is lacking, it would mean no."""
_AROUND = " .,;-–\"'“”"
_PEOPLE_THERE = re.compile(r"co ?\([1-9]\d? (?:nguoi|can bo|d/c|dong chi)\)")
"""``Có (1 người)``: what else stands in brackets may take the yes back."""


def text(typed: str) -> Parsed:
    """Free text, line by line, without empty lines; ``Không`` and ``0`` are none."""
    lines = (tidy(line) for line in typed.splitlines())
    words = "\n".join(line for line in lines if line)
    if not words:
        return BLANK
    if PLACEHOLDER.fullmatch(words):
        return placeholder(typed)
    nil = fold(words).rstrip(".") in _NO_WORDS
    return Parsed(None, words, Status.NIL if nil else Status.GIVEN)


def is_unknown(typed: str) -> bool:
    """Whether `typed` says that nobody knows: ``chưa thống kê được``."""
    return _UNKNOWN.fullmatch(fold(typed).strip(" .()")) is not None


def says_unknown(note: str) -> bool:
    """Whether `note` says, with whatever else, that there are no figures yet."""
    if is_unknown(note):
        return True
    clauses = _clauses(note)
    not_yet = [clause for clause in clauses if _NOT_YET.fullmatch(clause)]
    return bool(not_yet) and not any(map(_NONE.match, set(clauses) - set(not_yet)))


def says_about(note: str, numbers: Collection[str]) -> bool:
    """Whether `note` says that one of `numbers` is about right: ``ước khoảng``, ``khoảng 65``."""
    found = (_ABOUT.fullmatch(clause) for clause in _clauses(note))
    return any(said and (not said[1] or said[1].replace(".", "") in numbers) for said in found)


def _clauses(note: str) -> list[str]:
    """The clauses of `note`, folded; a dot between digits is none's end."""
    parts = _CLAUSES.split(_BETWEEN_DIGITS.sub("", fold(note)))
    return [bare for part in parts if (bare := part.strip(" ()"))]


def is_ditto(typed: str) -> bool:
    """Whether `typed` only says that what stands above holds here too: ``nt``, ``〃``."""
    return _DITTO.fullmatch(fold(typed)) is not None


def is_no_unit(typed: str) -> bool:
    """Whether `typed` is no unit of measure: ``2 buổi``, ``20``, ``-``; ``m2`` is one."""
    return _NO_UNIT.match(typed) is not None or fold(typed) in NIL


def choice(typed: str, choices: Sequence[str]) -> Parsed:
    """One of `choices`, found without regard to case, accents and the spaces beside a comma.

    Another text stays as typed.
    """
    words = tidy(typed)
    if words in choices:
        return Parsed(None, words, Status.GIVEN)
    if PLACEHOLDER.fullmatch(words):
        return placeholder(typed)
    meant = _unspaced(unnumbered(words))
    alike = [known for known in choices if _unspaced(known) == meant]
    if len(alike) == 1:
        told = (("found", words), ("value", alike[0]))
        return Parsed(None, alike[0], Status.GIVEN, "read_as", told)
    other = other_choice(tuple(choices))
    if not other:
        return Parsed(None, words, Status.GIVEN, "not_in_closed_list")
    return Parsed(None, words, Status.GIVEN, "not_in_list", (("other", other),))


def _unspaced(text: str) -> str:
    return _BESIDE_SIGNS.sub(r"\1", fold(text))


def yes_no(raw: object, typed: str, question: str) -> Parsed:
    """1 for yes, 0 for no. A tick is a yes; a dash or a number is neither."""
    folded = fold(typed)
    word = folded.strip(_AROUND)
    if raw is True or word in _YES or _PEOPLE_THERE.fullmatch(word):
        return _answer(1, typed, YES)
    if _is_enough(typed) and _ASKS_FOR_ENOUGH.search(tidy(question).casefold()):
        return _answer(1, typed, YES)
    if raw is False or word in _NO:
        return _answer(0, typed, NO)
    return placeholder(typed) if PLACEHOLDER.fullmatch(folded) else refused(typed, "not_yes_no")


def _is_enough(typed: str) -> bool:
    """With its accents: *dư*, *dự* are other words."""
    return tidy(typed).casefold().strip(_AROUND) == _ENOUGH


def _answer(value: int, typed: str, meaning: str) -> Parsed:
    exact = tidy(typed) == meaning
    told = read_as(value, typed, meaning)._replace(status=Status.GIVEN)
    return Parsed(value, meaning, Status.GIVEN) if exact else told
