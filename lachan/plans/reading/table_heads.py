"""How the head row of a table of tasks or targets is told from any other line with bars (folded text)."""

from __future__ import annotations

import re

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


def row_lines(folded: str) -> set[int]:
    """The starts of the lines that are rows of a task or target table: their bars stay; other bars part lines."""
    kept: set[int] = set()
    inside, at = False, 0
    for line in folded.split("\n"):
        if line.count("|") >= 2:
            heads = [" ".join(cell.split()) for cell in line.strip().strip("|").split("|")]
            inside = inside or (len(heads) >= 3 and columns_of(heads) is not None)
            if inside:
                kept.add(at)
        elif line.strip():
            inside = False
        at += len(line) + 1
    return kept
