"""From placed labels to the outline: headings cut from their sentences, paragraphs under headings, lost bullets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

from lachan.plans.reading.agencies import Agencies
from lachan.plans.reading.lines import Line, lines_of
from lachan.plans.reading.markers import find_markers
from lachan.plans.reading.normalise import Normal, is_capitals, words
from lachan.plans.reading.places import CAPITALS
from lachan.plans.reading.regions import CLOSING, Part
from lachan.plans.reading.tree import BULLETS, Placed, best_tree, path_of
from lachan.plans.reading.vocabulary import starters

ENDED = re.compile(r"[.;!?…][\"”')]?\s*$")
CAPITAL_RUN = re.compile(rf"(?:[{CAPITALS}]|[\s,;:\-–/()&.\"“”'\d])+")
OPENS = re.compile(r"(?<=\s)(?:Các|Những|Trong|Khi|Từ|Để|Đối với|Mỗi|Trường hợp|Ngoài|Sau|Trước|Việc|Cần|Phải)(?!\w)")
MANY_LISTS = 3  # so many lists without bullets are no accident
FULL_STOP = re.compile(r"[.;:!?](?=\s|$)")


@dataclass(frozen=True)
class Node:
    """One item: its own words from `start` to `end`, without its label and without what hangs under it."""

    path: str
    kind: str
    label: str
    label_start: int
    start: int
    end: int
    parent: str
    depth: int
    leaf: bool = True
    heading: bool = False


@dataclass(frozen=True)
class Outline:
    nodes: tuple[Node, ...]
    closing: int
    skipped: tuple[str, ...]
    bullets_lost: bool


def read_outline(normal: Normal, part: Part, agencies: Agencies) -> Outline:
    closing = closing_at(normal, part)
    lines = lines_of(normal, part.body, closing)
    placed = best_tree(find_markers(normal, lines, closing))
    hard = [line.start for line in lines if line.hard]
    lost = not any(p.candidate.kind in ("bullet", "dot") for p in placed)
    nodes = expand_all(normal, agencies, placed, closing, hard, lost)
    if lost and len({node.parent for node in nodes if node.kind == "lost"}) < MANY_LISTS:
        nodes = expand_all(normal, agencies, placed, closing, hard, False)
    if not placed:
        nodes = loose_paragraphs(normal, lines)
    return Outline(unique(nodes), closing, gaps(placed), lost and any(n.kind == "lost" for n in nodes))


def expand_all(
    normal: Normal, agencies: Agencies, placed: list[Placed], closing: int, hard: list[int], lost: bool
) -> list[Node]:
    nodes: list[Node] = []
    for number, item in enumerate(placed):
        following = placed[number + 1] if number + 1 < len(placed) else None
        end = following.candidate.start if following else closing
        nodes.extend(expand(normal, agencies, item, following, end, hard, lost))
    return nodes


def closing_at(normal: Normal, part: Part) -> int:
    """Before the closing paragraph «Trên đây là …», when it stands near the end."""
    found = None
    for match in CLOSING.finditer(normal.folded, max(part.body, part.tail - 2500), part.tail):
        if normal.text[match.start()].isupper():
            found = match.start()
            break
    return found if found is not None else part.tail


def expand(
    normal: Normal, agencies: Agencies, item: Placed, following: Placed | None, end: int, hard: list[int], lost: bool
) -> list[Node]:
    """The item itself and the unnumbered paragraphs under it."""
    candidate = item.candidate
    has_children = (
        following is not None
        and len(following.stack) > len(item.stack)
        and following.stack[: len(item.stack)] == item.stack
    )
    blocks = blocks_of(candidate.end, end, hard)
    cut = glued_heading(
        normal, agencies, blocks[0], alone=has_children or len(blocks) > 1, bulleted=candidate.kind in BULLETS
    )
    if cut is not None:
        blocks = [(blocks[0][0], cut), (cut, blocks[0][1]), *blocks[1:]]
    path, parent = path_of(item.stack), path_of(item.stack[:-1])
    node = Node(
        path,
        candidate.kind,
        candidate.label,
        candidate.start,
        *blocks[0],
        parent,
        len(item.stack),
        not has_children,
        has_children,
    )
    rest = blocks[1:]
    if rest and not has_children and not is_heading(normal, blocks[0], cut is not None, lost and len(rest) > 1):
        return [with_end(node, rest[-1][1])]
    if not rest:
        return [node]
    numbered = lost and len(rest) > 1 and not has_children
    under = [
        paragraph(path, number, block, len(item.stack) + 1, numbered, not has_children)
        for number, block in enumerate(rest, 1)
    ]
    return [with_heading(node), *under]


def with_end(node: Node, end: int) -> Node:
    return Node(
        node.path,
        node.kind,
        node.label,
        node.label_start,
        node.start,
        end,
        node.parent,
        node.depth,
        node.leaf,
        node.heading,
    )


def with_heading(node: Node) -> Node:
    return Node(
        node.path, node.kind, node.label, node.label_start, node.start, node.end, node.parent, node.depth, False, True
    )


def paragraph(path: str, number: int, block: tuple[int, int], depth: int, lost: bool, leaf: bool) -> Node:
    kind = "lost" if lost else "para" if leaf else "intro"
    return Node(f"{path}.{'-' if lost else 'p'}{number}", kind, "", block[0], *block, path, depth, True)


def blocks_of(start: int, end: int, hard: list[int]) -> list[tuple[int, int]]:
    """The paragraphs between two labels."""
    cuts = hard[bisect_right(hard, start) : bisect_left(hard, end)]
    edges = [start, *cuts, end]
    return [(a, b) for a, b in pairwise(edges) if b > a] or [(start, end)]


def is_heading(normal: Normal, block: tuple[int, int], cut: bool, lost: bool) -> bool:
    """Whether the first paragraph of an item is its heading and not its first sentence."""
    text = normal.clean(*block)
    if cut or is_capitals(text) or text.endswith(":"):
        return True
    if ENDED.search(text):
        return lost and len(words(text)) <= 60
    return len(words(text)) <= 40


def glued_heading(
    normal: Normal, agencies: Agencies, block: tuple[int, int], alone: bool, bulleted: bool
) -> int | None:
    """Where the sentence begins when a heading and its text stand in one line; None when nothing is glued."""
    start, end = block
    cut = (
        capitals_end(normal, start, end)
        or agency_heading_end(normal, agencies, start, end)
        or (None if bulleted else starter_cut(normal, agencies, start, end))
    )
    if cut is None or end - cut < (45 if alone else 12) or not normal.text[cut:end].strip():
        return None
    return cut


def capitals_end(normal: Normal, start: int, end: int) -> int | None:
    """«KINH PHÍ THỰC HIỆN Từ nguồn …»: the end of the capitals."""
    found = CAPITAL_RUN.match(normal.text, start, min(end, start + 400))
    if found is None or found.end() >= end:
        return None
    stop = normal.text.rfind(" ", start, found.end()) + 1 if not normal.text[found.end() - 1].isspace() else found.end()
    run = normal.text[start:stop]
    if len(words(run)) < 2 or not is_capitals(run) or not normal.text[stop : stop + 1].isupper():
        return None
    return stop


def agency_heading_end(normal: Normal, agencies: Agencies, start: int, end: int) -> int | None:
    """«Sở Y tế Chỉ đạo …»: a list of bodies, then a capital that begins a sentence."""
    at = start
    opening = re.compile(r"(?:đề nghị|giao)\s+").match(normal.lowered, start)
    at = opening.end() if opening else at
    index = agencies.named_at(at)
    if index is None:
        return None
    stop = agencies.list_at(index, end)[-1].end
    extra = re.compile(r"\s+và\s+các\s+tổ\s+chức\s+thành\s+viên").match(normal.lowered, stop)
    stop = extra.end() if extra else stop
    gap = re.compile(r"\s+").match(normal.text, stop, end)
    if gap and normal.text[gap.end() : gap.end() + 1].isupper() and starters().match(normal.folded, gap.end()):
        return gap.end()
    return None


def starter_cut(normal: Normal, agencies: Agencies, start: int, end: int) -> int | None:
    """«Công tác tuyên truyền Đẩy mạnh …»: no punctuation yet, and a capital begins a task sentence."""
    stop = FULL_STOP.search(normal.text, start, min(end, start + 180))
    limit = stop.start() if stop else min(end, start + 180)
    for found in sorted(
        [*starters().finditer(normal.folded, start + 8, limit), *OPENS.finditer(normal.text, start + 8, limit)],
        key=lambda m: m.start(),
    ):
        at = found.start()
        if (
            normal.text[at].isupper()
            and normal.text[at - 1].isspace()
            and normal.text[at - 2].islower()
            and normal.text[at + 1].islower()
        ):
            return None if inside_name(normal, agencies, at) else at
    return None


def inside_name(normal: Normal, agencies: Agencies, at: int) -> bool:
    """A capital inside a body's name or after a type word is no sentence («Sở Thông tin …»)."""
    around = agencies.between(at - 120, at)
    return any(m.end > at for m in around) or bool(
        re.search(
            r"(?:sở|phòng|bộ|trung tâm|ban|cục|vụ|và|-|,|cổng|trang|đài|hội|chiến lược|"
            r"chương trình|đội|viện|luật|ngày|tháng)\s*$",
            normal.lowered[max(0, at - 14) : at],
        )
    )


def loose_paragraphs(normal: Normal, lines: list[Line]) -> list[Node]:
    """A text without a single label has no plan tree."""
    return []


def unique(nodes: list[Node]) -> tuple[Node, ...]:
    """Paths are keys: a repeated one gets a mark, so that nothing is lost or overwritten."""
    seen: dict[str, int] = {}
    out = []
    for node in nodes:
        seen[node.path] = seen.get(node.path, 0) + 1
        again = f"{node.path}~{seen[node.path]}" if seen[node.path] > 1 else node.path
        out.append(
            Node(
                again,
                node.kind,
                node.label,
                node.label_start,
                node.start,
                node.end,
                node.parent,
                node.depth,
                node.leaf,
                node.heading,
            )
        )
    return tuple(out)


def gaps(placed: list[Placed]) -> tuple[str, ...]:
    """Labels that do not follow the one before: a number is missing or read wrongly."""
    last: dict[tuple, int] = {}
    out = []
    for item in placed:
        kind, number = item.stack[-1]
        if kind in BULLETS or kind == "part":
            continue
        above = (item.stack[:-1], kind, number[:-1])
        expected = last.get(above, 0) + 1
        if number[-1] != expected:
            out.append(path_of(item.stack))
        last[above] = number[-1]
    return tuple(out)
