"""How the head row of a table of tasks or targets is told from any other line with bars (folded text)."""

from __future__ import annotations

import re

HEAD = re.compile(
    r"\|(?=\s*[*_]*(?:s?tt|so tt|so thu tu|muc|noi dung|(?:ten )?nhiem vu|hoat dong|cong viec|(?:ten )?chi tieu|"
    r"muc tieu|cac|co quan|don vi)(?!\w))"
)
BETWEEN = re.compile(r"\|\s+\|")
BLANK = re.compile(r"\s*")
RULE = re.compile(r"[\s|:\-]+")
FIRST_CELL = re.compile(r"(?m)^[ ]*(?:s?tt|so tt)[ ]*\n?[ ]*\|")
ONE = re.compile(r"0?1\.?|i\.?|a\.?")
LABEL = re.compile(r"(?:[ivx]{1,5}|[a-e]|\d{1,2}(?:\.\d{1,2}){0,2}|[-+])?[.)]?")
MOST_CELLS = 10
MOST_IN_ROW = 8000
BODY = r"(?:don vi|co quan|bo phan|nguoi|can bo|so|phong|dong chi|to chuc)"
COLUMNS = (
    ("label", re.compile(r"^(?:s?tt|so tt|so thu tu|muc)\.?$")),
    ("unit", re.compile(r"^(?:don vi(?: do| tinh)|dvt|dv tinh)")),
    ("time", re.compile(r"thoi (?:gian|han|diem)|tien do|hoan thanh|lo trinh")),
    (
        "value",
        re.compile(
            r"^(?:den |nam |chi tieu |ke hoach |muc tieu |kh |thuc hien |"
            r"uoc )*(?:nam )?20\d\d(?: ?- ?20\d\d)?(?: ?\([^)]*\))?$|"
            r"^(?:muc tieu|ke hoach|gia tri|chi tieu giao|muc (?:dat|phan dau))(?: nam)?$"
        ),
    ),
    ("partner", re.compile(r"phoi hop|tham gia")),
    (
        "lead",
        re.compile(
            rf"chu tri|^thuc hien$|{BODY}[^|]{{0,24}}(?:thuc hien|phu trach|chiu trach nhiem|tham muu)|"
            r"^(?:phan cong|trach nhiem|dau moi|don vi|co quan)"
        ),
    ),
    ("product", re.compile(r"san pham|ket qua|ghi chu|hinh thuc")),
    ("money", re.compile(r"kinh phi|nguon luc|ngan sach")),
    ("content", re.compile(r"noi dung|nhiem vu|hoat dong|cong viec|giai phap|chi tieu|muc tieu|cong tac|dau viec")),
)
DUTY_COLUMNS = tuple(row for row in COLUMNS if row[0] in ("time", "partner", "lead"))


def columns_of(heads: list[str]) -> tuple[str, ...] | None:
    """What each column is for; None when the line is no head of a table this reader knows."""
    roles = [next((role for role, pattern in COLUMNS if pattern.search(head)), "") for head in heads]
    if "content" not in roles or not {"lead", "partner", "time", "value"} & set(roles):
        return None
    return tuple(roles)


def table_rows(folded: str) -> list[tuple[int, int]]:
    """Every row of the tables of tasks or targets, from its first bar to behind its last, wherever lines break."""
    rows = cell_stream(folded)
    if rows:
        return rows
    done = 0
    for found in HEAD.finditer(folded):
        if found.start() < done:
            continue
        head = head_row(folded, found.start())
        if head is None:
            continue
        rows.append(head)
        done = head[1]
        width = folded.count("|", *head) - 1
        while (row := next_row(folded, done, width)) is not None:
            if not RULE.fullmatch(folded, *row):
                rows.append(row)
            done = row[1]
    return rows


def cell_stream(folded: str) -> list[tuple[int, int]]:
    """A table copied cell by cell, each closed by a bar and rows by nothing: the first label tells the width."""
    rows: list[tuple[int, int]] = []
    done = 0
    for found in FIRST_CELL.finditer(folded):
        if found.start() < done:
            continue
        cells = stream_cells(folded, found.start(), MOST_CELLS + 1)
        width = next((n for n, (a, b) in enumerate(cells) if n and ONE.fullmatch(folded[a:b].strip())), 0)
        if width < 3 or columns_of([" ".join(folded[a:b].split()) for a, b in cells[:width]]) is None:
            continue
        rows.append((cells[0][0], cells[width - 1][1] + 1))
        done = rows[-1][1]
        while (row := stream_row(folded, done, width)) is not None:
            rows.append(row)
            done = row[1]
    return rows


def stream_row(folded: str, at: int, width: int) -> tuple[int, int] | None:
    cells = stream_cells(folded, at, width)
    if len(cells) < width or not LABEL.fullmatch(folded[slice(*cells[0])].strip()):
        return None
    return BLANK.match(folded, at).end(), cells[-1][1] + 1  # type: ignore[union-attr]


def stream_cells(folded: str, start: int, most: int) -> list[tuple[int, int]]:
    """The next cells, each up to its bar."""
    out: list[tuple[int, int]] = []
    at = start
    while len(out) < most:
        stop = folded.find("|", at, min(len(folded), at + MOST_IN_ROW))
        if stop < 0:
            break
        out.append((at, stop))
        at = stop + 1
    return out


def head_row(folded: str, start: int) -> tuple[int, int] | None:
    """The head that begins with this bar: as far as its line goes, or as far as its cells are filled."""
    line = line_end(folded, start)
    ends = [line] if folded[start:line].rstrip().endswith("|") else []
    blank = BETWEEN.search(folded, start + 1, min(len(folded), start + 700))
    ends += [blank.start() + 1] if blank else []
    for end in ends:
        end = start + len(folded[start:end].rstrip())
        cells = folded[start + 1 : end - 1].split("|")
        if 3 <= len(cells) <= 16 and end - start < 700 and columns_of([" ".join(c.split()) for c in cells]):
            return start, end
    return None


def line_end(folded: str, start: int) -> int:
    most = min(len(folded), start + MOST_IN_ROW)
    found = folded.find("\n", start, most)
    return most if found < 0 else found


def next_row(folded: str, at: int, width: int) -> tuple[int, int] | None:
    """The row behind `at`: one line that ends with a bar, or as many cells as the head has."""
    start = BLANK.match(folded, at).end()  # type: ignore[union-attr]
    if folded[start : start + 1] != "|":
        return None
    line = line_end(folded, start)
    end = start + len(folded[start:line].rstrip())
    if end - start > 1 and folded[end - 1] == "|":
        behind = BLANK.match(folded, end).end()  # type: ignore[union-attr]
        cells = folded.count("|", start, end) - 1
        if cells == width or (cells < width and folded[behind : behind + 1] == "|"):
            return start, end
    stop = start
    for _ in range(width):
        stop = folded.find("|", stop + 1, start + MOST_IN_ROW)
        if stop < 0:
            return None
    return start, stop + 1
