"""Which form a workbook is and who filled it: by its hidden sheet, else by what it says openly."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bdg_excel.findings import Finding, Place, finding
from bdg_excel.form_words import REPORTING, unit_words
from bdg_excel.layout import COVER, IDENTITY, LISTS, REVISION, UNIT_ROW, FormLayout
from bdg_excel.programme import Programme, Unit
from bdg_excel.reader.answers.own import key
from bdg_excel.reader.answers.sheets import ENOUGH, find_sheets, goals, likeness
from bdg_excel.reader.files.workbook import Grid, Raw
from bdg_excel.reader.identity.units import Named, Names, heading, names_of
from bdg_excel.text import fold, tidy
from bdg_excel.values.typed import as_typed

_HIDDEN, _FILE_NAME = "trang nhận dạng (ẩn)", "tên tệp"
_TOP_ROWS, _TOP_COLUMNS = 12, 8
_LONG = 6
_YEAR = re.compile(r"\bnam (20\d\d)\b")


class Identity(NamedTuple):
    """Whose form a workbook is (None: nobody's, and `fault` says why), and what is to be told.

    `named` are the codes of the units that it names where it names several.
    """

    unit: Unit | None
    layout: str = ""
    findings: tuple[Finding, ...] = ()
    fault: Finding | None = None
    revision: int = 0
    named: tuple[str, ...] = ()


def identity(grids: Sequence[Grid]) -> dict[str, str]:
    """The facts of the hidden sheet by `layout.IDENTITY_KEYS`; none without such a sheet."""
    for grid in grids:
        if grid.marker == IDENTITY:
            rows = grid.rows[grid.marker_row + 1 :]
            pairs = (row[grid.marker_column : grid.marker_column + 2] for row in rows)
            return {as_typed(pair[0]): as_typed(pair[1]).strip() for pair in pairs if len(pair) > 1}
    return {}


def identify(
    grids: Sequence[Grid], programme: Programme, forms: Mapping[str, FormLayout], place: Place
) -> Identity:
    """Whose form of this round `grids` are. The hidden sheet, the headings and the name agree."""
    facts = _with_whole_code(identity(grids), programme)
    if not facts.get("unit"):
        found = _without_facts(grids, programme, forms, place)
        layout = facts.get("layout", "")
        return found._replace(layout=layout) if found.unit and layout else found
    fault = identity_fault(facts, programme, place)
    if fault:
        return Identity(None, fault=fault)
    unit = programme.units_by_code[facts["unit"]]
    others = _others(grids, facts, unit, programme, place.file)
    if others:
        mine = Named(_HIDDEN, unit_words(facts.get("unit_name", ""), unit.code), (unit,))
        return _disagree(place, [mine, *others])
    return Identity(unit, facts.get("layout", ""), revision=_revision(facts))


def _with_whole_code(facts: dict[str, str], programme: Programme) -> dict[str, str]:
    """`facts` with the code of the unit that they name, where it became a number: ``3589``."""
    code = facts.get("unit", "")
    if not code or code in programme.units_by_code:
        return facts
    unit = names_of(programme).coded(code)
    if unit is None or fold(facts.get("unit_name", "")) != fold(unit.name):
        return facts
    return {**facts, "unit": unit.code}


def _revision(facts: Mapping[str, str]) -> int:
    """How often the unit got its form back: 0 for a form that says nothing of it."""
    said = facts.get(REVISION, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < _LONG else 0


def identity_fault(facts: Mapping[str, str], programme: Programme, place: Place) -> Finding | None:
    """Why a workbook with these facts is no submission of this round; None if it is one."""
    if not facts:
        return finding("not_a_form", place)
    told = facts.get("programme", ""), facts.get("year", "")
    if told != (programme.id, str(programme.round.year)):
        mine = _of_the_named(facts, programme, place)
        year, title = f"năm {programme.round.year}", f"«{programme.round.title}»"
        expected = year if told[0] == programme.id else title
        return finding("other_round", mine, _round_of(*told, programme), expected=expected)
    unit = programme.units_by_code.get(facts.get("unit", ""))
    if unit is None:
        return finding("unknown_unit", place, facts.get("unit", ""))
    if facts.get("form") != unit.form:
        title = programme.form(unit.form).title
        mine = place._replace(unit_code=unit.code, unit=unit.name)
        return finding("wrong_form", mine, facts.get("form", ""), expected=title)
    return None


def _round_of(name: str, year: str, programme: Programme) -> str:
    """What people call the round `name` of `year`; of another programme only its id is known."""
    if name != programme.id:
        return f"{name} {year}".strip() or "không ghi đợt nào"
    return f"năm {year}" if year else "không ghi năm"


def _of_the_named(facts: Mapping[str, str], programme: Programme, place: Place) -> Place:
    """`place` with its unit where code and name are one unit's: a code alone may be of another."""
    unit = programme.units_by_code.get(facts.get("unit", ""))
    if unit is None or fold(facts.get("unit_name", "")) != fold(unit.name):
        return place
    return place._replace(unit_code=unit.code, unit=unit.name)


def _disagree(place: Place, readings: Sequence[Named]) -> Identity:
    """One reading of each kind is enough: every sheet repeats the unit."""
    kinds = {(reading.source == _FILE_NAME, reading.units): reading for reading in readings[::-1]}
    words = "; ".join(reading.words for reading in list(kinds.values())[::-1])
    # What may mean several units names none of them.
    named = dict.fromkeys(r.units[0].code for r in readings if len(r.units) == 1)
    return Identity(None, fault=finding("unit_disagrees", place, words), named=tuple(named))


def _others(
    grids: Sequence[Grid], facts: Mapping[str, str], unit: Unit, programme: Programme, file: str
) -> list[Named]:
    """Where another unit than `unit` is named; nothing is looked up while all is as it was made."""
    about = unit_words(unit.name, unit.code)
    found: list[Named] = []
    if facts.get("unit_name") not in (unit.name, None, ""):
        hidden = Named("tên đơn vị ở trang nhận dạng (ẩn)", facts["unit_name"], ())
        found += _contrary([hidden], unit, programme)
    if not all(_is_headed(grid, about) for grid in grids):
        found += _contrary(list(_headings(grids, names_of(programme))), unit, programme)
    if unit.code.lower() not in re.split(r"[\W_]+", file.rpartition("/")[2].lower()):
        units = names_of(programme).exact(_stem(file))
        if units and unit not in units and any(_is_rival(u, unit, programme) for u in units):
            found.append(Named(_FILE_NAME, _stem(file), units))
    return found


def _is_headed(grid: Grid, about: str) -> bool:
    """Whether a sheet names the unit just where and just as the form does."""
    if grid.marker in ("", IDENTITY, LISTS):
        return True
    if grid.marker == COVER:
        return len(grid.rows) > 4 and about in grid.rows[4]
    cell = grid.rows[2][1] if len(grid.rows) > 2 and len(grid.rows[2]) > 1 else ""
    return isinstance(cell, str) and cell.startswith(about)


def _contrary(readings: Sequence[Named], unit: Unit, programme: Programme) -> list[Named]:
    names, found = names_of(programme), []
    for reading in readings:
        units = reading.units or names.exact(reading.text) or names.closest(reading.text)
        if units and unit not in units:
            found.append(reading._replace(units=units))
    return found


def _is_rival(other: Unit, unit: Unit, programme: Programme) -> bool:
    """Whether a file name that names `other` speaks against `unit`.

    The name of a district's office stands on the papers of any commune; a commune's does not.
    """
    several = sum(one.form == other.form for one in programme.units) > 1
    return other.form == unit.form or several


def named_by(file: str, programme: Programme) -> tuple[Unit, ...]:
    """The units that the name of `file` names, of whose inside nothing is known."""
    return names_of(programme).exact(_stem(file))


def _stem(file: str) -> str:
    return file.rpartition("/")[2].rpartition(".")[0] or file


def _headings(grids: Sequence[Grid], names: Names) -> Iterator[Named]:
    """Where the sheets say openly whose they are: ``Xã Mường So (mã 03589)``, or just the name."""
    for grid in grids:
        source = "bìa" if grid.marker == COVER else f"trang {grid.name}"
        for row in grid.rows[:_TOP_ROWS]:
            for cell in row[:_TOP_COLUMNS]:
                said = heading(cell) if isinstance(cell, str) and "(" in cell else None
                if said:
                    yield Named(source, tidy(str(cell)), _units_of(said, names))
            alone = _in_place_of_heading(row)
            units = names.alone(alone.partition(" - ")[0])
            if units:
                yield Named(source, alone, units)


def _in_place_of_heading(row: Sequence[Raw]) -> str:
    """What stands in a row where only the unit's name and code belong, and is not written so."""
    cells = (as_typed(cell) for cell in row[:_TOP_COLUMNS] if isinstance(cell, str | float))
    texts = [tidy(cell) for cell in cells if cell.strip()]
    if len(texts) < 2 or not (texts[0] == UNIT_ROW or key(texts[0]) == key(REPORTING)):
        return ""
    return "" if heading(texts[1]) else texts[1]


def _units_of(said: tuple[str, str], names: Names) -> tuple[Unit, ...]:
    """By code and name; both where they are of two units: a code may be another period's."""
    by_code = names.coded(said[1])
    by_name = names.exact(said[0]) or names.closest(said[0])
    if by_code is None:
        return by_name
    return (by_code,) if by_code in by_name or not by_name else (by_code, *by_name)


def _without_facts(
    grids: Sequence[Grid], programme: Programme, forms: Mapping[str, FormLayout], place: Place
) -> Identity:
    """The unit by the headings, else by the name of the file; certain, or asked about."""
    if not any(_looks_like(grids, form) for form in forms.values()):
        named = _named_in_passing(grids, names_of(programme), place.file)
        return Identity(None, fault=finding("not_a_form", place), named=named)
    year = _other_year(grids, programme)
    if year:
        expected = f"năm {programme.round.year}"
        mine = _of_the_headed(grids, programme, place)
        return Identity(None, fault=finding("other_round", mine, f"«{year}»", expected=expected))
    names = names_of(programme)
    readings = [reading for reading in _headings(grids, names) if reading.units]
    in_name = names.exact(_stem(place.file))
    if not readings:
        in_name = in_name or names.closest(_stem(place.file))
    if in_name:
        readings.append(Named(_FILE_NAME, _stem(place.file), in_name))
    return _agreed(grids, readings, forms, place)


def _named_in_passing(grids: Sequence[Grid], names: Names, file: str) -> tuple[str, ...]:
    """The codes of the units that a file that is no form names: its own name, or its first lines.

    A unit may have sent it, so nobody tells it that nothing came.
    """
    in_name = names.exact(_stem(file))
    if in_name:
        return tuple(unit.code for unit in in_name)
    cells = (cell for grid in grids for row in grid.rows[:_TOP_ROWS] for cell in row[:_TOP_COLUMNS])
    found = {names.alone(cell) for cell in cells if isinstance(cell, str)} - {()}
    return tuple(unit.code for unit in found.pop()) if len(found) == 1 else ()


def _of_the_headed(grids: Sequence[Grid], programme: Programme, place: Place) -> Place:
    """`place` with its unit where every heading names it, by its code and its name."""
    readings = list(_headings(grids, names_of(programme)))
    units = {unit.code: unit for reading in readings for unit in reading.units}
    if len(units) != 1:
        return place
    (unit,) = units.values()
    if not all(fold(unit.name) in fold(reading.text) for reading in readings):
        return place
    return place._replace(unit_code=unit.code, unit=unit.name)


def _agreed(
    grids: Sequence[Grid],
    readings: Sequence[Named],
    forms: Mapping[str, FormLayout],
    place: Place,
) -> Identity:
    certain = {reading.units[0].code for reading in readings if len(reading.units) == 1}
    if len(certain) > 1 or any(len(r.units) > 1 and r.source != _FILE_NAME for r in readings):
        return _disagree(place, readings)
    if not certain:
        words = "; ".join(reading.words for reading in readings) or "không có chỗ nào ghi"
        return Identity(None, fault=finding("unit_unclear", place, words))
    reading = next(reading for reading in readings if len(reading.units) == 1)
    unit = reading.units[0]
    form = forms[unit.form]
    mine = place._replace(unit_code=unit.code, unit=unit.name)
    if not _looks_like(grids, form):
        fault = finding("wrong_form", mine, reading.text, expected=form.form.title)
        return Identity(None, fault=fault)
    about = unit_words(unit.name, unit.code)
    told = finding("unit_found_by", mine, f"{reading.source} ghi «{reading.text}»", owner=about)
    return Identity(unit, form.version, (told,))


def _looks_like(grids: Sequence[Grid], form: FormLayout) -> bool:
    """Whether at least one sheet says what a sheet of `form` says.

    The words of its opinions alone do not do, with their marker they do.
    """
    by_marker, _ = find_sheets(grids, form)
    return any(
        (grid := by_marker.get(goal.sheet.marker))
        and likeness(grid, goal) >= ENOUGH
        and (grid.marker or not getattr(goal.sheet, "wordy", False))
        for goal in goals(form)
    )


def _other_year(grids: Sequence[Grid], programme: Programme) -> str:
    """The title of another year's round, where one stands at the top of a sheet."""
    mine = _YEAR.sub("", fold(programme.round.title)).strip()
    for grid in grids:
        for row in grid.rows[:_TOP_ROWS]:
            for cell in row[:_TOP_COLUMNS]:
                year = _YEAR.search(fold(cell)) if isinstance(cell, str) else None
                ours = year and key(_YEAR.sub("", fold(str(cell)))) == key(mine)
                if year and ours and year[1] != str(programme.round.year):
                    return tidy(str(cell))
    return ""
