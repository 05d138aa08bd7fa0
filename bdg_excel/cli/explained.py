"""An explanation as people read it on a terminal: paragraphs and tables as wide as it is."""

import io
from collections.abc import Iterable, Iterator, Sequence

from rich import box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bdg_excel.cli.screen import MARKS, plain
from bdg_excel.explanation import Answer, Explanation, FigureName, Role, Silent, UnitAnswers
from bdg_excel.layout import YES
from bdg_excel.rows import FindingRow
from bdg_excel.text import listing, number
from bdg_excel.values.parsed import Status

_INDENT = (0, 0, 0, 2)


def figures_listed(names: Sequence[FigureName], width: int) -> str:
    """All `names` with what they are called, `width` letters wide."""
    table = _table(["Mã", "Chỉ tiêu"])
    for name in names:
        table.add_row(_text(name.id), _text(name.label))
    return _printed([table], width)


def explained(explanation: Explanation, width: int) -> str:
    """Where a figure comes from, `width` letters wide."""
    return _printed(_blocks(explanation), width)


def _printed(blocks: Iterable[RenderableType], width: int) -> str:
    page = io.StringIO()
    console = Console(file=page, width=width, color_system=None, legacy_windows=False)
    for block in blocks:
        console.print(block)
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines())


def _blocks(explanation: Explanation) -> Iterator[RenderableType]:
    yield _text(f"{explanation.name.id} - {explanation.name.label}")
    yield _facts(explanation)
    counted = [unit for unit in explanation.units if unit.counted]
    others = [unit for unit in explanation.units if not unit.counted]
    if counted:
        yield from _section("Được tính", len(counted), "đơn vị")
        yield _units(explanation, counted, total=True)
    if others:
        yield from _section("Có biểu nhưng không tính được", len(others), "đơn vị")
        yield _units(explanation, others)
    if explanation.silent:
        yield from _section("Chưa có biểu được tính", len(explanation.silent), "đơn vị")
        yield _paragraphs(_silent(explanation.silent))
    if explanation.strays and explanation.coverage.missing:
        yield from _section("Tệp chưa rõ là của đơn vị nào", len(explanation.strays), "tệp")
        yield _paragraphs(map(_finding, explanation.strays))
    if explanation.findings:
        title = "Để riêng, cần xem hoặc cần biết"
        yield from _section(title, len(explanation.findings), "chỗ")
        yield _paragraphs(map(_finding, explanation.findings))


def _facts(explanation: Explanation) -> RenderableType:
    coverage = explanation.coverage
    lacking = f"; còn {len(coverage.missing)}, xem bên dưới" if coverage.missing else ""
    facts = (
        ("Cách tính", explanation.formula),
        ("Kết quả", explanation.figure.printed),
        ("Phạm vi", f"{coverage.words}{lacking}"),
    )
    grid = Table.grid(padding=(0, 2, 0, 0))
    for label, words in facts:
        grid.add_row(_text(label), _text(words))
    return Padding(grid, _INDENT)


def _section(title: str, count: int, what: str) -> Iterator[RenderableType]:
    yield Text("")
    yield _text(f"{title}: {count} {what}")


def _paragraphs(texts: Iterable[str]) -> RenderableType:
    grid = Table.grid(padding=(0, 1, 0, 0))
    for text in texts:
        grid.add_row("-", _text(text))
    return Padding(grid, _INDENT)


def _units(
    explanation: Explanation, units: Sequence[UnitAnswers], total: bool = False
) -> RenderableType:
    """A row a unit; of a list in a form a row for each of its rows."""
    roles = [role for role in explanation.labels if role is not Role.ASKED]
    lists = any(answer.about for unit in units for answer in unit.answers)
    table = _table(["Đơn vị", *(["Nội dung"] if lists else [])])
    for role in roles:
        table.add_column(_text(explanation.labels[role]), justify="right")
    table.add_column("Tình trạng")
    table.add_column("Trang, ô")
    table.add_column("Tệp", overflow="fold")
    for unit in units:
        for cells in _rows(explanation, unit, roles, lists):
            table.add_row(*map(_text, cells))
    sums = _sums(explanation, roles)
    if total and any(sums):
        table.add_section()
        table.add_row(*map(_text, ("Cộng", *([""] if lists else []), *sums)))
    return Padding(table, _INDENT)


def _rows(
    explanation: Explanation, unit: UnitAnswers, roles: Sequence[Role], lists: bool
) -> Iterator[tuple[str, ...]]:
    """The cells of each row of `unit`; its name is in the first only."""
    name = unit.unit.name
    for line in _lines(unit):
        about = [_about(line)] if lists else []
        values = (_value(line, role) for role in roles)
        yield (name, *about, *values, _state(explanation, line), *_where(line))
        name = ""
    if name:  # nothing was answered, so there is nothing to point to
        yield (name, *[""] * (len(roles) + lists), unit.why, "", "")


def _lines(unit: UnitAnswers) -> Iterator[list[Answer]]:
    """The answers of each row; that to a table's question only where it says all."""
    rows: dict[int, list[Answer]] = {}
    for answer in unit.answers:
        rows.setdefault(answer.row.row, []).append(answer)
    is_list = len(rows) > 1
    for answers in rows.values():
        if not (is_list and answers[0].role is Role.ASKED):
            yield answers


def _about(line: Sequence[Answer]) -> str:
    first = line[0]
    if first.role is Role.ASKED:
        return "câu hỏi của biểu"
    return f"{first.about} ({first.measure})" if first.measure else first.about


def _value(line: Sequence[Answer], role: Role) -> str:
    for answer in line:
        if answer.role is Role.ASKED and answer.counted:
            return "0"
        if answer.role is role:
            return answer.shown
    return ""


def _state(explanation: Explanation, line: Sequence[Answer]) -> str:
    """What kind of answers these are; each by itself, but for plain numbers, where not alike."""
    states = {explanation.labels[answer.role]: _status(answer) for answer in line}
    if len(set(states.values())) == 1:
        return next(iter(states.values()))
    odd = {label: state for label, state in states.items() if state != Status.GIVEN.words}
    return "; ".join(f"{label}: {state}" for label, state in odd.items())


def _status(answer: Answer) -> str:
    if answer.role is Role.ASKED:
        return f"trả lời {answer.typed or answer.shown}" if answer.row.text else "chưa trả lời"
    words = Status(answer.row.status).words
    return f"{words}, ghi «{answer.typed}»" if answer.typed else words


def _where(line: Sequence[Answer]) -> tuple[str, str]:
    """``Số liệu, E14, E12`` and the file: what is the same in all of them once."""
    places = [(answer.row.sheet, answer.row.cell) for answer in line]
    said = dict.fromkeys(step for place in places for step in place if step)
    return ", ".join(said), line[0].row.file


def _sums(explanation: Explanation, roles: Sequence[Role]) -> list[str]:
    figure, totals = explanation.figure, explanation.totals
    if figure.numerator is None or explanation.kind == "single":
        return []  # nobody answered, different measures, or nothing to add up
    if roles == [Role.ANSWER]:
        return [f"{YES} {number(figure.numerator)}/{number(figure.denominator or 0)}"]
    return [number(totals.get(role, 0)) for role in roles]


def _silent(units: Iterable[Silent]) -> Iterator[str]:
    """Why none of a unit's files counts; those that have sent nothing in one sentence."""
    nothing = []
    for unit, files, findings in units:
        if findings:
            yield " ".join(found.message for found in findings)
        elif files:
            yield f"{unit.name}: đã gửi {listing(files)}, chưa tính."
        else:
            nothing.append(unit.name)
    if nothing:
        yield f"Chưa gửi biểu: {listing(nothing)}."


def _finding(found: FindingRow) -> str:
    return f"{MARKS[found.severity][0]}: {found.message}"


def _table(heads: Sequence[str]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for head in heads:
        table.add_column(_text(head))
    return table


def _text(words: str) -> Text:
    """`words` as they are: nothing in them is markup, nothing steers the terminal."""
    return Text(plain(words))
