"""Workbooks of one sheet, of only what the search for hidden cells looks at."""

import io
import zipfile

BOOK = (
    '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Số liệu" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELATIONS = '<Relationships><Relationship Id="rId1" Target="{}"/></Relationships>'


def zipped(rows: str, target: str = "worksheets/sheet1.xml") -> bytes:
    """A workbook of one sheet with these rows, of only what the search looks at."""
    return zipped_sheet(f"<worksheet>{rows}</worksheet>", target)


def zipped_sheet(sheet: str, target: str = "worksheets/sheet1.xml") -> bytes:
    """A workbook of one sheet, given as a whole."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS.format(target))
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    return content.getvalue()
