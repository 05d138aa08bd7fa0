"""Figures worked out by hand: the arithmetic stands in the comments."""

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from bdg_excel.checks.reply import Reply
from bdg_excel.indicators import NO_FIGURE, Figure, figures
from bdg_excel.merged import merge
from bdg_excel.programme import Programme
from bdg_excel.tables import Summary, summaries
from bdg_excel.values.parsed import Status
from bdg_excel.values.value import Value
from tests.report_2023 import published

PUBLISHED = [row for row in published() if row["numerator"]]
Given = dict[str, dict[str, object]]


@pytest.fixture
def reply(programme: Programme) -> Callable[..., Reply]:
    """A reply of a unit with values by ``field.part`` or ``table.column.row``."""

    def made(code: str, given: dict[str, object]) -> Reply:
        values = []
        for question, answer in given.items():
            field, part, *row = question.split(".")
            number = answer if isinstance(answer, int | Decimal) else None
            status = Status.GIVEN if answer != "" else Status.BLANK
            status = Status.NIL if answer == 0 else status
            row_number = int(row[0]) if row else 0
            values.append(
                Value(field, part, row_number, number, str(answer), status, "Số liệu", "E1")
            )
        return Reply(f"{code}.xlsx", "", programme.units_by_code[code], tuple(values))

    return made


@pytest.fixture
def computed(
    programme: Programme, reply: Callable[..., Reply]
) -> Callable[[Given], dict[str, Figure]]:
    def figures_of(given: Given) -> dict[str, Figure]:
        frame = merge([reply(code, answers) for code, answers in given.items()])
        return {f"{f.indicator}.{f.part}": f for f in figures(frame, programme)}

    return figures_of


def test_a_share_is_a_ratio_of_sums_over_units_that_gave_both(
    computed: Callable[[Given], dict[str, Figure]],
) -> None:
    figure = computed(
        {
            "03391": {"hdnd_xa.tong": 20, "hdnd_xa.nu": 5},
            "03490": {"hdnd_xa.tong": 30, "hdnd_xa.nu": ""},  # a blank: in neither sum
            "03549": {"hdnd_xa.tong": 25, "hdnd_xa.nu": 0},  # nil: in both
        }
    )["hdnd_xa.nu"]
    # 5 + 0 of 20 + 25; the mean of the percentages would be (25 + 0) / 2 = 12,5
    assert (figure.numerator, figure.denominator) == (5, 45)
    assert figure.percent == Decimal("11.1")
    assert figure.printed == "05/45"
    assert [unit.code for unit in figure.coverage.reported] == ["03391", "03549"]
    assert figure.coverage.expected == 17


def test_two_answers_of_one_unit_to_one_question_are_never_made_one(
    programme: Programme, reply: Callable[..., Reply]
) -> None:
    """One file of a unit counts; were two to come this far, one number would be lost."""
    twice = [reply("03391", {"dao_tao_nghe.tong": number}) for number in (5, 7)]
    with pytest.raises(ValueError, match="dao_tao_nghe"):
        figures(merge(twice), programme)


def test_a_sum_leaves_out_who_did_not_answer(
    computed: Callable[[Given], dict[str, Figure]],
) -> None:
    figure = computed({"03391": {"dao_tao_nghe.tong": 1000}, "03490": {"dao_tao_nghe.tong": ""}})[
        "dao_tao_nghe.tong"
    ]
    assert (figure.value, figure.printed) == (1000, "1.000 người")
    assert len(figure.coverage.reported) == 1


def test_nobody_answered_is_not_zero(computed: Callable[[Given], dict[str, Figure]]) -> None:
    for name, figure in computed({}).items():
        assert (figure.value, figure.percent, figure.printed) == (None, None, NO_FIGURE), name


def test_nobody_to_be_a_share_of(computed: Callable[[Given], dict[str, Figure]]) -> None:
    figure = computed({"03391": {"kham_thai.tong": 0, "kham_thai.du_3_lan": 0}})["kham_thai.ty_le"]
    assert (figure.percent, figure.printed) == (None, "0/0")


def test_yes_is_counted_of_those_that_answered(
    computed: Callable[[Given], dict[str, Figure]],
) -> None:
    figure = computed(
        {
            "03391": {"nu_ho_sinh.tra_loi": 1},
            "03490": {"nu_ho_sinh.tra_loi": 1},
            "03549": {"nu_ho_sinh.tra_loi": 0},
            "03550": {"nu_ho_sinh.tra_loi": ""},
        }
    )["nu_ho_sinh.so_don_vi"]
    assert figure.printed == "2/3 đạt 66,7%"  # 2/3 = 66,666…


def test_a_nil_prints_as_the_definition_says(
    computed: Callable[[Given], dict[str, Figure]],
) -> None:
    figure = computed({"BVSTBPN": {"ngan_sach_van_dong.tong": 0}})["ngan_sach_van_dong.tong"]
    assert (figure.value, figure.printed) == (0, "Không")


def test_an_estimate_keeps_its_decimals(computed: Callable[[Given], dict[str, Figure]]) -> None:
    figure = computed({"LDTBXH": {"thoi_gian_lao_dong.ty_le": Decimal("65.25")}})[
        "thoi_gian_lao_dong.ty_le"
    ]
    assert (figure.percent, figure.printed) == (Decimal("65.3"), "65,3%")  # half up


def test_sums_larger_than_a_machine_number_are_exact(
    computed: Callable[[Given], dict[str, Figure]], programme: Programme
) -> None:
    communes = [unit.code for unit in programme.units if unit.form == "xa"]
    most = 2**53
    figure = computed({code: {"dang_vien.tong": most, "dang_vien.nu": most} for code in communes})
    assert figure["dang_vien.nu"].numerator == 17 * most


def test_unlike_units_of_measure_are_not_added_up(
    computed: Callable[[Given], dict[str, Figure]],
) -> None:
    figure = computed(
        {
            "03391": {"truyen_thong.so_luong.1": 3, "truyen_thong.don_vi.1": "buổi"},
            "03490": {
                "truyen_thong.so_luong.1": 4,
                "truyen_thong.don_vi.1": "buổi",
                "truyen_thong.so_luong.2": 5,
                "truyen_thong.don_vi.2": "tin, bài",
            },
        }
    )["truyen_thong.so_luong"]
    assert (figure.value, figure.printed) == (None, "7 buổi; 5 tin, bài")


def test_none_at_all_is_an_answer_to_a_table(
    computed: Callable[[Given], dict[str, Figure]],
) -> None:
    figure = computed({"03391": {"hoat_dong.co": 0}, "03490": {"hoat_dong.so_cuoc.1": 2}})[
        "hoat_dong.so_cuoc"
    ]
    assert (figure.value, len(figure.coverage.reported)) == (2, 2)


def test_a_blank_beside_rows_is_no_zero_even_if_there_were_said_to_be_none(
    computed: Callable[[Given], dict[str, Figure]],
) -> None:
    figures_of = computed(
        {"03391": {"hoat_dong.co": 0, "hoat_dong.so_cuoc.1": 2, "hoat_dong.nam.1": ""}}
    )
    assert figures_of["hoat_dong.so_cuoc"].value == 2
    assert figures_of["hoat_dong.nam"].printed == NO_FIGURE


@pytest.fixture
def summed(
    programme: Programme, reply: Callable[..., Reply]
) -> Callable[[Given], dict[str, Summary]]:
    def summaries_of(given: Given) -> dict[str, Summary]:
        frame = merge([reply(code, answers) for code, answers in given.items()])
        return {summary.table.id: summary for summary in summaries(frame, programme)}

    return summaries_of


def test_rows_that_say_the_same_become_one(summed: Callable[[Given], dict[str, Summary]]) -> None:
    summary = summed(
        {
            "03391": {
                "hoat_dong.ten.1": "Ký cam kết",
                "hoat_dong.so_cuoc.1": 2,
                "hoat_dong.nam.1": 30,
                "hoat_dong.cap.1": "Cấp xã",
            },
            "03490": {
                "hoat_dong.ten.1": "Ký cam kết",
                "hoat_dong.so_cuoc.1": 3,
                "hoat_dong.nam.1": "",
                "hoat_dong.cap.1": "Cấp huyện",
                "hoat_dong.ten.2": "Khác",
                "hoat_dong.chi_tiet.2": "Giải bóng chuyền nữ",
                "hoat_dong.so_cuoc.2": 1,
            },
        }
    )["hoat_dong"]
    signed, other = summary.groups
    assert (signed.name, signed.numbers["so_cuoc"], signed.numbers["nam"]) == ("Ký cam kết", 5, 30)
    assert signed.numbers["nu"] is None
    assert signed.unions["cap"] == "Cấp huyện, cấp xã"
    assert (other.name, other.numbers["so_cuoc"]) == ("Giải bóng chuyền nữ", 1)
    assert (summary.totals["so_cuoc"], summary.totals["nu"]) == (6, None)
    assert (summary.rows, summary.given["nam"]) == (3, 1)


@pytest.mark.parametrize(
    ("name", "detail", "printed"),
    [
        ("Ký cam kết", "các hộ gia đình", "Ký cam kết: các hộ gia đình"),
        ("Ký cam kết", "Ký cam kết với 12 bản", "Ký cam kết với 12 bản"),
        ("Khác", "Giải bóng chuyền nữ", "Giải bóng chuyền nữ"),
        ("Ký cam kết", "", "Ký cam kết"),
    ],
)
def test_a_row_keeps_the_name_of_the_activity(
    summed: Callable[[Given], dict[str, Summary]], name: str, detail: str, printed: str
) -> None:
    answers: dict[str, object] = {"hoat_dong.ten.1": name, "hoat_dong.so_cuoc.1": 1}
    answers |= {"hoat_dong.chi_tiet.1": detail} if detail else {}
    assert summed({"03391": answers})["hoat_dong"].groups[0].name == printed


def test_spaces_case_and_a_full_stop_make_no_other_row(
    summed: Callable[[Given], dict[str, Summary]],
) -> None:
    groups = summed(
        {
            "03391": {"hoat_dong.ten.1": "Khác", "hoat_dong.chi_tiet.1": "Lễ phát động tại chợ"},
            "03490": {"hoat_dong.ten.1": "Khác", "hoat_dong.chi_tiet.1": "lễ  phát động tại Chợ."},
        }
    )["hoat_dong"].groups
    assert [group.name for group in groups] == ["Lễ phát động tại chợ"]


def test_two_spellings_stay_two_rows(summed: Callable[[Given], dict[str, Summary]]) -> None:
    groups = summed(
        {
            "03391": {"san_pham.ten.1": "Băng rôn", "san_pham.so_luong.1": 1},
            "03490": {"san_pham.ten.1": "Băng zôn", "san_pham.so_luong.1": 1},
        }
    )["san_pham"].groups
    assert [group.name for group in groups] == ["Băng rôn", "Băng zôn"]


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: f"{row['indicator']}.{row['part']}")
def test_the_sample_gives_the_figures_of_2023(sample_output: Path, row: dict[str, str]) -> None:
    """Back test: every row of the published figures stands in figures.csv."""
    with (sample_output / "figures.csv").open(encoding="utf-8-sig", newline="") as handle:
        found = {(f["indicator"], f["part"]): f for f in csv.DictReader(handle)}
    figure = found[row["indicator"], row["part"]]
    for column in ("numerator", "denominator", "printed"):
        assert figure[column] == row[column]
    assert figure["units_reported"] == figure["units_expected"]
