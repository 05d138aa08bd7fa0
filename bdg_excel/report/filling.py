"""A context put into a Word template: nothing unknown, nothing lost, the same bytes each time."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from difflib import get_close_matches
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from docx.document import Document as DocumentObject
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from bdg_excel.errors import OutputError, ReportTemplateError, why
from bdg_excel.report.context import NAMES_LISTED, Context
from bdg_excel.report.controls import MARKS, Controls, Printed, marked
from bdg_excel.statements import Statement


def write_report(template: Path, target: Path, context: Context) -> tuple[Statement, ...]:
    """`template` filled with `context`, at `target`: whole or not at all; what it states.

    `ReportTemplateError` where the template cannot be filled (every unknown name, with its
    paragraph), `OutputError` where `target` cannot be written.
    """
    blob, statements = _filled(template, context)
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_bytes(blob)
        part.replace(target)
    except OSError as error:
        raise OutputError(f"Không ghi được báo cáo {target.name}: {why(error)}.") from error
    finally:
        part.unlink(missing_ok=True)
    return statements


def stable_docx(document: DocumentObject, title: str, author: str) -> bytes:
    """`document` as a file whose bytes depend on its content only: no clock, no editor's name."""
    properties = document.core_properties
    properties.title, properties.author = title[:255], author[:255]
    properties.comments = properties.last_modified_by = properties.keywords = ""
    properties.created = properties.modified = datetime(2020, 1, 1, tzinfo=UTC)
    properties.revision = 1
    saved = BytesIO()
    document.save(saved)
    return _zipped_anew(saved, lambda _, content: content)


def _zipped_anew(saved: BytesIO, change: Callable[[str, bytes], bytes]) -> bytes:
    """The files of a zip, each as `change` (given its name, too) gives it back, without a clock."""
    stable = BytesIO()
    with ZipFile(saved) as old, ZipFile(stable, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, 0
            new.writestr(entry, change(name, old.read(name)))
    return stable.getvalue()


class _Use(NamedTuple):
    """A dotted name in a template, and the text of the paragraph where it stands."""

    path: tuple[str | int, ...]
    paragraph: str


class _Environment(SandboxedEnvironment):
    """Reads ``a.b`` as the entry b of a, even where dictionaries have a method of that name."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        return self.getitem(obj, attribute)


class _Template(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """A template whose result must be whole."""

    def fix_tables(self, xml: str) -> Any:
        """docxtpl mends broken XML by dropping all that follows the break: refuse it instead."""
        parse_xml(xml)
        return super().fix_tables(xml)


def _filled(source: Path, context: Context) -> tuple[bytes, tuple[Statement, ...]]:
    template = _opened(source)
    environment = _Environment(undefined=StrictUndefined, autoescape=True, finalize=marked)
    uses = list(_template_uses(source, template, environment))
    _refuse_unknown(source, uses, context, environment.globals)
    ready = _clean(_with_coverage(context, {use.path for use in uses}))
    try:
        template.render(ready, environment, autoescape=True)
    except (TemplateError, ArithmeticError, TypeError) as error:
        raise ReportTemplateError(f"Mẫu {source.name} không điền được: {error}") from error
    except SyntaxError as error:
        raise ReportTemplateError(
            f"Mẫu {source.name}: có lệnh {{% … %}} mở một nơi mà đóng ở nơi khác cấp (ví dụ ngoài "
            "bảng và trong ô). Viết cả hai trong một đoạn, hoặc mỗi lệnh một đoạn riêng dạng "
            f"{{%p … %}}, một dòng bảng riêng dạng {{%tr … %}} ({error.msg})."
        ) from error
    this = ready["vong"]
    return _with_controls(stable_docx(template.docx, this["trich_yeu"], this["co_quan_ban_hanh"]))


def _with_controls(blob: bytes) -> tuple[bytes, tuple[Statement, ...]]:
    controls = Controls()
    made = _zipped_anew(
        BytesIO(blob),
        lambda name, part: controls.put_into(part) if name.endswith(".xml") else part,
    )
    return made, tuple(controls.statements)


def _opened(source: Path) -> _Template:
    template = _Template(source)
    try:
        template.init_docx()
    except (OSError, PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise ReportTemplateError(
            f"Không mở được mẫu báo cáo {source}: phải là tệp Word .docx ({error})."
        ) from error
    return template


def _template_uses(source: Path, template: _Template, environment: _Environment) -> Iterator[_Use]:
    """Every name that the template's body, headers and footers print or test."""
    parts = [template.get_xml()]
    for kind in (template.HEADER_URI, template.FOOTER_URI):
        parts += [template.get_part_xml(part) for _, part in template.get_headers_footers(kind)]
    for xml in parts:
        # A line for each paragraph, so that the parser's line numbers name paragraphs.
        text = re.sub(r"(?=<w:p[ >])|(?<=</w:p>)", "\n", template.patch_xml(xml))
        lines = [unescape(re.sub(r"<[^>]+>", "", line)).strip() for line in text.split("\n")]
        try:
            tree = environment.parse(text)
        except TemplateSyntaxError as error:
            raise ReportTemplateError(
                f"Mẫu {source.name} viết sai lệnh ở đoạn “{lines[error.lineno - 1]}”: {error}"
            ) from error
        _refuse_torn_tags(source, lines)
        local = {name.name: None for name in tree.find_all(nodes.Name) if name.ctx != "load"}
        for path, line in _uses(tree, local):
            yield _Use(path, lines[line - 1])


def _refuse_torn_tags(source: Path, lines: Sequence[str]) -> None:
    """A tag that lost one of its braces would be printed as it stands."""
    torn = [line for line in lines if re.search("[{}]", _TAG.sub("", line))]
    if torn:
        told = "\n".join(f"  - “{line}”" for line in torn)
        raise ReportTemplateError(
            f"Mẫu {source.name} có dấu ngoặc {{ }} thiếu hoặc thừa; tên phải đứng giữa hai ngoặc "
            f"mỗi bên, như {{{{ mau_giao.nu }}}}. Sửa các đoạn:\n{told}"
        )


_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_Path = tuple[str | int, ...]
_Scope = Mapping[str, _Path | None]
"""What a template's own names (of ``for`` and ``set``) stand for; None: not known beforehand."""


def _uses(node: nodes.Node, scope: _Scope) -> Iterator[tuple[_Path, int]]:
    if isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem) and node.ctx == "load":
        path = _path(node, scope)
        if path is not None:
            yield path, node.lineno
            return
    inner = _loop_scope(node, scope) if isinstance(node, nodes.For) else scope
    for child in node.iter_child_nodes():
        yield from _uses(child, inner)


def _loop_scope(loop: nodes.For, scope: _Scope) -> _Scope:
    """In a loop its name stands for the list's first item: all items are of one shape."""
    items = _path(loop.iter, scope)
    if not isinstance(loop.target, nodes.Name):
        return {**scope, "loop": None}
    return {**scope, "loop": None, loop.target.name: (*items, 0) if items else None}


def _path(node: nodes.Node, scope: _Scope) -> _Path | None:
    if isinstance(node, nodes.Name):
        return scope.get(node.name, (node.name,))
    if isinstance(node, nodes.Getattr):
        base, step = _path(node.node, scope), node.attr
    elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        base, step = _path(node.node, scope), node.arg.value
    else:
        return None
    return None if base is None else (*base, step)


def _refuse_unknown(
    source: Path, uses: Sequence[_Use], context: Context, known: Collection[str]
) -> None:
    faults = [
        f"{hint}. Đoạn: “{use.paragraph}”"
        for use in uses
        if use.path[0] not in known and (hint := _unknown(use.path, context))
    ]
    if faults:
        lines = "\n".join(f"  - {fault}" for fault in dict.fromkeys(faults))
        raise ReportTemplateError(f"Mẫu {source.name} dùng tên không có, cần sửa:\n{lines}")


def _unknown(path: _Path, context: Context) -> str:
    """What is wrong with the name `path`, with the nearest right one; empty where it is right."""
    value: Any = context
    for depth, step in enumerate(path):
        if isinstance(value, list) and isinstance(step, int):
            if not value:
                return ""
            value = value[0]
        elif isinstance(value, Mapping) and step in value:
            value = value[step]
        else:
            known = list(value) if isinstance(value, Mapping) else []
            return f"không có {_dotted(path[: depth + 1])}{_nearest(path[:depth], step, known)}"
    return ""


def _nearest(before: _Path, step: str | int, known: Sequence[str]) -> str:
    close = get_close_matches(str(step), known, n=1, cutoff=0.5)
    if close:
        return f"; gần nhất là {_dotted((*before, close[0]))}"
    return f"; chỉ có {', '.join(known)}" if 0 < len(known) <= NAMES_LISTED else ""


def _dotted(path: _Path) -> str:
    return ".".join(str(step) for step in path if not isinstance(step, int))


def _with_coverage(context: Context, used: Collection[_Path]) -> Context:
    """`context` where what is incomplete says so itself, if the template forgot to."""
    forced = {**context, "bieu": {}}
    for name, value in context.items():
        scope = value.get("pham_vi", "")
        if scope and (name, "pham_vi") not in used:
            texts = {"nhan": value["nhan"], "pham_vi": scope}
            forced[name] = {part: _followed(text, scope) for part, text in value.items()} | texts
    for name, table in context["bieu"].items():
        note = table["ghi_chu"]
        forgotten = note and ("bieu", name, "ghi_chu") not in used
        title = f"{table['tieu_de']} ({note})" if forgotten else table["tieu_de"]
        forced["bieu"][name] = {**table, "tieu_de": title}
    return forced


def _followed(text: str, scope: str) -> str:
    return text.with_tail(scope) if isinstance(text, Printed) else f"{text}{scope}"


_SPACING = re.compile("[\t-\r\x85\u2028\u2029]+")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff" + MARKS + "]")


def _clean(value: Any) -> Any:
    """`value` without what XML cannot hold: docxtpl drops all that follows such a character."""
    if isinstance(value, Printed):
        words = (value.figure, value.indicator, value.label, value.source, value.tail)
        return Printed(*map(_clean, words))
    if isinstance(value, str):
        text = _UNPRINTABLE.sub("", _SPACING.sub(" ", value))
        return unicodedata.normalize("NFC", text)
    if isinstance(value, Mapping):
        return {key: _clean(item) for key, item in value.items()}
    return [_clean(item) for item in value]
