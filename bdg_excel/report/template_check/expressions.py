"""What a tag asks for: names, filters and comparisons, and nothing else."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from jinja2 import TemplateSyntaxError, nodes

from bdg_excel.report.context import NAMES_LISTED
from bdg_excel.report.language import ENVIRONMENT, FILTERS, TESTS
from bdg_excel.report.template_check.dotted import is_name, nearest_part, parts_of, step_of, written
from bdg_excel.report.template_check.known_names import (
    EACH,
    LOOP_PATH,
    KnownNames,
    NamePath,
    NoSuchNameError,
    Scope,
)
from bdg_excel.report.template_check.tags import Tag

ROUND = "vong"
"""The only group whose lists are of a length that is known beforehand."""

_EXAMPLES = {
    "{{": "một tên, như {{ vong.nam }}",
    "{%": "{% for noi in vong.kinh_gui %} hoặc {% if don_vi.chua_gui %}",
}
_SEE_NAMES = "Xem các tên bằng lệnh bdg template names"
_ORDERED = frozenset({"lt", "lteq", "gt", "gteq"})
_TEXT, _NUMBER, _TRUTH, _LIST, _GROUP, _ANY = "text", "number", "truth", "list", "group", "any"
"""What an expression gives; `_ANY` where it is not known, or a fault has been told."""
_PYTHON: Mapping[type[nodes.Node], str] = {
    nodes.Call: "lời gọi hàm ( )",
    nodes.BinExpr: "phép tính",
    nodes.UnaryExpr: "phép tính",
    nodes.Concat: "phép nối ~",
    nodes.CondExpr: "phép chọn if … else",
    nodes.Literal: "danh sách tự viết",
    nodes.Getattr: "thuộc tính của Python",
    nodes.Getitem: "phép lấy trong ngoặc [ ]",
}


class Complaint(NamedTuple):
    """A fault's code in the catalogue, and the words that fill it in."""

    code: str
    words: Mapping[str, str]


class Asked(NamedTuple):
    """What a tag asks for: the paths of its names, and what is wrong with it."""

    names: tuple[NamePath, ...]
    complaints: tuple[Complaint, ...]


def printed(tag: Tag, known: KnownNames, scope: Scope) -> Asked:
    """What ``{{ … }}`` asks for: something that can be printed."""
    reading = _Reading(tag, known, scope)
    output = reading.parsed(f"{{{{ {tag.inner} }}}}", nodes.Output)
    if output is not None:
        reading.print(output.nodes[0])
    return reading.asked


def condition(tag: Tag, known: KnownNames, scope: Scope) -> Asked:
    """What ``if`` or ``elif`` asks for: whatever is there or not, is alike or not."""
    reading = _Reading(tag, known, scope)
    found = reading.parsed(f"{{% {tag.inner.removeprefix('el')} %}}{{% endif %}}", nodes.If)
    if found is not None:
        reading.kind(found.test)
    return reading.asked


def loop(tag: Tag, known: KnownNames, scope: Scope) -> tuple[Asked, Scope]:
    """What ``for`` asks for: a list; and the names that stand for something inside the loop."""
    reading = _Reading(tag, known, scope)
    found = reading.parsed(f"{{% {tag.inner} %}}{{% endfor %}}", nodes.For)
    if found is None:
        return reading.asked, scope
    items = reading.items(found.iter)
    names = [name.name for name in found.target.find_all(nodes.Name)] or [found.target.name]
    inside = {**scope, "loop": LOOP_PATH, **dict.fromkeys(names)}
    if not isinstance(found.target, nodes.Name) or found.recursive:
        reading.refuse("vòng lặp kiểu lập trình")
    elif items is not None:
        inside[found.target.name] = (*items, EACH)
    if found.test is not None:
        reading.scope = inside
        reading.kind(found.test)
    return reading.asked, inside


def proposal(meant: str) -> dict[str, str]:
    """What to say where `meant` is what was probably meant."""
    return {"expected": f"có phải là {meant}?", "fix": f"Sửa thành {meant}"}


def choice(wrong: str, known: Iterable[str]) -> dict[str, str]:
    """What to say where `wrong` is none of the few words that are `known`."""
    return {"expected": f"chỉ dùng được {', '.join(known)}", "fix": f"Bỏ hoặc sửa {wrong}"}


class _Reading:
    """One tag that is being read; `scope`: the names of the loops around it."""

    def __init__(self, tag: Tag, known: KnownNames, scope: Scope) -> None:
        self.scope = scope
        self._tag, self._known = tag, known
        self._names: list[NamePath] = []
        self._complaints: list[Complaint] = []
        self._readers: dict[type[nodes.Node], Callable[[Any], str]] = {
            nodes.Const: lambda node: _kind_of(node.value),
            nodes.Name: self._name,
            nodes.Getattr: self._name,
            nodes.Getitem: self._name,
            nodes.Filter: self._filter,
            nodes.Test: self._test,
            nodes.Compare: self._comparison,
            nodes.And: self._junction,
            nodes.Or: self._junction,
            nodes.Not: self._negation,
        }

    @property
    def asked(self) -> Asked:
        """What has been read."""
        return Asked(tuple(self._names), tuple(self._complaints))

    def parsed(self, source: str, wanted: type[nodes.Node]) -> Any:
        """The one node of `source`; None (and a complaint) where it is not written right."""
        try:
            [node] = ENVIRONMENT.parse(source).body
        except (TemplateSyntaxError, RecursionError, ValueError):
            self._misspelt()
            return None
        if not isinstance(node, wanted):
            self._misspelt()
            return None
        return node

    def print(self, node: nodes.Node) -> None:
        """Complains where `node` gives nothing to print."""
        if isinstance(node, nodes.Const):
            self._complain("constant")
            return
        kind = self.kind(node)
        if kind == _TRUTH:
            self.refuse("phép so sánh để in")
        self._assert_printable(node, kind)

    def items(self, node: nodes.Node) -> NamePath | None:
        """The path of the list `node`; None (and a complaint) where it is none."""
        kind = self.kind(node)
        if kind == _LIST:
            return self._path(node)
        if kind != _ANY:
            self._complain("not_a_list", name=written(node), lists=", ".join(self._known.lists()))
        return None

    def kind(self, node: nodes.Node) -> str:
        """What `node` gives; complains of all that is wrong in it."""
        reader = self._readers.get(type(node))
        if reader is not None:
            return reader(node)
        if isinstance(node, nodes.Sub) and self._meant():
            self._misspelt()  # a name with a dash in it
        else:
            self.refuse(_python_words(node))
        return _ANY

    def refuse(self, what: str) -> None:
        """Complains of what only a program needs."""
        self._complain("python", what=what, filters=", ".join(FILTERS))

    # ------------------------------------------------------------ Names

    def _name(self, node: nodes.Node) -> str:
        path = self._path(node)
        if path is None:
            return _ANY
        try:
            value = self._known.value(path)
        except NoSuchNameError as error:
            self._unknown(node, len(path) - len(error.before), error)
            return _ANY
        self._names.append(path)
        return _kind_of(value)

    def _path(self, node: Any) -> NamePath | None:
        """The path of a name; None where it is not known or (with a complaint) no name at all."""
        if isinstance(node, nodes.Name):
            return self.scope.get(node.name, (node.name,))
        step = step_of(node)
        if step is None or not is_name(node.node):
            self.refuse(_python_words(node))
            return None
        path = self._path(node.node)
        if path is None:
            return None
        if isinstance(step, int) and path[0] != ROUND:
            self._complain("row_number", name=written(node), list=written(node.node))
            return None
        return (*path, step)

    def _unknown(self, node: Any, steps: int, error: NoSuchNameError) -> None:
        """Complains of a name whose last `steps` steps lead nowhere."""
        name, root = written(node), written(node).partition(".")[0]
        for _ in range(steps - 1):
            node = node.node
        near = nearest_part(node, error) or ("" if parts_of(error) else self._near(name))
        if not error.before and root in self._known.loops:
            self._complain("outside_loop", name=root, loop=self._known.loops[root])
        elif near and name.lower().startswith(near) and not name.startswith(near):
            self._complain("capital", name=name, known=near)
        elif near:
            self._complain("unknown_name", name=name, **proposal(near))
        else:
            expected = parts_of(error) or "một tên có trong định nghĩa"
            self._complain("unknown_name", name=name, expected=expected, fix=_SEE_NAMES)

    def _misspelt(self) -> None:
        near = self._meant()
        if near:
            self._complain("syntax", **proposal(f"{{{{ {near} }}}}"))
        else:
            self._complain("syntax", expected=_EXAMPLES[self._tag.kind], fix=_SEE_NAMES)

    def _meant(self) -> str:
        """The name that was meant by the whole of ``{{ … }}``; empty where none is near."""
        return self._near(self._tag.inner) if self._tag.kind == "{{" else ""

    def _near(self, words: str) -> str:
        return self._known.nearest(words, self.scope)

    # ------------------------------------------------------------ Filters, comparisons

    def _filter(self, node: nodes.Filter) -> str:
        if node.name not in FILTERS:
            self._complain("unknown_filter", name=node.name, **choice(node.name, FILTERS))
            return _ANY
        extras = [*node.args, *node.kwargs, node.dyn_args, node.dyn_kwargs]
        if node.node is None or any(one and not isinstance(one, nodes.Const) for one in extras):
            self.refuse("mã lệnh trong bộ lọc")
            return _ANY
        kind = self.kind(node.node)
        if node.name == "length":
            return _NUMBER
        if node.name == "join":
            self._assert_lines(node.node, kind)
        else:
            self._assert_printable(node.node, kind)
        return _TEXT

    def _assert_printable(self, node: nodes.Node, kind: str) -> None:
        if kind == _LIST:
            self._list_as_text(node)
        elif kind == _GROUP:
            parts = self._known.value(self._path(node) or ())
            shown = [f"{written(node)}.{part}" for part in list(parts)[:NAMES_LISTED]]
            self._complain("not_text", name=written(node), parts=", ".join(shown))

    def _assert_lines(self, node: nodes.Node, kind: str) -> None:
        """``join`` wants a list of texts."""
        if kind == _LIST and self._each(node) == _GROUP:
            self._list_as_text(node)
        elif kind not in (_LIST, _ANY):
            self._complain("not_a_list", name=written(node), lists=", ".join(self._known.lists()))

    def _list_as_text(self, node: nodes.Node) -> None:
        lines = self._each(node) == _TEXT
        self._complain(
            "list_as_text",
            name=written(node),
            expected="vòng lặp, hoặc bộ lọc join" if lines else "vòng lặp qua từng mục",
            or_else=f', hoặc {{{{ {written(node)}|join(", ") }}}}' if lines else "",
        )

    def _each(self, node: nodes.Node) -> str:
        """What each item of a list is."""
        path = self._path(node)
        return _ANY if path is None else _kind_of(self._known.value((*path, EACH)))

    def _test(self, node: nodes.Test) -> str:
        if node.name not in TESTS:
            self._complain("unknown_test", name=node.name, **choice(node.name, TESTS))
        elif self.kind(node.node) not in (_NUMBER, _ANY):
            self._complain("unalike")
        return _TRUTH

    def _comparison(self, node: nodes.Compare) -> str:
        left = self.kind(node.expr)
        for operand in node.ops:
            right = self.kind(operand.expr)
            alike = left == right or _ANY in (left, right)
            by_letters = operand.op in _ORDERED and _TEXT in (left, right)
            if operand.op not in ("in", "notin") and (not alike or by_letters):
                self._complain("unalike")
        return _TRUTH

    def _junction(self, node: nodes.BinExpr) -> str:
        self.kind(node.left)
        self.kind(node.right)
        return _TRUTH

    def _negation(self, node: nodes.Not) -> str:
        self.kind(node.node)
        return _TRUTH

    def _complain(self, code: str, **words: str) -> None:
        self._complaints.append(Complaint(code, {"tag": self._tag.text, **words}))


def _kind_of(value: Any) -> str:
    kinds = ((str, _TEXT), (bool, _TRUTH), (int, _NUMBER), (list, _LIST), (Mapping, _GROUP))
    return next((kind for type_, kind in kinds if isinstance(value, type_)), _ANY)


def _python_words(node: nodes.Node) -> str:
    return next((words for kind, words in _PYTHON.items() if isinstance(node, kind)), "mã lệnh")
