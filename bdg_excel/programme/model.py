"""The shape of a definition: frozen dataclasses, which pydantic fills and checks in ``loading``.

Ids are the domain's words without accents (``mau_giao``, ``nu``); everything that people read is
Vietnamese. Which ids may name which is checked in ``references``. Nothing here needs pydantic: the
processes that read forms get a definition that has been checked, and must start quickly.
"""

import dataclasses
import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from string import Formatter
from typing import Annotated, ClassVar, Literal, TypeVar

from bdg_excel.programme.constraints import AnswerKind, Hint, Id, Pass, Ref, SheetName, Text, Words
from bdg_excel.text import fold

_PRINT_NAMES = frozenset({"value", "numerator", "denominator", "percent", "unit"})


class Model:
    """A part of a definition; a key that it does not know is a fault."""

    __pydantic_config__: ClassVar = {"extra": "forbid", "str_strip_whitespace": True}


@dataclass(frozen=True, kw_only=True)
class Document(Model):
    """A document that the report cites, by its name in the Word template."""

    id: Id
    type: Words
    number: Words
    date: datetime.date | None = None
    issuer: Words
    about: Words


@dataclass(frozen=True, kw_only=True)
class Round(Model):
    """What this round is, who compiles it and how its report is headed."""

    year: int
    title: Words
    subject: Words
    theme: Words
    period_start: datetime.date
    period_end: datetime.date
    deadline: datetime.date
    area: Words
    superior: Words
    issuer: Words
    issuer_head: tuple[Words, ...]
    symbol: Annotated[str, Text(r"^[A-ZĐ0-9&-]+$")]
    place: Words
    report_month: int
    addressees: tuple[Words, ...]
    recipients: tuple[Words, ...]
    signature: tuple[Words, Words]
    decimals: Annotated[int, "digits after the decimal comma of a percentage"] = 1
    documents: tuple[Document, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.report_month <= 12:
            raise ValueError("report_month phải từ 1 đến 12")
        if self.period_start > self.period_end:
            raise ValueError("period_start phải trước period_end")
        for name, text in (("title", self.title), ("subject", self.subject)):
            years = re.findall(r"\b20\d\d\b", text)
            if years and str(self.year) not in years:
                raise ValueError(f"{name} ghi năm {', '.join(years)} còn year = {self.year}")


@dataclass(frozen=True, kw_only=True)
class Unit(Model):
    """Who reports. A code is reused after mergers: it means something only within one round.

    `within` are the areas around it, the widest first (its province, its district), for subtotals.
    """

    code: Annotated[str, Text(r"^[A-Z0-9]{2,12}$")]
    name: Words
    form: Id
    other_spellings: tuple[Words, ...] = ()
    within: tuple[Words, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Part(Model):
    """One cell of a field."""

    id: Id
    label: Words


@dataclass(frozen=True, kw_only=True)
class Rule(Model):
    """``nam + nu = tong`` or ``nu <= tong``, over the parts of one field."""

    terms: tuple[Id, ...]
    relation: Literal["=", "<="]
    whole: Id


def _rule(raw: object) -> object:
    """A rule's keys from its text."""
    if not isinstance(raw, str):
        return raw
    found = re.fullmatch(r"\s*([a-z0-9_+\s]+?)\s*(<=|=)\s*([a-z0-9_]+)\s*", raw)
    if not found:
        raise ValueError(f"không hiểu phép kiểm tra {raw!r}; viết như 'nam + nu = tong'")
    terms = tuple(term.strip() for term in found[1].split("+"))
    return {"terms": terms, "relation": found[2], "whole": found[3]}


@dataclass(frozen=True, kw_only=True)
class Field(Model):
    """One question of a form, of one or more parts."""

    id: Id
    label: Words
    kind: AnswerKind
    unit: str = ""
    parts: tuple[Part, ...]
    checks: tuple[Annotated[Rule, Pass("before", _rule)], ...] = ()
    hint: Hint = ""
    required: bool = True

    def part(self, part_id: str) -> Part:
        """The part called `part_id`; a `KeyError` where there is none."""
        return _by_id(self.parts, part_id)

    def full_label(self, part: Part) -> str:
        """The label of `part` with the field's: ``Học sinh mẫu giáo: Nữ``."""
        return f"{self.label}: {part.label}" if len(self.parts) > 1 else self.label

    def sentence(self, rule: Rule) -> str:
        """`rule` in words, for the form and for findings: ``Nam + Nữ phải bằng Tổng số``."""
        left = " + ".join(self.part(term).label for term in rule.terms)
        verb = "phải bằng" if rule.relation == "=" else "không được lớn hơn"
        return f"{left} {verb} {self.part(rule.whole).label}"


@dataclass(frozen=True, kw_only=True)
class Column(Model):
    """One column of a table; `group` puts neighbours under one heading.

    `merge` says what becomes of it when rows of many units are put together: rows are alike when
    ``name``, ``detail`` (which stands for the name where it is given) and ``unit`` (of measure)
    are; then ``sum`` columns are added up and ``union`` columns list what was said.
    """

    id: Id
    label: Words
    kind: AnswerKind
    merge: Literal["name", "detail", "unit", "sum", "union"]
    unit: str = ""
    group: str = ""
    choices: Id | None = None
    required: bool = False
    width: float = 14

    @property
    def full_label(self) -> str:
        """The label with its group: ``Số người tham gia: Nam``."""
        return f"{self.group}: {self.label}" if self.group else self.label


@dataclass(frozen=True, kw_only=True)
class Table(Model):
    """A list of any length. Its first column says what a row is about."""

    id: Id
    number: Words
    title: Words
    asks: Words
    rows: int = 30
    columns: tuple[Column, ...]
    hint: Hint = ""

    def column(self, column_id: str) -> Column:
        """The column called `column_id`; a `KeyError` where there is none."""
        return _by_id(self.columns, column_id)


@dataclass(frozen=True, kw_only=True)
class Section(Model):
    """Fields under one heading of a form's sheet."""

    title: Words
    fields: tuple[Id, ...]


@dataclass(frozen=True, kw_only=True)
class Sheet(Model):
    """A sheet of a form: sections of questions, or one table."""

    name: SheetName
    sections: tuple[Section, ...] = ()
    table: Id | None = None

    def __post_init__(self) -> None:
        if bool(self.sections) == bool(self.table):
            raise ValueError("một trang có hoặc sections, hoặc table")


@dataclass(frozen=True, kw_only=True)
class Form(Model):
    """The workbook that one kind of unit fills; `units` is what such units are called in words."""

    id: Id
    title: Words
    units: Words
    sheets: tuple[Sheet, ...]

    @property
    def field_ids(self) -> tuple[str, ...]:
        """The ids of the fields that the form asks, in its order."""
        return tuple(
            f for sheet in self.sheets for section in sheet.sections for f in section.fields
        )

    @property
    def table_ids(self) -> tuple[str, ...]:
        """The ids of the tables that the form asks, in its order."""
        return tuple(sheet.table for sheet in self.sheets if sheet.table)


def _known_print_names(template: str) -> str:
    try:
        names = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    except ValueError as error:
        raise ValueError(f"dấu ngoặc {{ }} không khớp trong {template!r}") from error
    unknown = sorted(names - _PRINT_NAMES)
    if unknown:
        raise ValueError(f"không có tên {unknown}; được dùng {sorted(_PRINT_NAMES)}")
    return template


@dataclass(frozen=True, kw_only=True)
class IndicatorPart(Model):
    """One part of an indicator: how it is computed (`kind`) and how it is printed.

    ``sum``: Σ `of`. ``share``: Σ `of` / Σ `per` over the units that gave both.
    ``yes_count``: units that answer yes, of those that answered. ``single``: one office's value.
    """

    id: Id
    kind: Literal["sum", "share", "yes_count", "single"]
    of: Ref
    per: Ref | None = None
    by: Ref | None = None
    print: Annotated[str, Pass("after", _known_print_names)]
    nil: str = ""
    pad: int = 0

    def __post_init__(self) -> None:
        if (self.kind == "share") != (self.per is not None):
            raise ValueError("per đi cùng kind = 'share', và chỉ khi đó")
        if self.by is not None and self.kind != "sum":
            raise ValueError("by chỉ đi cùng kind = 'sum'")


@dataclass(frozen=True, kw_only=True)
class Indicator(Model):
    """What the report says: one subject, one or more printed figures."""

    id: Id
    label: Words
    section: Id
    parts: tuple[IndicatorPart, ...]


@dataclass(frozen=True, kw_only=True)
class Chart(Model):
    """A picture of the annex: bars of the report's `figures`, or of one answer (`of`) by unit.

    Of `figures`, those of one indicator stand side by side; `shows` says which number of each.
    """

    title: Words
    figures: tuple[Ref, ...] = ()
    shows: Literal["numerator", "percent"] = "numerator"
    of: Ref | None = None

    def __post_init__(self) -> None:
        if bool(self.figures) == bool(self.of):
            raise ValueError("một biểu đồ có hoặc figures, hoặc of")


@dataclass(frozen=True, kw_only=True)
class Programme(Model):
    """One reporting round's definition."""

    id: Id
    report_template: Words = "bao_cao.docx"
    sample: Words | None = None
    round: Round
    units: tuple[Unit, ...]
    forms: tuple[Form, ...]
    fields: tuple[Field, ...]
    tables: tuple[Table, ...] = ()
    choices: dict[Id, tuple[Words, ...]] = dataclasses.field(default_factory=dict)
    indicators: tuple[Indicator, ...]
    charts: tuple[Chart, ...] = ()

    @cached_property
    def units_by_code(self) -> dict[str, Unit]:
        """The roster by code."""
        return {unit.code: unit for unit in self.units}

    @cached_property
    def _forms(self) -> dict[str, Form]:
        return {form.id: form for form in self.forms}

    @cached_property
    def _fields(self) -> dict[str, Field]:
        return {field.id: field for field in self.fields}

    @cached_property
    def _tables(self) -> dict[str, Table]:
        return {table.id: table for table in self.tables}

    def form(self, form_id: str) -> Form:
        """The form called `form_id`; a `KeyError` where there is none."""
        return self._forms[form_id]

    def field(self, field_id: str) -> Field:
        """The field called `field_id`; a `KeyError` where there is none."""
        return self._fields[field_id]

    def table(self, table_id: str) -> Table:
        """The table called `table_id`; a `KeyError` where there is none."""
        return self._tables[table_id]

    def label_of(self, ref: str) -> str:
        """What the part or column `ref` is called within its field or table: ``Nam``."""
        name, _, part = ref.partition(".")
        if self.is_table(name):
            return self.table(name).column(part).full_label
        return self.field(name).part(part).label

    def full_label_of(self, ref: str) -> str:
        """What `ref` asks, with its field or its group: ``Học sinh mẫu giáo: Nữ``."""
        name, _, part = ref.partition(".")
        if self.is_table(name):
            return self.table(name).column(part).full_label
        return self.field(name).full_label(self.field(name).part(part))

    def is_table(self, name: str) -> bool:
        """Whether `name` is a table's id and not a field's."""
        return name in self._tables

    def others(self, table: Table) -> frozenset[str]:
        """The last choice of each list that names a row of `table`: it means none of the others."""
        lists = [self.choices[c.choices] for c in table.columns if c.merge == "name" and c.choices]
        return frozenset(choices[-1] for choices in lists if choices)

    def row_title(self, table: Table, texts: Mapping[str, str]) -> str:
        """What a row of `table` is about, by its texts: ``Ký cam kết: các hộ gia đình``.

        The detail alone where it says the name itself, or where the name is the list's "other".
        """
        kinds = {column.merge: texts.get(column.id, "") for column in reversed(table.columns)}
        name, detail = kinds.get("name", ""), kinds.get("detail", "")
        if not detail or not name:
            return detail or name
        if name in self.others(table) or fold(detail).startswith(fold(name)):
            return detail
        return f"{name}: {detail}"

    def asked_of(self, name: str) -> tuple[Unit, ...]:
        """The units whose form asks the field or table `name`, in the roster's order."""
        asking = {f.id for f in self.forms if name in f.field_ids or name in f.table_ids}
        return tuple(unit for unit in self.units if unit.form in asking)


_Item = TypeVar("_Item", Part, Column)


def _by_id(items: tuple[_Item, ...], item_id: str) -> _Item:
    for item in items:
        if item.id == item_id:
            return item
    raise KeyError(item_id)
