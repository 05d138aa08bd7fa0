"""The charts of the result page, without a browser."""

from lxml import etree

from bdg_excel.page.charts import Bar, bars, strip


def test_charts_hold_every_text_as_text() -> None:
    evil = "\"'><script>window.hacked = 1</script>&{{ 1 }}"
    bar = Bar(evil, (("c1", 0.5), ("c2", 1 / 3)), evil, evil)
    for drawn in (bars([bar], evil, evil), strip([("s-full", 2), ("s-missing", 1)], evil)):
        root = etree.fromstring(drawn)
        assert {one.tag for one in root.iter()} <= {"svg", "title", "desc", "g", "text", "rect"}
        assert [one.text for one in root.iter("title")] == [evil] * len(root.findall(".//title"))
        assert all(float(one.get("width").rstrip("%")) <= 100 for one in root.iter("rect"))
