"""The same plan as different copies of it would look: a reading must not change with the layout."""

from __future__ import annotations

import html
import io
import re
import textwrap
import unicodedata
from collections.abc import Callable

import docx

from tests.rooms.plans_reading.old_encodings import tcvn3, vni

MOTTO = re.compile(r"CỘNG H[ÒO][AÀ] XÃ HỘI|Độc lập|^[-*\s]+$|, ngày ")
PAGE_LETTERS = 1_800


def one_line(text: str) -> str:
    return " ".join(re.sub(r"[#|]+|\*{2,}|-{3,}", " ", text).split())


def wrapped(text: str) -> str:
    return "\n".join("\n".join(textwrap.wrap(line, 72, break_on_hyphens=False)) for line in text.split("\n"))


def paged(text: str) -> str:
    """A page number between two words of every fortieth line."""
    lines = text.split("\n")
    for number in range(30, len(lines), 40):
        words = lines[number].split(" ")
        if len(words) > 12 and words[8][:1].islower():
            lines[number] = " ".join(words[:8]) + f"\n\n{number // 30 + 1}\n\n" + " ".join(words[8:])
    return "\n".join(lines)


def broken_by_pages(text: str) -> str:
    """A page ends wherever the paper does: in the middle of a sentence, with the number of the next page."""
    out, begun = "", 0
    for page, end in enumerate(range(PAGE_LETTERS, len(text), PAGE_LETTERS), 2):
        place = re.compile(r"(?<=[a-zà-ỹ]) (?=[a-zà-ỹ]{2})").search(text, end)
        if place:
            out += f"{text[begun : place.start()]}\n\n{page}\n\n"
            begun = place.end()
    return out + text[begun:]


def old_letters(text: str) -> str:
    return text.replace("Ủy", "Uỷ").replace("đ)", "d)").replace("hòa", "hoà").replace("óa ", "oá ")


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def hard_spaces(text: str) -> str:
    return text.replace(". ", ".\u00a0").replace("- ", "– ")


def without_bullets(text: str) -> str:
    return re.sub(r"(?m)^(\s*)\\?[-–•+]\s+", r"\1", text)


def abbreviated(text: str) -> str:
    text = re.sub(r"[ỦU][ỷyỶ] ban nhân dân", "UBND", text)
    return re.sub(r"Lao động\s*[-–]\s*Thương binh và Xã hội", "LĐ-TB&XH", text)


def scanned(text: str) -> str:
    """What a text recognition makes of it: letters taken for others, blanks lost."""
    text = re.sub(r"(?m)^(\s*)đ\)", r"\1d)", text).replace("Ủy ban", "Uỷ ban").replace("Chính phủ", "Chính phú")
    text = text.replace("giải cứu", "giải cửu").replace("lồng ghép", "lòng ghép")
    return re.sub(r"(?<=[a-z]) ngày (?=\d\d?/\d)", " ngày", text)


def markdown(text: str) -> str:
    text = re.sub(r"(?m)^(?:\*\*)?([IVX]+\. .*?)(?:\*\*)?$", r"## \1", text)
    return re.sub(r"(?m)^- ", r"\\- ", text)


def _head(text: str) -> tuple[list[str], list[str], list[str]]:
    """Lines of the left and the right side of the head, and the rest; no sides where there is no head of the kind."""
    lines = text.split("\n")
    title = next((i for i, line in enumerate(lines) if line.strip(" *#") in ("KẾ HOẠCH", "QUYẾT ĐỊNH")), 0)
    if not 0 < title <= 20 or "|" in "".join(lines[:title]) or not any("CỘNG H" in line for line in lines[:title]):
        return [], [], lines
    if any(re.search(r"\S {4,}\S", line) for line in lines[:title]):
        return [], [], lines
    kept = [line.strip() for line in lines[:title] if line.strip(" -\\*")]
    right = [line for line in kept if MOTTO.search(line)]
    return [line for line in kept if line not in right], right, lines[title:]


def table_head(text: str) -> str:
    left, right, rest = _head(text)
    if not left:
        return text
    return "\n".join([f"| {'<br>'.join(left)} | {'<br>'.join(right)} |", "| --- | --- |", "", *rest])


def _cells(text: str) -> tuple[list[list[str]], list[str]]:
    """The four cells of a head as lines, row by row: issuer, motto, number, place and date; and the rest."""
    left, right, rest = _head(text)
    issuer, number = [line for line in left if "Số:" not in line], [line for line in left if "Số:" in line]
    motto, date = [line for line in right if ", ngày " not in line], [line for line in right if ", ngày " in line]
    return ([issuer, motto, number, date] if left else []), rest


def cells_in_lines(text: str) -> str:
    """As sites of law print it: one row of the head's table a line, a bar after each cell."""
    cells, rest = _cells(text)
    rows = [" | ".join(" ".join(cell) for cell in pair) + " |" for pair in (cells[:2], cells[2:]) if pair]
    return "\n".join(["Để sử dụng toàn bộ tiện ích, vui lòng ĐĂNG NHẬP để tiếp tục." if rows else "", *rows, *rest])


def cells_in_pieces(text: str) -> str:
    """The same after a careless conversion: a bar on a line of its own, every line broken anew after fifty letters."""
    cells, rest = _cells(text)
    lines = [line for cell in cells for line in (*cell, "-------", "|")]
    return "\n".join(textwrap.fill(line, 50, break_on_hyphens=False) for line in [*lines, *rest])


def first_word_apart(text: str) -> str:
    """The first word of the capitals on a line of its own, as pages saved from Word have it."""
    cells, rest = _cells(text)
    lines = [line for cell in cells for line in (*cell, "|")] + rest
    broken = [re.sub(r"^([A-ZÀ-Ỹ]+) (?=[A-ZÀ-Ỹ]{2,} [A-ZÀ-Ỹ])", r"\1\n", line) for line in lines]
    return "\n".join(textwrap.fill(line, 60, break_on_hyphens=False) if " " in line else line for line in broken)


def portal(text: str) -> str:
    """A job portal's page: crumbs, the facts of the document line by line, the document, links to others."""
    number, date = re.search(r"Số: ?(\S+/\S+)", text), re.search(r"ngày (\d\d?) tháng (\d\d?) năm (\d{4})", text)
    if not number or not date or not _head(text)[0]:
        return text
    day = f"{date[1]:0>2}/{date[2]:0>2}/{date[3]}"
    facts = [f"Số hiệu {number[1]}", f"Ngày ban hành {day}", f"Ngày có hiệu lực {day}", "Lĩnh vực Văn hóa - Xã hội"]
    head = ["Từ khóa gợi ý:", "Không tìm thấy từ khóa phù hợp", "", *facts, ""]
    return "\n".join([*head, text, "", "Văn bản liên quan", "Tải về", "Lượt xem: 88"])


def _blocks(lines: list[str]) -> list[list[list[str]]]:
    """Paragraphs and tables: a table is its rows of cells, a paragraph one row of one cell."""
    blocks: list[list[list[str]]] = []
    in_table = False
    for line in lines:
        row = [cell.strip(" *") for cell in line.strip().strip("|").split("|")] if line.startswith("|") else None
        if row and all(set(cell) <= set(":- ") for cell in row) and any(row):
            continue
        if row and in_table:
            blocks[-1].append(row)
        elif line.strip():
            blocks.append([row or [line]])
        in_table = bool(row)
    return blocks


def web_page(text: str) -> bytes:
    left, right, rest = _head(text)
    blocks = [[["\n".join(left), "\n".join(right)]], *_blocks(rest)] if left else _blocks(rest)
    body = ""
    for block in blocks:
        rows = ["".join(f"<td>{html.escape(cell).replace(chr(10), '<br>')}</td>" for cell in row) for row in block]
        plain = len(block) == 1 and len(block[0]) == 1
        body += (
            f"<p>{html.escape(block[0][0])}</p>\n" if plain else f"<table><tr>{'</tr><tr>'.join(rows)}</tr></table>\n"
        )
    menu = "<nav><ul><li>Trang chủ</li><li>Liên hệ</li></ul></nav>"
    return f"<html><body>{menu}{body}<footer>Bản quyền</footer></body></html>".encode()


def word_file(text: str) -> bytes:
    document, (left, right, rest) = docx.Document(), _head(text)
    blocks = [[["\n".join(left), "\n".join(right)]], *_blocks(rest)] if left else _blocks(rest)
    for block in blocks:
        if len(block) == 1 and len(block[0]) == 1:
            document.add_paragraph(unicodedata.normalize("NFC", block[0][0]))
            continue
        table = document.add_table(rows=len(block), cols=max(map(len, block)))
        for row, cells in zip(table.rows, block, strict=True):
            for cell, words in zip(row.cells, cells, strict=False):
                cell.text = words.replace("<br>", "\n")
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


LAYOUTS: dict[str, Callable[[str], str]] = {
    "as written": str,
    "one line": one_line,
    "wrapped": wrapped,
    "paged": paged,
    "old letters": old_letters,
    "nfd": nfd,
    "hard spaces": hard_spaces,
    "windows lines": lambda text: text.replace("\n", "\r\n"),
}
# These come on top; in the normal run every document takes a few of them, in turn, and under `full` all.
MORE: dict[str, Callable[[str], str | bytes]] = {
    "broken by pages": broken_by_pages,
    "without bullets": without_bullets,
    "abbreviated": abbreviated,
    "scanned": scanned,
    "markdown": markdown,
    "table head": table_head,
    "cells in lines": cells_in_lines,
    "cells in pieces": cells_in_pieces,
    "first word apart": first_word_apart,
    "portal": portal,
    "tcvn3": lambda text: tcvn3(unicodedata.normalize("NFC", text)),
    "vni": lambda text: vni(unicodedata.normalize("NFC", text)),
    "web page": web_page,
    "word file": word_file,
}
SUFFIX = {"web page": ".html", "word file": ".docx", "markdown": ".md"}


def copy_of(text: str, layout: str) -> tuple[bytes, str]:
    """The document in this layout, as a file and its name."""
    made = (LAYOUTS | MORE)[layout](text)
    return (made if isinstance(made, bytes) else made.encode()), f"ban-sao{SUFFIX.get(layout, '.txt')}"
