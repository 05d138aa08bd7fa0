"""Files that are no form of the round, beside one that counts or alone."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from bdg_excel.layout import IDENTITY_SHEET
from bdg_excel.pipeline import collect
from bdg_excel.programme import Programme
from bdg_excel.returned import MESSAGES, write_returned
from tests.builders import filled
from tests.rounds import CODE, Send, state, told

FODS = b'<?xml version="1.0"?>\n<office:document xmlns:office="urn:oasis"><table/>'


def test_a_file_that_cannot_be_read_is_told_of_the_unit_that_its_name_names(
    send: Send, inbox: Path, programme: Programme
) -> None:
    path = send("xa_03562_xa-vang-ma-chai.xlsx")
    path.write_bytes(path.read_bytes()[:5000])
    (inbox / "anh 03565.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    results = collect(inbox, programme)
    [damaged] = told(results, "damaged_file")
    assert damaged.place.unit == "Xã Vàng Ma Chải"
    silent = {found.place.unit_code for found in told(results, "not_sent")}
    assert "03562" not in silent
    assert "03565" not in silent
    [perhaps] = told(results, "perhaps_sent")  # a picture is no form, but somebody sent it
    assert (perhaps.place.unit_code, perhaps.found) == ("03565", "anh 03565.png")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9000])


def _of_last_year(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    next(row for row in book[IDENTITY_SHEET].iter_rows() if row[0].value == "year")[1].value = 2022
    book.save(path)


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("xa_03589 (1).xlsx", _cut),
        ("Mường So hỏng.xlsx", _cut),
        ("xa_03589.fods", lambda path: path.write_bytes(FODS)),
        ("xa_03589.html", lambda path: path.write_bytes(b"<html><table><tr><td>1")),
        ("xa_03589 cu.xlsx", _of_last_year),
        ("xa_03589 0.xlsx", lambda path: path.write_bytes(b"")),
    ],
)
def test_a_dead_file_is_no_error_where_another_of_its_unit_counts(
    send: Send, inbox: Path, programme: Programme, name: str, spoil: Callable[[Path], object]
) -> None:
    """Nor is anything more than a warning, which ends when somebody says which file is right."""
    counts, dead = send("a.xlsx"), send(name)
    spoil(dead)
    results = collect(inbox, programme)
    [found] = [f for f in results.findings if f.place.file == name]
    assert (found.code, found.severity.value) == ("left_out_later", "warning")
    assert "(a.xlsx)" in found.message
    assert not [f for f in results.findings if f.severity.value == "error"]
    assert results.balance.files_counted == 1
    assert results.balance.holds
    again = collect(inbox, programme, used=["a.xlsx"])
    assert told(again, "left_out_later", "choice_not_counted") == []
    counts.unlink()
    [found] = [f for f in collect(inbox, programme).findings if f.place.file == name]
    assert found.severity.value == "error"


def test_a_dead_file_that_states_an_earlier_time_is_only_told(
    send: Send, inbox: Path, programme: Programme
) -> None:
    send("a.xlsx", "2023-12-10T08:00:00Z")
    dead = send("b.xlsx")
    _of_last_year(dead)
    state(dead, "2022-12-10T08:00:00Z")
    assert told(collect(inbox, programme), "left_out_beside")
    state(dead, "2023-12-11T08:00:00Z")
    assert told(collect(inbox, programme), "left_out_later")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("Khổng Lào.zip", b"PK\x05\x06" + bytes(18), "03583"),
        ("Bản Lang.pdf", b"%PDF-1.4", "03577"),
        ("UBND xã Sì Lở Lầu.jpg", b"\xff\xd8\xff\xe0", "03550"),
        ("khong lao.xlsx", b"", "03583"),
    ],
)
def test_a_file_named_for_a_unit_that_is_no_form_is_told_with_the_unit(
    inbox: Path, programme: Programme, tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    (inbox / name).write_bytes(content)
    results = collect(inbox, programme)
    [found] = told(results, "perhaps_sent")
    assert (found.place.unit_code, found.found) == (code, name)
    assert code not in {found.place.unit_code for found in told(results, "not_sent")}
    write_returned(tmp_path / "tra_lai", results)
    words = (tmp_path / "tra_lai" / MESSAGES).read_text(encoding="utf-8-sig")
    assert words.count(f"có nhận được tệp {name} ghi tên đơn vị") == 1
    assert results.balance.holds


@pytest.mark.parametrize(
    ("name", "first", "units"),
    [
        ("xa Muong So.xlsx", "BÁO CÁO", ["03589"]),
        ("bao cao.xlsx", "UBND XÃ MƯỜNG SO", ["03589"]),
        ("bao cao.xlsx", "Học sinh xã Mường So", []),
    ],
)
def test_a_units_own_table_is_no_form_but_something_came(
    inbox: Path, programme: Programme, name: str, first: str, units: list[str]
) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"], book.worksheets[0]["A2"] = first, "Học sinh mẫu giáo"
    book.save(inbox / name)
    results = collect(inbox, programme)
    assert [found.place.unit_code for found in told(results, "perhaps_sent")] == units
    assert not {found.place.unit_code for found in told(results, "not_sent")} & set(units)
    assert told(results, "not_a_form")


def test_an_empty_form_beside_the_filled_one_asks_for_nothing(
    send: Send, inbox: Path, programme: Programme
) -> None:
    send("a.xlsx", mau_giao__nam=100)
    blank = filled(inbox, programme, CODE, {}, "trong.xlsx")
    book = openpyxl.load_workbook(blank)
    book["Số liệu"]["J9"] = "xem tệp a"
    book.save(blank)
    results = collect(inbox, programme)
    [beside] = told(results, "outside_cell")  # nobody else says it
    assert (beside.place.file, beside.found) == ("trong.xlsx", "xem tệp a")
    [found] = told(results, "blank_beside")
    assert (found.place.file, found.severity.value) == ("trong.xlsx", "info")
    assert "a.xlsx" in found.message
    assert told(results, "blank_form") == []
    assert results.balance.holds


def test_a_file_that_names_no_unit_and_is_no_form_is_nobodys(
    inbox: Path, programme: Programme
) -> None:
    (inbox / "anh huyện Phong Thổ.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    assert told(collect(inbox, programme), "perhaps_sent") == []
