"""Dotted names as jinja2 parses them: how they are written, and where they went wrong."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from jinja2 import nodes

from bdg_excel.report.context import NAMES_LISTED
from bdg_excel.report.template_check.known_names import EACH, NoSuchNameError
from bdg_excel.text import fold

_CLOSE = 0.5


def is_name(node: nodes.Node | None) -> bool:
    """Whether `node` may be a dotted name."""
    return isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem)


def step_of(node: nodes.Node) -> str | int | None:
    """The last step of a dotted name; None where it leads into Python, or is no step."""
    step: Any = node.attr if isinstance(node, nodes.Getattr) else None
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        step = node.arg.value
    if isinstance(step, bool) or not isinstance(step, str | int) or str(step).startswith("_"):
        return None
    return step


def nearest_part(node: Any, error: NoSuchNameError) -> str:
    """The name with its wrong step `node` put right; empty where none is near."""
    if not error.before or not isinstance(error.value, Mapping):
        return ""
    close = get_close_matches(fold(str(step_of(node))), list(error.value), n=1, cutoff=_CLOSE)
    return f"{written(node.node)}.{close[0]}" if close else ""


def parts_of(error: NoSuchNameError) -> str:
    """What there is where a name went wrong, in words; empty where that would say nothing."""
    group = ".".join(str(step) for step in error.before if step != EACH)
    if isinstance(error.value, str):
        return f"chỉ {group}: đó là chữ, không có phần nào bên trong"
    if isinstance(error.value, list):
        return f"vòng lặp qua {group}, hoặc số thứ tự từ 0 đến {len(error.value) - 1}"
    if group and isinstance(error.value, Mapping) and len(error.value) <= NAMES_LISTED:
        return f"{group} chỉ có: {', '.join(error.value)}"
    return ""


def written(node: Any) -> str:
    """A name as the template writes it."""
    if isinstance(node, nodes.Name):
        return node.name
    step = step_of(node) if is_name(node) else None
    if step is None:
        return "phần này"
    inner = written(node.node)
    return f"{inner}[{step}]" if isinstance(step, int) else f"{inner}.{step}"
