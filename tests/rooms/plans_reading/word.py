"""Word files as bytes, built from the XML inside them, so that a test can say exactly what Word wrote."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def package(parts: dict[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        for name, body in parts.items():
            made.writestr(name, body)
    return data.getvalue()


def word(body: str, **parts: str) -> bytes:
    """A document with this body; further parts by name (`numbering`, `styles`, `footnotes`, `header1`)."""
    inner = {f"word/{name}.xml": f"<w:root {NAMES}>{xml}</w:root>" for name, xml in parts.items()}
    return package({"word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>", **inner})


def p(text: str = "", properties: str = "", inside: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text) if text else ''}{inside}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def listed(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def table(*rows: tuple[str, ...]) -> str:
    cells = lambda row: "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row)  # noqa: E731
    return f"<w:tbl>{''.join(f'<w:tr>{cells(row)}</w:tr>' for row in rows)}</w:tbl>"


def abstract(number: int, *levels: tuple[str, str]) -> str:
    drawn = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for n, (kind, pattern) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{number}">{drawn}</w:abstractNum>'


def num(number: int, pattern: int, inside: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{pattern}"/>{inside}</w:num>'
