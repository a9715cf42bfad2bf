"""The words of a web page: blocks as lines, rows of tables between bars, lists with their marks, nothing unseen."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from lachan.plans.reading.cells import as_lines
from lachan.plans.reading.docx_numbers import numeral

UNSEEN = frozenset("script style head noscript template svg math object iframe select textarea button title".split())  # noqa: SIM905
AROUND = frozenset({"nav", "footer", "aside"})
BLOCK = frozenset({
    "p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "dt", "dd", "section",
    "article", "main", "header", "form", "fieldset", "blockquote", "center", "hr", "pre", "figure", "figcaption",
    "address", "details", "summary", "caption",
})  # fmt: skip
VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
})  # fmt: skip
KINDS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)
LABELLED = re.compile(r"\s*(?:[-–•+*]|\d{1,3}(?:\.\d{1,2})*[.)]|[a-zđ][.)]|[IVX]{1,5}\.)\s", re.IGNORECASE)
SPACE = re.compile(r"\s+")
DEEPEST = 400

Attributes = list[tuple[str, str | None]]


class PageText(HTMLParser):
    """Collects pieces of text; a table collects cells of its own and becomes lines when it closes."""

    def __init__(self, skipped: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.skipped = skipped
        self.parts: list[str] = []
        self.hiding: list[str] = []
        self.lists: list[list[object]] = []
        self.tables: list[Table] = []
        self.is_kept = 0

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if self.hiding:
            if tag == self.hiding[0] and tag not in VOID and len(self.hiding) < DEEPEST:
                self.hiding.append(tag)
            return
        if tag in self.skipped or (tag not in VOID and is_hidden(attrs)):
            self.hiding.append(tag)
        elif tag == "table":
            self.open_table()
        elif tag in ("tr", "td", "th") and self.tables:
            self.tables[-1].opened(tag, self, dict(attrs))
        elif tag in BLOCK:
            self.parts.append("\n")
            self.begin(tag, dict(attrs))

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        if tag in BLOCK and not self.hiding:
            self.parts.append("\n")

    def begin(self, tag: str, attrs: dict[str, str | None]) -> None:
        """Marks that a browser draws before the items of a list, and text whose line breaks count."""
        if tag in ("ol", "ul") and len(self.lists) < DEEPEST:
            start = attrs.get("start") or "1"
            first = int(start) if start.isdigit() and len(start) < 6 else 1
            self.lists.append([tag, KINDS.get(attrs.get("type") or "", "decimal"), first])
        elif tag == "li" and self.lists:
            kind, form, number = self.lists[-1]
            self.lists[-1][2] = int(str(number)) + 1
            if kind == "ol":
                self.parts.append(f"\0{numeral(int(str(number)), str(form))}. \0")
            else:
                self.parts.append("\0- \0" if len(self.lists) < 2 else "\0+ \0")
        elif tag == "pre":
            self.is_kept += 1

    def handle_endtag(self, tag: str) -> None:
        if self.hiding:
            if tag == self.hiding[-1]:
                self.hiding.pop()
            return
        if tag == "table" and self.tables:
            self.close_table()
        elif tag in ("tr", "td", "th") and self.tables:
            self.tables[-1].closed(tag, self)
        elif tag in BLOCK:
            self.parts.append("\n")
            if tag in ("ol", "ul") and self.lists:
                self.lists.pop()
            elif tag == "pre" and self.is_kept:
                self.is_kept -= 1

    def open_table(self) -> None:
        self.parts.append("\n")
        if len(self.tables) < DEEPEST:
            self.tables.append(Table(self.parts))
            self.parts = []

    def close_table(self) -> None:
        table = self.tables.pop()
        table.closed("tr", self)
        left_over, self.parts = self.parts, table.outside
        self.parts.extend([*left_over, "\n", *(line + "\n" for line in as_lines(table.rows))])

    def handle_data(self, data: str) -> None:
        if not self.hiding:
            self.parts.append(data if self.is_kept else SPACE.sub(" ", data))

    def text(self) -> str:
        while self.tables:  # a table nobody closed
            self.close_table()
        return tidy("".join(self.parts))


class Table:
    """Rows of cells, each cell a list of its lines; `outside` is the text the table stands in."""

    def __init__(self, outside: list[str]) -> None:
        self.outside = outside
        self.rows: list[list[list[str]]] = []
        self.width = 0

    def opened(self, tag: str, page: PageText, attrs: dict[str, str | None]) -> None:
        self.closed("td", page)
        if tag == "tr" or not self.rows:
            self.rows.append([])
        if tag != "tr":
            span = attrs.get("colspan") or ""
            self.width = min(int(span), 30) if span.isdigit() and len(span) < 4 else 1
        page.parts = []

    def closed(self, tag: str, page: PageText) -> None:
        """A cell ends at its end tag, or at the next cell or row where the page forgot it."""
        if self.width:
            lines = [line for line in tidy("".join(page.parts)).split("\n") if line]
            self.rows[-1].extend([lines, *([] for _ in range(self.width - 1))])
            self.width = 0
            page.parts = []


def is_hidden(attrs: Attributes) -> bool:
    return any(
        name == "hidden" or (name == "style" and value is not None and HIDDEN.search(value)) for name, value in attrs
    )


def tidy(text: str) -> str:
    """Single spaces, no blank beginnings; the mark of a list item stands before its first words."""
    lines: list[str] = []
    mark = ""
    for line in text.split("\n"):
        if "\0" in line:
            mark, line = line.split("\0", 2)[1:]
        words = " ".join(line.replace("\0", "").split())
        if words and mark:
            words, mark = words if LABELLED.match(words + " ") else mark + words, ""
        lines.append(words)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def html_text(source: str) -> str:
    """Menus and feet are left out, unless nothing else is there: some pages never close them."""
    least = min(200, len(source) // 50)
    text = ""
    for skipped in (UNSEEN | AROUND, UNSEEN, UNSEEN - {"head"}):
        page = PageText(skipped)
        page.feed(source.replace("\0", " "))
        page.close()
        text = page.text()
        if len(text) > least:
            break
    return text
