"""The official report: figures and lists in words, put into a Word template that staff can edit."""

from bdg_excel.report.context import Context, Opinion, report_context
from bdg_excel.report.filling import stable_docx, write_report
from bdg_excel.report.language import FILTERS, LOOP, TESTS
from bdg_excel.report.names import Name, Section, names
from bdg_excel.report.specimen import specimen
from bdg_excel.report.template_check import (
    Checked,
    check_template,
    sound_template,
)

__all__ = [
    "FILTERS",
    "LOOP",
    "TESTS",
    "Checked",
    "Context",
    "Name",
    "Opinion",
    "Section",
    "check_template",
    "names",
    "report_context",
    "sound_template",
    "specimen",
    "stable_docx",
    "write_report",
]
