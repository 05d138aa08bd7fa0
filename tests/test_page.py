"""The result page in a real browser: read, searched, sorted, printed, and attacked."""

import base64
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

from bdg_excel.inbox import way_from
from bdg_excel.indicators import NO_FIGURE
from bdg_excel.outputs import PAGE
from bdg_excel.page import folder_address, write_page
from bdg_excel.page.amounts import plan
from bdg_excel.page.answers import answers
from bdg_excel.page.links import link
from bdg_excel.pipeline import Manner, collect, run
from bdg_excel.programme import Programme
from bdg_excel.template import form_name
from tests.builders import filled, sample_of
from tests.gaps import round_with_gaps

HOSTILE = "03589"
ATTACKS = (
    "<script>window.hacked = 1</script>",
    '" onmouseover="window.hacked = 1',
    "{{7*7}}{% raise %}${7*7}",
    "]]><img src=x onerror='window.hacked = 1'>",
    "</script></style></title><script>window.hacked = 1</script><!--",
)
# What no file of Windows may be called is left out there.
FILE_NAME = "{{7*7}} 'onmouseover=alert(1) &lt;b&gt; #1% é.xlsx"
if os.name != "nt":
    FILE_NAME = f'"><img src=x onerror=alert(1)> {FILE_NAME}'
CONTRAST, STRUCTURE = (
    Path(__file__).with_name(f"page_{name}.js").read_text(encoding="utf-8")
    for name in ("contrast", "structure")
)
WIDTHS = {"phone": (360, 740), "laptop": (1280, 800)}


@pytest.fixture(scope="module")
def hostile(
    tmp_path_factory: pytest.TempPathFactory, programme: Programme, definition: Path
) -> Path:
    """The output of a round with an attack wherever a unit can write, and 20 units missing."""
    folder = tmp_path_factory.mktemp("trang")
    inbox = folder / "đã nhận"
    inbox.mkdir()
    script, quote, braces, cdata, end = ATTACKS
    attacks: dict[tuple[str, str, int], Any] = {
        ("mau_giao", "tong", 0): script,
        ("mau_giao", "ghi_chu", 0): quote,
        ("kho_khan", "noi_dung", 0): braces,
        ("de_xuat", "noi_dung", 0): cdata,
        ("hoat_dong", "chi_tiet", 1): end,
    }
    sample = sample_of(programme, definition, HOSTILE)
    filled(inbox, programme, HOSTILE, sample | attacks, FILE_NAME)
    for code in ("03592", "03553"):
        filled(inbox, programme, code, sample_of(programme, definition, code))
    (inbox / "ảnh.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    run(inbox, folder / "ra", programme, definition)
    return folder / "ra" / PAGE


@pytest.fixture
def screen(browser: Chrome) -> Iterator[Chrome]:
    """The browser as a laptop, light; afterwards as it was."""
    show(browser, "laptop")
    yield browser
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})


def show(browser: Chrome, device: str, scheme: str = "light") -> None:
    width, height = WIDTHS[device]
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": device == "phone"}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    # A page that still glides to its place takes no click.
    wanted = {"prefers-color-scheme": scheme, "prefers-reduced-motion": "reduce"}
    features = [{"name": name, "value": value} for name, value in wanted.items()]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})


def logged(browser: Chrome, kind: str) -> list[dict[str, Any]]:
    """What the browser has noted since it was asked last."""
    return list(browser.get_log(kind))  # type: ignore[no-untyped-call]


def load(browser: Chrome, page: Path, place: str = "") -> None:
    """Opens `page` anew, as if it had never been open."""
    browser.get("about:blank")
    for kind in ("browser", "performance"):
        logged(browser, kind)
    browser.get(page.as_uri() + place)


def find(browser: Chrome, css: str) -> WebElement:
    return browser.find_element(By.CSS_SELECTOR, css)


def seen(browser: Chrome, css: str) -> list[WebElement]:
    return [e for e in browser.find_elements(By.CSS_SELECTOR, css) if e.is_displayed()]


def press(browser: Chrome, element: str | WebElement) -> None:
    """Clicks it where it can be seen: at the top the page's own bar would take the click."""
    target = find(browser, element) if isinstance(element, str) else element
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", target)
    target.click()


def asked_for(browser: Chrome) -> list[str]:
    """Every address that the page asked for since it was opened."""
    messages = [json.loads(entry["message"])["message"] for entry in logged(browser, "performance")]
    requests = [m["params"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    return [request["request"]["url"] for request in requests]


def typed(browser: Chrome, css: str, words: str) -> None:
    field = find(browser, css)
    field.clear()
    field.send_keys(words)


def file_of(anchor: WebElement) -> Path:
    """The file that a link leads to, as the browser understands it."""
    return Path(unquote(urlsplit(str(anchor.get_property("href"))).path))


def wait(browser: Chrome) -> WebDriverWait[Chrome]:
    return WebDriverWait(browser, 10, poll_frequency=0.05)


# ---------------------------------------------------------------- one file, no network, no clock


def test_the_page_is_one_small_file_that_names_no_host(sample_output: Path) -> None:
    page = (sample_output / PAGE).read_text(encoding="utf-8")
    assert len(page.encode()) < 500_000
    assert "://" not in page
    assert not re.search(r"<(link|img|iframe|object|script[^>]* src)\b", page)


def test_two_runs_give_the_same_bytes(
    sample_inbox: Path, sample_output: Path, tmp_path: Path, programme: Programme
) -> None:
    results = collect(sample_inbox, programme)
    for name in ("mot", "hai"):
        write_page(
            tmp_path / name, results, (), folder_address(way_from(sample_output, sample_inbox))
        )
    assert (tmp_path / "mot").read_bytes() == (tmp_path / "hai").read_bytes()


def test_the_page_asks_for_nothing_and_nothing_goes_wrong(
    screen: Chrome, sample_output: Path
) -> None:
    page = sample_output / PAGE
    load(screen, page)
    press(screen, "#cac-don-vi tbody a[href^='#dv-']")
    screen.execute_script("document.querySelectorAll('details').forEach((d) => d.open = true)")
    wait(screen).until(lambda b: len(seen(b, ".cells table")) > 20)
    assert set(asked_for(screen)) == {page.as_uri()}
    assert logged(screen, "browser") == []


def test_a_script_that_does_not_belong_to_the_page_does_not_run(
    screen: Chrome, sample_output: Path, tmp_path: Path
) -> None:
    text = (sample_output / PAGE).read_text(encoding="utf-8")
    bad = tmp_path / "bad.html"
    more = "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>"
    bad.write_text(text.replace("</main>", f"{more}</main>"), encoding="utf-8")
    load(screen, bad)
    assert screen.execute_script("return window.hacked") is None
    assert "Content Security Policy" in str(logged(screen, "browser"))


# ---------------------------------------------------------------- what units typed stays text


def test_what_a_unit_typed_stays_text(screen: Chrome, hostile: Path) -> None:
    load(screen, hostile, f"#dv-{HOSTILE}")
    opened = find(screen, "dialog").text
    for attack in ATTACKS:
        assert attack in opened
    assert FILE_NAME in opened
    findings = find(screen, "#phat-hien").text
    assert ATTACKS[0] in findings
    assert FILE_NAME in findings
    assert FILE_NAME in find(screen, "#cac-don-vi").text
    screen.execute_script("document.querySelectorAll('details').forEach((d) => d.open = true)")
    wait(screen).until(lambda b: b.find_elements(By.CSS_SELECTOR, ".cells table"))
    assert ATTACKS[0] in str(find(screen, "#ct-mau_giao").get_property("textContent"))
    assert screen.execute_script("return window.hacked") is None
    assert len(screen.find_elements(By.TAG_NAME, "script")) == 2
    assert screen.find_elements(By.TAG_NAME, "img") == []
    assert logged(screen, "browser") == []


def test_a_script_less_browser_shows_it_as_text_too(screen: Chrome, hostile: Path) -> None:
    screen.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    load(screen, hostile)
    text = str(find(screen, f"#dv-{HOSTILE}").get_property("textContent"))
    assert ATTACKS[0] in text
    assert ATTACKS[2] in text
    assert ATTACKS[4] in text
    assert screen.find_elements(By.TAG_NAME, "img") == []


def test_links_lead_to_the_files_and_only_there(screen: Chrome, hostile: Path) -> None:
    load(screen, hostile, f"#dv-{HOSTILE}")
    files = [file_of(anchor) for anchor in seen(screen, "dialog ul a")]
    assert files[0].name == FILE_NAME
    assert files[1].parent.name == "tra_lai"
    assert all(path.exists() for path in files)
    every = screen.find_elements(By.TAG_NAME, "a")
    assert {urlsplit(str(a.get_property("href"))).scheme for a in every} == {"file"}
    assert not re.search(r'href="[a-zA-Z]+:', hostile.read_text(encoding="utf-8"))


def test_a_name_that_cannot_be_told_gets_no_link() -> None:
    assert link("../nop/", "a\\xe1.xlsx").href == ""
    assert link("", "a.xlsx").href == ""
    assert link("../nop/", "javascript:x?#.xlsx").href == "../nop/javascript%3Ax%3F%23.xlsx"


# ---------------------------------------------------------------- at a glance


def test_the_overview_says_who_has_reported_and_what_to_do(screen: Chrome, hostile: Path) -> None:
    load(screen, hostile)
    overview = find(screen, "#tong-quan").text
    assert (
        "Xem 1 tệp chưa rõ của đơn vị nào, nhắc 20 đơn vị chưa gửi, gửi lại biểu cho 1 đơn vị có "
        "chỗ sai và hỏi lại 1 đơn vị có chỗ cần xem."
    ) in overview
    assert "3/23 đơn vị" in overview
    assert "Khớp: không ô nào bị sót" in overview
    tiles = {
        str(t.get_property("textContent")): str(t.get_attribute("class"))
        for t in seen(screen, ".tile")
    }
    assert len(tiles) == 23
    assert "s-wrong" in tiles["Xã Mường So: Có ô sai"]
    assert "s-doubtful" in tiles["Xã Mồ Sì San: Cần xem lại"]
    assert "s-full" in tiles["Xã Sin Suối Hồ: Đủ"]
    assert "s-missing" in tiles["Xã Mù Sang: Chưa gửi"]


def test_a_unit_of_which_a_file_may_be_is_not_called_missing(
    screen: Chrome, inbox: Path, tmp_path: Path, programme: Programme, definition: Path
) -> None:
    filled(inbox, programme, HOSTILE, {("mau_giao", "tong", 0): 3}, "xa Nam Xe.xlsx")
    run(inbox, tmp_path / "ra", programme, definition)
    load(screen, tmp_path / "ra" / PAGE)
    tiles = {
        str(t.get_property("textContent")): str(t.get_attribute("class"))
        for t in seen(screen, ".tile")
    }
    assert "s-unclear" in tiles["Xã Nậm Xe: Chưa rõ tệp"]
    assert "s-missing" in tiles["Xã Mù Sang: Chưa gửi"]
    overview = find(screen, "#tong-quan").text
    assert "Xem 1 tệp chưa rõ của đơn vị nào" in overview
    assert f"nhắc {len(programme.units) - 2} đơn vị chưa gửi" in overview


def test_whoever_is_missing_after_the_deadline_is_late(
    screen: Chrome, sample_inbox: Path, programme: Programme, tmp_path: Path
) -> None:
    results = collect(sample_inbox, programme)
    results = results._replace(replies=results.replies[1:])
    for year, late in ((2023, True), (2999, False)):
        of_then = replace(programme.round, deadline=date(year, 12, 18))
        results = results._replace(programme=replace(programme, round=of_then))
        write_page(tmp_path / PAGE, results)
        load(screen, tmp_path / PAGE)
        assert bool(seen(screen, "#tong-quan .late")) is late


# ---------------------------------------------------------------- units


def names(browser: Chrome) -> list[str]:
    return [e.text for e in seen(browser, "#bang-don-vi tbody th a")]


def test_units_are_found_without_accents(screen: Chrome, hostile: Path) -> None:
    load(screen, hostile)
    typed(screen, "#u-tim", "muong  SO")
    assert names(screen) == ["Xã Mường So"]
    assert find(screen, "#u-so").text == "1/23 đơn vị"
    assert find(screen, "#u-so").get_attribute("role") == "status"
    typed(screen, "#u-tim", "03553")
    assert names(screen) == ["Xã Mồ Sì San"]
    press(screen, "#u-bo-loc")
    assert len(names(screen)) == 23


def test_units_are_filtered_by_state_from_the_list_and_from_the_overview(
    screen: Chrome, hostile: Path
) -> None:
    load(screen, hostile)
    Select(find(screen, "#u-tinh-trang")).select_by_value("missing")
    assert len(names(screen)) == 20
    press(screen, "#tong-quan a[data-state='wrong']")
    assert names(screen) == ["Xã Mường So"]


def test_units_are_sorted_with_the_keyboard(screen: Chrome, hostile: Path) -> None:
    load(screen, hostile)
    head = find(screen, "th[data-sort='cells']")
    head.find_element(By.TAG_NAME, "button").send_keys(Keys.ENTER)
    assert head.get_attribute("aria-sort") == "ascending"
    head.find_element(By.TAG_NAME, "button").send_keys(Keys.ENTER)
    assert head.get_attribute("aria-sort") == "descending"
    cells = [int(e.text) for e in seen(screen, "#bang-don-vi td[data-head='Ô được tính']")]
    assert cells == sorted(cells, reverse=True)
    assert cells[0] > 0
    press(screen, "th[data-sort='name'] button")
    assert head.get_attribute("aria-sort") is None
    assert names(screen)[0] == "Ban Tổ chức Huyện ủy"


def test_a_unit_opens_with_the_keyboard_and_gives_the_focus_back(
    screen: Chrome, hostile: Path
) -> None:
    load(screen, hostile)
    anchor = find(screen, "#bang-don-vi a[href='#dv-03553']")
    anchor.send_keys(Keys.ENTER)
    wait(screen).until(lambda b: seen(b, "dialog h2"))
    dialog = find(screen, "dialog")
    assert dialog.accessible_name == "Xã Mồ Sì San"
    for words in ("Cần xem lại", "Nam 111 + Nữ 109 = 220", "Học sinh mẫu giáo: Nam", "111", "E13"):
        assert words in dialog.text
    assert find(screen, "dialog .message").text.startswith("Kính gửi Xã Mồ Sì San,")
    dialog.send_keys(Keys.ESCAPE)
    wait(screen).until(lambda b: not seen(b, "dialog"))
    assert screen.switch_to.active_element == anchor
    screen.back()
    wait(screen).until(lambda b: "dv-" not in b.current_url)


def test_the_message_to_a_missing_unit_is_copied(screen: Chrome, hostile: Path) -> None:
    permissions = {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    screen.execute_cdp_cmd("Browser.grantPermissions", permissions)
    load(screen, hostile, "#dv-03568")
    message = find(screen, "dialog .message").text
    assert "chưa nhận được biểu số liệu của đơn vị" in message
    press(screen, "dialog .message + button")
    wait(screen).until(lambda b: find(b, "#thong-bao").get_property("textContent"))
    read = "navigator.clipboard.readText().then(arguments[0])"
    assert screen.execute_async_script(read) == message


# ---------------------------------------------------------------- figures


def test_a_figure_leads_to_the_cells_that_it_is_made_of(
    screen: Chrome, sample_output: Path, programme: Programme
) -> None:
    load(screen, sample_output / PAGE)
    card = find(screen, "#ct-mau_giao")
    assert "3.204/6.290 đạt 50,9%" in card.text
    assert "17/17 xã, thị trấn" in card.text
    press(screen, "#ct-mau_giao-tinh summary")
    wait(screen).until(lambda b: seen(b, "#ct-mau_giao tbody tr"))
    lines = [e.text for e in card.find_elements(By.CSS_SELECTOR, "tbody tr")]
    assert len(lines) == 17
    cells = [re.fullmatch(r"(.+) (\d+) E13 (\d+) E12 (\d+) E14", line) for line in lines]
    assert sum(int(cell[2]) for cell in cells if cell) == 3204
    assert sum(int(cell[3]) for cell in cells if cell) == 6290


def test_a_chart_has_a_row_for_each_unit_and_says_who_is_missing(
    screen: Chrome, hostile: Path
) -> None:
    load(screen, hostile)
    chart = find(screen, "#ct-tieu_hoc svg.bars")
    texts = [e.text for e in chart.find_elements(By.TAG_NAME, "text")]
    assert len(texts) == 2 * 17
    assert texts.count(NO_FIGURE) == 14
    told = [str(e.get_property("textContent")) for e in chart.find_elements(By.TAG_NAME, "title")]
    assert told[0] == "Học sinh tiểu học"
    assert any(re.fullmatch(r"Xã Mồ Sì San: Nam 192 \(52,9%\), Nữ 171 \(47,1%\)", t) for t in told)
    assert (
        "số liệu của 3/17 xã, thị trấn; chưa có: Xã Lản Nhì Thàng"
        in find(screen, "#ct-tieu_hoc").text
    )


def test_areas_have_subtotals_and_filter_the_units(
    screen: Chrome, sample_inbox: Path, programme: Programme, tmp_path: Path
) -> None:
    """60 more communes than can have a bar each, in 2 provinces of 2 districts."""
    communes = [unit for unit in programme.units if unit.form == "xa"]
    more = [replace(communes[0], code=f"9{n:04d}", name=f"Xã mới {n}") for n in range(60)]
    placed = [
        replace(unit, within=(f"Tỉnh {n % 2 + 1}", f"Huyện {n % 4 + 1}"))
        for n, unit in enumerate([*communes, *more])
    ]
    offices = [unit for unit in programme.units if unit.form != "xa"]
    wider = replace(programme, units=(*placed, *offices))
    write_page(tmp_path / PAGE, collect(sample_inbox, wider))
    load(screen, tmp_path / PAGE)
    areas = seen(screen, ".areas > .area > summary")
    assert [area.text.split("\n")[:2] for area in areas] == [["Tỉnh 1", "9/39"], ["Tỉnh 2", "8/38"]]
    card = find(screen, "#ct-mau_giao")
    rows = [e.text for e in card.find_elements(By.CSS_SELECTOR, "svg.bars g text:first-of-type")]
    assert rows == ["Tỉnh 1", "Tỉnh 2"]
    press(screen, "#ct-mau_giao-db summary")
    wait(screen).until(lambda b: seen(b, "#ct-mau_giao tbody tr"))
    lines = [e.text.split() for e in card.find_elements(By.CSS_SELECTOR, "tbody tr")]
    assert [line[:2] for line in lines] == [
        ["Tỉnh", "1"],
        ["Huyện", "1"],
        ["Huyện", "3"],
        ["Tỉnh", "2"],
        ["Huyện", "2"],
        ["Huyện", "4"],
    ]
    boys = [int(line[3].split("/")[0].replace(".", "")) for line in lines]
    assert boys[0] + boys[3] == 3204
    assert boys[1] + boys[2] == boys[0]
    press(screen, areas[1])
    press(screen, ".areas a[data-area='2']")
    assert find(screen, "#u-so").text == "38/83 đơn vị"


# ---------------------------------------------------------------- findings


def test_findings_are_filtered_by_severity_kind_unit_and_words(
    screen: Chrome, hostile: Path
) -> None:
    load(screen, hostile)
    every = len(seen(screen, "#phat-hien li"))
    assert find(screen, "#f-so").text == f"{every}/{every} phát hiện"
    Select(find(screen, "#f-muc-do")).select_by_value("error")
    assert [e.text for e in seen(screen, ".group .name")] == ["Không phải con số"]
    assert (
        "Cần làm: Ghi lại bằng chữ số, ví dụ 1.260; mỗi ô một số, theo đúng đơn vị tính được hỏi."
        in find(screen, "#phat-hien").text
    )
    press(screen, "#f-bo-loc")
    Select(find(screen, "#f-loai")).select_by_value("sum_mismatch")
    assert find(screen, "#f-so").text == f"1/{every} phát hiện"
    press(screen, "#f-bo-loc")
    Select(find(screen, "#f-don-vi")).select_by_value(HOSTILE)
    assert {e.text for e in seen(screen, "#phat-hien .where a:first-child")} == {"Xã Mường So"}
    press(screen, "#f-bo-loc")
    typed(screen, "#f-tim", "anh.png")
    assert find(screen, "#f-so").text == f"1/{every} phát hiện"


# ---------------------------------------------------------------- everybody, every screen, paper


@pytest.mark.parametrize("place", ["", f"#dv-{HOSTILE}"])
def test_a_phone_never_scrolls_sideways(screen: Chrome, hostile: Path, place: str) -> None:
    show(screen, "phone")
    load(screen, hostile, place)
    screen.execute_script("document.querySelectorAll('details').forEach((d) => d.open = true)")
    width = "return Math.max(document.documentElement.scrollWidth, dialog.scrollWidth)"
    assert screen.execute_script(width) <= WIDTHS["phone"][0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", ["", f"#dv-{HOSTILE}"])
def test_every_text_stands_out_from_its_ground(
    screen: Chrome, hostile: Path, scheme: str, place: str
) -> None:
    show(screen, "laptop", scheme)
    load(screen, hostile, place)
    weak = screen.execute_script(CONTRAST, 4.5)
    assert weak == []


def test_the_page_is_built_for_screen_readers(screen: Chrome, hostile: Path) -> None:
    load(screen, hostile, f"#dv-{HOSTILE}")
    assert screen.execute_script(STRUCTURE) == []


def test_the_keyboard_comes_to_the_skip_link_first_and_sees_where_it_is(
    screen: Chrome, hostile: Path
) -> None:
    load(screen, hostile)
    find(screen, "body").send_keys(Keys.TAB)
    skip = screen.switch_to.active_element
    assert skip.text == "Đến nội dung chính"
    assert skip.location["x"] >= 0
    assert skip.value_of_css_property("outline-style") == "solid"
    skip.send_keys(Keys.ENTER)
    assert screen.switch_to.active_element.tag_name == "main"


def test_paper_has_everything_that_is_folded_and_no_buttons(
    screen: Chrome, hostile: Path, tmp_path: Path, pdf_pages: Any
) -> None:
    load(screen, hostile)
    press(screen, ".group summary")  # folded
    wanted = {"preferCSSPageSize": True, "printBackground": True}
    made = tmp_path / "trang.pdf"
    made.write_bytes(base64.b64decode(screen.execute_cdp_cmd("Page.printToPDF", wanted)["data"]))
    assert b"595" in made.read_bytes()
    text = re.sub(r"\s+", " ", " ".join(pdf_pages(made)))
    for words in ("Việc cần làm tiếp", "Xã Mường So", "Học sinh mẫu giáo", "cần một con số"):
        assert words in text
    assert "Bỏ lọc" not in text


def test_without_its_script_the_page_is_still_read(
    screen: Chrome, sample_output: Path, programme: Programme
) -> None:
    screen.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    load(screen, sample_output / PAGE)
    assert len(names(screen)) == 23
    assert not seen(screen, ".filters")
    assert "3.204/6.290 đạt 50,9%" in find(screen, "#ct-mau_giao").text
    press(screen, "#bang-don-vi a[href='#dv-03553']")
    unit = str(find(screen, "#dv-03553").get_property("textContent"))
    assert re.search(r"Học sinh mẫu giáo: Nam\s*111 học sinh", unit)
    assert "Kính gửi Xã Mồ Sì San," in unit


# ---------------------------------------------------------------- following a watched folder


def test_a_page_that_loads_itself_anew_stays_where_it_was(
    screen: Chrome, sample_inbox: Path, programme: Programme, tmp_path: Path
) -> None:
    results, page = collect(sample_inbox, programme), tmp_path / PAGE
    write_page(page, results, refresh=1)
    load(screen, page)
    typed(screen, "#u-tim", "xã")
    press(screen, "th[data-sort='cells'] button")
    press(screen, "#ct-mau_giao-tinh summary")
    press(screen, "#bang-don-vi a[href='#dv-03553']")
    screen.execute_script("dialog.scrollTop = 300; window.before = true")
    write_page(page, results._replace(replies=results.replies[:-1]), refresh=1)
    wait(screen).until(lambda b: b.execute_script("return window.before") is None)
    assert "22/23 đơn vị" in str(find(screen, "#tong-quan").get_property("textContent"))
    assert find(screen, "#u-tim").get_property("value") == "xã"
    assert find(screen, "th[data-sort='cells']").get_attribute("aria-sort") == "ascending"
    assert find(screen, "#ct-mau_giao-tinh").get_property("open")
    assert find(screen, "dialog h2").text == "Xã Mồ Sì San"
    assert screen.execute_script("return dialog.scrollTop") == 300


def test_loading_anew_can_be_paused(
    screen: Chrome, sample_inbox: Path, programme: Programme, definition: Path, tmp_path: Path
) -> None:
    run(sample_inbox, tmp_path, programme, definition, Manner(refresh=1))
    load(screen, tmp_path / PAGE)
    press(screen, "#dung-tai")
    screen.execute_script("window.before = true")
    assert find(screen, "#dung-tai").get_attribute("aria-pressed") == "true"
    screen.execute_async_script("setTimeout(arguments[0], 1500)")
    assert screen.execute_script("return window.before")


def test_the_returned_form_is_linked_by_its_name(
    screen: Chrome, hostile: Path, programme: Programme
) -> None:
    load(screen, hostile, f"#dv-{HOSTILE}")
    names = [file_of(a).name for a in seen(screen, "dialog ul a")]
    assert form_name(programme.units_by_code[HOSTILE]) in names


def test_a_blank_part_is_no_zero_in_a_chart(
    tmp_path: Path, inbox: Path, programme: Programme, definition: Path
) -> None:
    for code, gaps in {"03391": [("mau_giao", "nu", 0)], "03490": []}.items():
        answers = sample_of(programme, definition, code)
        filled(inbox, programme, code, answers | dict.fromkeys(gaps))
    run(inbox, tmp_path / "ra", programme, definition)
    text = (tmp_path / "ra" / "ket_qua.html").read_text(encoding="utf-8")
    [told] = set(re.findall(r"Xã Lản Nhì Thàng: (Nam 96[^<]*)<", text))
    assert told == "Nam 96 (51,6%), Nữ chưa có số liệu"
    assert ">96 · –<" in text


def test_a_folder_whose_name_cannot_be_told_stops_nothing(
    tmp_path: Path, sample_inbox: Path, programme: Programme, definition: Path
) -> None:
    odd = tmp_path / os.fsdecode(b"nh\xff\xfen")
    try:
        shutil.copytree(sample_inbox, odd)
    except OSError:
        pytest.skip("this file system takes no such name")
    run(odd, tmp_path / "ra", programme, definition)
    text = (tmp_path / "ra" / "ket_qua.html").read_text(encoding="utf-8")
    assert "nh%FF%FEn/" in text


def test_the_pieces_of_a_chart_add_up_to_the_figure_that_is_printed(
    tmp_path: Path, programme: Programme
) -> None:
    """Units are counted once more for the charts: they must come to the same."""
    results = round_with_gaps(tmp_path)
    numbers = answers(results).numbers
    rest, compared = iter(results.figures), 0
    for indicator in programme.indicators:
        figures = [next(rest) for _ in indicator.parts]
        shown = plan(indicator, figures, programme)
        for place, figure in enumerate(shown.figures if shown else ()):
            assert shown is not None
            amounts = [shown.of_unit(unit, numbers) for unit in shown.units]
            assert sum(one.pieces[place] or 0 for one in amounts) == figure.numerator
            if shown.has_whole:
                whole = sum(one.wholes[place] or 0 for one in amounts)
                assert whole == figure.denominator
            given = [one.pieces[place] is not None for one in amounts]
            assert sum(given) <= len(figure.coverage.reported)
            compared += 1
    assert compared > 15
