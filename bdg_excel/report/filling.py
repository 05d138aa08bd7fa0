"""A context put into a Word template: nothing unknown, nothing lost, the same bytes each time."""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as DocumentObject

from bdg_excel.errors import OutputError, why
from bdg_excel.report.context import Context
from bdg_excel.report.controls import MARKS, Controls, Printed
from bdg_excel.report.template_check import SoundTemplate
from bdg_excel.report.template_check.known_names import NamePath
from bdg_excel.statements import Statement


def write_report(template: SoundTemplate, target: Path, context: Context) -> tuple[Statement, ...]:
    """`template` filled with `context`, at `target`: whole or not at all; what it states.

    `ReportTemplateError` where the template cannot be filled, `OutputError` where `target` cannot
    be written.
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


def _filled(template: SoundTemplate, context: Context) -> tuple[bytes, tuple[Statement, ...]]:
    ready = _clean(_with_coverage(context, template.printed))
    document, this = template.word.fill(ready), ready["vong"]
    return _with_controls(stable_docx(document, this["trich_yeu"], this["co_quan_ban_hanh"]))


def _with_controls(blob: bytes) -> tuple[bytes, tuple[Statement, ...]]:
    controls = Controls()
    made = _zipped_anew(
        BytesIO(blob),
        lambda name, part: controls.put_into(part) if name.endswith(".xml") else part,
    )
    return made, tuple(controls.statements)


def _with_coverage(context: Context, used: Collection[NamePath]) -> Context:
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
