"""Across the round: answers unlike the rest, forms like another, names alike."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bdg_excel.findings import Finding
from bdg_excel.pipeline import collect
from bdg_excel.programme import Programme
from bdg_excel.results import Results
from tests.builders import Key, filled, sample_of

CODE = "03589"


def told(results: Results, *codes: str) -> list[Finding]:
    return [found for found in results.findings if found.code in codes]


@pytest.fixture
def changed(
    inbox: Path, sample_inbox: Path, programme: Programme, definition: Path
) -> Callable[..., Results]:
    """The sample with some answers of Mường So changed."""

    def collected(answers: dict[Key, Any]) -> Results:
        shutil.copytree(sample_inbox, inbox, dirs_exist_ok=True)
        typed = sample_of(programme, definition, CODE) | answers
        filled(inbox, programme, CODE, typed)
        return collect(inbox, programme)

    return collected


def test_nothing_in_the_sample_is_unlike_the_rest(changed: Callable[..., Results]) -> None:
    assert told(changed({}), "outlier", "alike_names") == []


@pytest.mark.parametrize(
    ("key", "value", "cell"),
    [
        (("dang_vien", "tong", 0), 2400, "E42"),  # a digit too many
        (("tieu_hoc", "tong", 0), 75, "E16"),  # a digit too few
        (("tieu_hoc", "nu", 0), 30, "E18"),  # of 721: the share is off, not the size
    ],
)
def test_a_digit_too_many_or_too_few_is_doubted(
    changed: Callable[..., Results], key: Key, value: int, cell: str
) -> None:
    found = told(changed({key: value}), "outlier")
    assert cell in [f.place.cell for f in found]
    assert {f.place.unit_code for f in found} == {CODE}
    assert {f.severity.value for f in found} == {"warning"}


def test_a_count_that_the_unit_explains_is_not_doubted_again(
    changed: Callable[..., Results],
) -> None:
    told_before = [f.code for f in changed({("kham_thai", "tong", 0): 5_000}).findings]
    assert "outlier" in told_before
    note = {("kham_thai", "tong", 0): 5_000, ("kham_thai", "ghi_chu", 0): "Đã kiểm tra"}
    codes = [(f.code, f.severity.value) for f in changed(note).findings]
    assert ("outlier_explained", "info") in codes
    assert "outlier" not in dict(codes)


@pytest.mark.parametrize(("note", "named"), [("ok", False), ("…", False), ("Số đúng là 500", True)])
def test_a_note_that_gives_no_reason_leaves_a_count_doubted(
    changed: Callable[..., Results], note: str, named: bool
) -> None:
    answers = {("kham_thai", "tong", 0): 5_000, ("kham_thai", "ghi_chu", 0): note}
    found = told(changed(answers), "outlier", "outlier_explained")
    assert {(f.code, f.severity.value) for f in found} == {("outlier", "warning")}
    words = f"; cột Ghi chú lại nói số khác: «{note}»."
    assert all((words in f.message) == named for f in found)


def test_a_form_copied_from_another_commune_is_doubted(
    inbox: Path, sample_inbox: Path, programme: Programme, definition: Path
) -> None:
    shutil.copytree(sample_inbox, inbox, dirs_exist_ok=True)
    filled(inbox, programme, CODE, sample_of(programme, definition, "03592"))
    [found] = told(collect(inbox, programme), "same_numbers")
    assert found.place.unit_code == "03592"
    assert "Xã Mường So" in found.message


@pytest.mark.parametrize("value", [0, 1, 9])
def test_small_counts_are_not_doubted(changed: Callable[..., Results], value: int) -> None:
    """0 to 9 women of 15 in a committee: chance, not a mistake."""
    results = changed({("cap_uy_xa", "nu", 0): value, ("cap_uy_xa", "tong", 0): 15})
    assert told(results, "outlier") == []


def test_two_spellings_of_a_name_are_suggested_and_stay_apart(
    changed: Callable[..., Results],
) -> None:
    results = changed(
        {
            ("hoat_dong", "chi_tiet", 1): "Lao động tổng vệ sinh, dọn dẹp nhà cưả, tặng "
            "quà cho nữ chủ hộ là người cao tuổi cô đơn"
        }
    )
    [found] = told(results, "alike_names")
    assert found.severity.value == "info"
    assert "16 dòng" in found.message
    summary = next(s for s in results.summaries if s.table.id == "hoat_dong")
    assert len(summary.groups) == 2
    assert summary.totals["so_cuoc"] == 25


def test_stories_are_not_compared_with_each_other(changed: Callable[..., Results]) -> None:
    story = "Tuyên truyền lưu động tại các bản " * 800
    rows = {("hoat_dong", "chi_tiet", row): f"{story}{row}" for row in (1, 2)}
    others = {("hoat_dong", "ten", 2): "Khác", ("hoat_dong", "so_cuoc", 2): 3}
    assert told(changed(rows | others), "alike_names") == []


def test_a_number_in_front_makes_no_other_name(changed: Callable[..., Results]) -> None:
    results = changed(
        {
            ("hoat_dong", "chi_tiet", 1): "1. Lao động tổng vệ sinh, dọn dẹp nhà cửa, tặng "
            "quà cho nữ chủ hộ là người cao tuổi cô đơn"
        }
    )
    [found] = told(results, "alike_names")
    assert "16 dòng" in found.message


def test_names_that_differ_in_a_number_are_two_things(changed: Callable[..., Results]) -> None:
    results = changed(
        {
            ("truyen_thong", "chi_tiet", 1): "Tuyên truyền Kế hoạch số "
            "16/KH-BVSTBPN và Kế hoạch số 266/KH-UBND"
        }
    )
    assert told(results, "alike_names") == []
