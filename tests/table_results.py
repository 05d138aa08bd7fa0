"""What came of a round, as the tests of tables look at it."""

from bdg_excel.findings import Finding
from bdg_excel.merged import answered
from bdg_excel.results import Results


def told(results: Results) -> list[Finding]:
    """What is said of the files, without the units that have not sent."""
    return [found for found in results.findings if found.code != "not_sent"]


def codes(results: Results) -> list[tuple[str, str, int]]:
    """Code, cell and number of cells set aside, in order."""
    return sorted((found.code, found.place.cell, found.cells) for found in told(results))


def events(results: Results) -> list[int | None]:
    """The numbers in the column of events, of each row in which anything counts."""
    frame = results.frame[results.frame["field"] == "hoat_dong"]
    rows = answered(frame)["row"]
    mine = frame[(frame["part"] == "so_cuoc") & frame["row"].isin(rows) & (frame["row"] > 0)]
    return list(mine["value"])
