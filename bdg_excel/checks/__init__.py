"""Whether what was reported can be right: within one form, and across the round."""

from bdg_excel.checks.across import compare, settle
from bdg_excel.checks.reply import Reply
from bdg_excel.checks.within import check

__all__ = ["Reply", "check", "compare", "settle"]
