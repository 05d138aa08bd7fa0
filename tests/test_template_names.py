"""Every name that a template may use is listed, with what it prints, and works as it is listed."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from bdg_excel.pipeline import template_names
from bdg_excel.programme import Programme, load_programme
from bdg_excel.report import Section, check_template, specimen
from document_names import PAGE, page
from tests.report_2023 import context, report_from
from tests.test_cli import bdg


@pytest.fixture(scope="module")
def sections(programme: Programme, definition: Path) -> list[Section]:
    return template_names(programme, definition)


def leaves(value: Any, name: str = "") -> Iterator[str]:
    """The names that `value` has, down to texts; those of a list's items by its loop's name."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from leaves(inner, f"{name}.{key}" if name else key)
        return
    yield name
    if isinstance(value, list) and isinstance(value[0], Mapping):
        yield from leaves(value[0], "dong" if name.startswith("bieu.") else "y")


def test_the_page_of_names_is_what_the_definition_says() -> None:
    """After a change of the definition or of its sample run scripts/document_names.py."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_name_is_listed_and_no_other(sections: list[Section], programme: Programme) -> None:
    listed = {each.name for section in sections for each in section.names}
    assert listed == set(leaves(specimen(programme)))


def test_names_come_with_their_label_and_what_the_sample_prints(sections: list[Section]) -> None:
    told = {each.name: (each.label, each.example) for one in sections for each in one.names}
    assert told["mau_giao.nu"] == ("Nữ", "3.083/6.290 đạt 49%")
    assert told["mau_giao.nhan"] == ("tên chỉ tiêu", "Học sinh mẫu giáo")
    assert told["hoat_dong.nam"] == ("Số người tham gia: Nam", "42")
    assert told["bieu.hoat_dong.tong.nu"] == ("cộng cột Số người tham gia: Nữ", "65")
    assert told["vong.thang"] == ("tháng ký báo cáo", "12")
    assert told["van_ban_ngan.ke_hoach_ban"][1] == "Kế hoạch số 16/KH-BVSTBPN"
    assert all(label for label, _ in told.values())


def test_every_example_may_be_copied_into_a_template(
    sections: list[Section], programme: Programme, tmp_path: Path
) -> None:
    document = Document()
    for section in sections:
        document.add_heading(section.title, 1)
        rows = [line.split(" | ") for line in section.example]
        if max(map(len, rows), default=0) == 1:
            for line in section.example:
                document.add_paragraph(line)
        elif rows:
            table = document.add_table(len(rows), max(map(len, rows)))
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, text in zip(row.cells, cells, strict=False):
                    cell.text = text
        for each in section.names:
            if not each.is_list and not each.name.startswith(("dong.", "y.")):
                document.add_paragraph(each.tag)
    document.save(str(tmp_path / "mau.docx"))
    checked = check_template(tmp_path / "mau.docx", programme)
    assert (checked.faults, checked.unprinted) == ((), ())
    report_from(tmp_path / "mau.docx", tmp_path / "made.docx", context())
    filled = Document(str(tmp_path / "made.docx"))
    assert [len(table.rows) for table in filled.tables] == [3, 3, 3]


def test_the_command_prints_them_all(sections: list[Section]) -> None:
    status, text = bdg("template", "names")
    assert status == 0
    assert all(each.tag in text for section in sections for each in section.names)
    assert "{{ mau_giao.nu }}       Nữ → 3.083/6.290 đạt 49%" in text
    assert "Chép vào mẫu: {%p for y in y_kien.kho_khan %}" in text


def test_names_follow_another_definition_that_has_no_sample(
    tmp_path: Path, definition: Path
) -> None:
    text = definition.read_text(encoding="utf-8").replace('sample = "sample.csv"\n', "")
    other = tmp_path / "programme.toml"
    other.write_text(text.replace("mau_giao", "nha_tre"), encoding="utf-8")
    listed = template_names(*load_programme(other))
    names = {each.name: each.example for section in listed for each in section.names}
    assert names["nha_tre.nu"] == "chưa có số liệu"
    assert "mau_giao.nu" not in names
