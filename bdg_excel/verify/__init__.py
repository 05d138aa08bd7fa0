"""Checks the numbers of a finished Vietnamese report by themselves, without the data behind it.

Every number is found, classed and given a verdict. What the report says twice or says in a way that
can be recomputed is recomputed, exactly; what cannot be read in one way only is left unchecked.
"""

from bdg_excel.verify.engine import verify
from bdg_excel.verify.passage import Passage, Spot, Verdict

__all__ = ["Passage", "Spot", "Verdict", "verify"]
