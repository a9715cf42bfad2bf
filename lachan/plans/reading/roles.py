"""What each part of the outline is for: objectives, targets, tasks, money, time - by its heading and its parents'."""

from __future__ import annotations

import re

from lachan.plans.reading.normalise import Normal, is_capitals, words
from lachan.plans.reading.outline import Node, Outline

TOP = (
    ("assign", re.compile(r"^(?:to chuc (?:thuc hien|trien khai)|phan cong|trach nhiem)")),
    ("budget", re.compile(r"^(?:(?:du toan |nguon )?kinh phi|ngan sach|nguon luc tai chinh)")),
    (
        "time",
        re.compile(
            r"^(?:thoi gian|tien do|lo trinh|doi tuong|pham vi|dia ban|nguyen tac)(?!.*(?:nhiem vu|giai phap|noi dung))"
        ),
    ),
    (
        "situation",
        re.compile(
            r"^(?:(?:khai quat |danh gia )?(?:tinh hinh|thuc trang|dac diem|boi canh|"
            r"ket qua|ton tai|nhung ton tai|kho khan|can cu|co so|su can thiet|hien trang|"
            r"du bao)|danh gia)"
        ),
    ),
    (
        "task",
        re.compile(
            r"nhiem vu|giai phap|noi dung|hoat dong|bien phap|cong viec|phan cong|to chuc thuc hien|trach nhiem"
        ),
    ),
    ("target", re.compile(r"^(?:cac |mot so |nhung |he thong )?chi tieu")),
    ("objective", re.compile(r"muc dich|yeu cau|muc tieu|quan diem|chi tieu|dinh huong")),
    ("budget", re.compile(r"kinh phi|ngan sach")),
    ("situation", re.compile(r"tinh hinh|thuc trang|ket qua dat duoc")),
)
INNER = (
    ("target", re.compile(r"^(?:(?:cac|mot so|nhung|he thong)\s+)?(?:chi tieu|muc tieu cu the)")),
    (
        "objective",
        re.compile(r"^(?:muc dich|yeu cau|muc tieu|quan diem|dinh huong)(?! .*(?:tuyen truyen|doi voi nan nhan))"),
    ),
    ("budget", re.compile(r"^(?:nguon |du toan |ve )?kinh phi(?! .*(?:chu tri|phoi hop))")),
    (
        "time",
        re.compile(
            r"^(?:thoi gian|thoi han|tien do|lo trinh|dia diem|pham vi|doi tuong(?: thuc hien|"
            r" ap dung| thu huong)?(?=\s*[:.]|\s*$))"
        ),
    ),
    (
        "situation",
        re.compile(r"^(?:tinh hinh|thuc trang|ket qua (?:dat|thuc hien)|ton tai|han che|nguyen nhan|kho khan)"),
    ),
    ("task", re.compile(r"^(?:nhiem vu|giai phap|noi dung|hoat dong)")),
    ("assign", re.compile(r"^(?:to chuc thuc hien|phan cong|trach nhiem)")),
)
LABELLED = re.compile(
    r"^(?:thoi gian|thoi diem|thoi han|tien do|lo trinh|kinh phi|nguon kinh phi|dia diem|doi tuong|pham vi|"
    r"chi tieu|muc tieu|thanh phan|so luong|hinh thuc|chu de|khau hieu|thong diep|ten goi)(?:\s+[^:.;]{0,70})?:"
)
CLOSING_WORDS = re.compile(
    r"^(?:tren day la|qua trinh thuc hien|trong qua trinh (?:to chuc |trien khai )?thuc hien,? neu co|"
    r"yeu cau cac (?:co quan|don vi|so|dia phuong|phong).{0,200}(?:nghiem tuc|"
    r"trien khai thuc hien)|nhan duoc ke hoach)"
)


def roles_of(normal: Normal, outline: Outline) -> dict[str, str]:
    """The role of every node by its path; inner headings overrule their parents only where they begin with the word."""
    roles: dict[str, str] = {}
    kinds = {node.path: node.kind for node in outline.nodes}
    for node in outline.nodes:
        text = folded_head(normal, node)
        parent = roles.get(node.parent, "")
        top = not parent or kinds.get(node.parent) in ("part", "article", "upper")
        own = by_table(TOP if top else INNER, text) if heading_like(normal, node) else None
        if own is None and node.leaf and LABELLED.match(text):
            own = (
                "budget"
                if "kinh phi" in text[:20]
                else "target"
                if text.startswith(("chi tieu", "muc tieu cu the"))
                else "objective"
                if text.startswith("muc tieu")
                else "time"
            )
        if node.kind == "article":
            own = "article"
        roles[node.path] = own or (parent if parent != "article" else "task") or "task"
    return roles


def folded_head(normal: Normal, node: Node) -> str:
    return " ".join(normal.folded[node.start : min(node.end, node.start + 300)].split())


def heading_like(normal: Normal, node: Node) -> bool:
    if node.heading or not node.leaf:
        return True
    head = normal.clean(node.start, min(node.end, node.start + 240))
    return is_capitals(head) or (len(words(head)) <= 12 and (node.depth == 1 or head.endswith(":")))


def by_table(rows: tuple[tuple[str, re.Pattern[str]], ...], text: str) -> str | None:
    return next((role for role, pattern in rows if pattern.search(text[:160])), None)
