"""The official report: figures and lists in words, put into a Word template that staff can edit."""

from bdg_excel.report.context import Context, Opinion, report_context
from bdg_excel.report.filling import stable_docx, write_report

__all__ = ["Context", "Opinion", "report_context", "stable_docx", "write_report"]
