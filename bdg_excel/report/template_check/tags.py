"""The tags of a template's paragraphs: `{{ … }}`, `{% … %}`, and braces that make no tag."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from bdg_excel.report.template_check.passages import Passage, Piece, local, wrappers

_INNER = r"(?:(?!\{[{%#]|[}%#]\}).)*"
_TAG = re.compile(
    rf"(?<!\{{)(?:\{{\{{(?!\{{){_INNER}\}}\}}|\{{%{_INNER}%\}}|\{{#{_INNER}#\}})(?!\}})", re.DOTALL
)
# A brace that is left over, with what belongs to it: \0 stands where a whole tag was.
_TORN = re.compile(r"\{(?:\s*\{)*[^{}\0]*(?:\}(?:\s*\})*)?|\}(?:\s*\})*")
_PREFIX = re.compile(r"(tr|tc|p|r)\s")
_AROUND = 45
"""So many letters are quoted on each side."""

_HIDDEN = {
    "\u00ad": "gạch nối mềm",
    "\u200b": "dấu cách ẩn",
    "\u200c": "dấu cách ẩn",
    "\u200d": "dấu cách ẩn",
    "\u2060": "dấu cách ẩn",
    "\ufeff": "dấu cách ẩn",
}
_SPACES = dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f", "dấu cách không ngắt")
_DASHES = {
    "\u2010": "gạch nối lạ",
    "\u2011": "gạch nối không ngắt",
    "\u2013": "gạch ngang dài –",
    "\u2014": "gạch ngang dài —",
    "\u2212": "dấu trừ −",
}
_QUOTES = {
    **dict.fromkeys("“”„‟«»″", "dấu nháy cong “ ”"),
    **dict.fromkeys("‘’‚‛′", "dấu nháy cong ‘ ’"),
}
_ODD = {**_HIDDEN, **_SPACES, **_DASHES, **_QUOTES, "…": "dấu ba chấm …"}
# Nothing is subtracted in a template: a dash inside a name stands for what joins its words.
_JOINING = re.compile(rf"(?<=\w)[{''.join(_DASHES)}](?=\w)")
_PLAIN = str.maketrans(
    {
        **dict.fromkeys(_HIDDEN, ""),
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛′", "'"),
        "…": "...",
    }
)


@dataclass(frozen=True)
class Tag:
    """A tag of `passage`, from its letter `start` up to `end`."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """The tag as it was typed, braces and all."""
        return self.passage.text[self.start : self.end]

    @property
    def kind(self) -> str:
        """``{{``, ``{%`` or ``{#``."""
        return self.text[:2]

    @cached_property
    def prefix(self) -> str:
        """What is taken out around the tag: ``p`` its paragraph, ``tr`` its row; empty: nothing."""
        found = _PREFIX.match(self.text[2:-2])
        return found[1] if found else ""

    @cached_property
    def inner(self) -> str:
        """What stands between the braces, as plain letters."""
        return plain(self.text[2:-2].removeprefix(self.prefix)).strip()

    @property
    def excerpt(self) -> str:
        """The tag with the words around it."""
        return excerpt(self.passage, self.start, self.end)

    @cached_property
    def pieces(self) -> list[Piece]:
        """The pieces of text that it is made of."""
        return self.passage.between(self.start, self.end)

    def interrupted_by(self) -> str:
        """What stands in the middle of the tag so that it cannot be filled; empty: nothing."""
        inside = (one.what for one in self.passage.breaks if self.start < one.at < self.end)
        if len({id(piece.holder) for piece in self.pieces}) <= 1:
            return next(inside, "")
        around = (wrappers(piece.element, self.passage.paragraph) for piece in self.pieces)
        return next(chain(inside, chain.from_iterable(around)), "một phần tử ẩn")

    def is_deleted(self) -> bool:
        """Whether it stands in text that was deleted while changes were tracked."""
        around = (one for piece in self.pieces for one in piece.element.iterancestors())
        return any(local(one) in ("del", "moveFrom") for one in around)

    def is_code(self) -> bool:
        """Whether it stands in a field's code."""
        return any("instr" in local(piece.element).lower() for piece in self.pieces)


class Torn(NamedTuple):
    """Braces of `passage` that make no tag, with what stands between them."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """As it was typed."""
        return self.passage.text[self.start : self.end].strip()

    @property
    def excerpt(self) -> str:
        """The braces with the words around them."""
        return excerpt(self.passage, self.start, self.end)

    @property
    def opens(self) -> bool:
        """Whether a tag begins here that does not end in this paragraph."""
        return self.text.startswith(("{{", "{%", "{#")) and not self.text.endswith("}")

    @property
    def closes(self) -> bool:
        """Whether a tag ends here that does not begin in this paragraph."""
        return self.text.startswith("}")

    @property
    def mended(self) -> str:
        """What was probably meant; empty where there is nothing between the braces."""
        words = plain(self.text).strip("{}% \t\n")
        if not self.text.endswith("}"):  # who knows where it was to end
            words = words.partition(" ")[0].rstrip(".,;:")
        if not words:
            return ""
        return f"{{% {words} %}}" if "%" in self.text else f"{{{{ {words} }}}}"


def tags(passage: Passage) -> Iterator[Tag]:
    """The tags of `passage`, in their order."""
    return (Tag(passage, one.start(), one.end()) for one in _TAG.finditer(passage.text))


def torn(passage: Passage) -> Iterator[Torn]:
    """The braces of `passage` that are in no tag."""
    left = _TAG.sub(lambda tag: "\0" * len(tag[0]), passage.text)
    return (Torn(passage, one.start(), one.end()) for one in _TORN.finditer(left))


def odd_letters(text: str) -> list[str]:
    """What an editor of text puts in by itself in place of what was typed, in words."""
    return list(dict.fromkeys(_ODD[letter] for letter in text if letter in _ODD))


def plain(text: str) -> str:
    """`text` as it was probably typed."""
    return _JOINING.sub("_", text).translate(_PLAIN)


def excerpt(passage: Passage, start: int, end: int) -> str:
    """The letters from `start` to `end` with those around them, on one line."""
    before = passage.text[max(0, start - _AROUND) : start]
    after = passage.text[end : end + _AROUND]
    words = " ".join(f"{before}{passage.text[start:end]}{after}".split())
    head = "…" if start > _AROUND else ""
    return f"{head}{words}{'…' if end + _AROUND < len(passage.text) else ''}"
