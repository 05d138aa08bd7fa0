"""Edits a document in LibreOffice itself, by its own interface, and saves it as .docx.

    /usr/bin/python3 libreoffice_edits.py SOFFICE PROFILE SOURCE TARGET EDITS.json

Runs under the Python that LibreOffice's bridge (`uno`) belongs to, not under the project's own:
only its standard library and `uno`. An edit is one of

    ["replace", text, by]       the first place where `text` stands is retyped
    ["plain", text, by]         the same, but deleted first and typed anew beside it, as plain text
    ["delete", text]            the paragraph in which `text` stands is removed
    ["move", text, before]      that paragraph is cut and put before the one that holds `before`
    ["cell", table, cell, text] a cell of a table (counted from 0) is retyped
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def main(soffice: str, profile: str, source: str, target: str, edits: str) -> None:
    pipe = f"bdg_{Path(profile).name}"
    office = subprocess.Popen(
        [
            soffice,
            f"-env:UserInstallation={Path(profile).as_uri()}",
            "--headless",
            "--norestore",
            f"--accept=pipe,name={pipe};urp;",
        ]
    )
    try:
        desktop = _desktop(pipe)
        document = desktop.loadComponentFromURL(
            Path(source).as_uri(), "_blank", 0, (_property("Hidden", True),)
        )
        for kind, *words in json.loads(Path(edits).read_text("utf-8")):
            _EDITS[kind](document, *words)
        document.storeToURL(Path(target).as_uri(), (_property("FilterName", "MS Word 2007 XML"),))
        document.close(True)
        desktop.terminate()
        office.wait(30)
    finally:
        office.kill()


def _desktop(pipe: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(150):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.2)
        else:
            return context.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", context
            )
    raise SystemExit("LibreOffice does not answer")


def _property(name: str, value: object) -> Any:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def _found(document: Any, text: str) -> Any:
    search = document.createSearchDescriptor()
    search.SearchString, search.SearchCaseSensitive = text, True
    found = document.findFirst(search)
    if found is None:
        raise SystemExit(f"not in the document: {text}")
    return found


def _replace(document: Any, text: str, by: str) -> None:
    _found(document, text).setString(by)


def _plain(document: Any, text: str, by: str) -> None:
    """The old text is deleted with all that holds it, the new one typed before it."""
    found = _found(document, text)
    cursor = found.getText().createTextCursorByRange(found.getStart())
    cursor.goLeft(1, False)
    cursor.getText().insertString(cursor, by, False)
    found.setString("")


def _delete(document: Any, text: str) -> None:
    _paragraph(document, text).dispose()


def _move(document: Any, text: str, before: str) -> None:
    """Cut and pasted: what is pasted is plain text."""
    paragraph = _paragraph(document, text)
    words = paragraph.getString()
    paragraph.dispose()
    start = _paragraph(document, before).getStart()
    start.getText().insertString(start, words, False)
    start.getText().insertControlCharacter(_after(start, words), 0, False)


def _after(start: Any, words: str) -> Any:
    cursor = start.getText().createTextCursorByRange(start)
    cursor.goRight(len(words), False)
    return cursor


def _paragraph(document: Any, text: str) -> Any:
    found = _found(document, text)
    paragraphs = found.getText().createEnumeration()
    for paragraph in _each(paragraphs):
        if (
            paragraph.supportsService("com.sun.star.text.Paragraph")
            and text in paragraph.getString()
        ):
            return paragraph
    raise SystemExit(f"no paragraph holds: {text}")


def _each(enumeration: Any) -> Iterator[Any]:
    while enumeration.hasMoreElements():
        yield enumeration.nextElement()


def _cell(document: Any, table: int, cell: str, text: str) -> None:
    document.getTextTables().getByIndex(table).getCellByName(cell).setString(text)


_EDITS: dict[str, Callable[..., None]] = {
    "replace": _replace,
    "plain": _plain,
    "delete": _delete,
    "move": _move,
    "cell": _cell,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
