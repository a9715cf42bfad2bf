"""From placed labels to the outline: headings cut from their sentences, paragraphs under headings, lost bullets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise

from lachan.plans.reading.agencies import Agencies
from lachan.plans.reading.headings import glued_heading, is_heading
from lachan.plans.reading.lines import lines_of
from lachan.plans.reading.markers import find_markers
from lachan.plans.reading.normalise import CELL, Normal
from lachan.plans.reading.regions import ANNEX, CLOSING, Part
from lachan.plans.reading.tables import Row, read_rows, row_candidates
from lachan.plans.reading.tree import BULLETS, Placed, best_tree, path_of

FORM = re.compile(r"(?<!\w)(?:bieu mau|mau bao cao|de cuong|so lieu|thong ke|ket qua thuc hien)(?!\w)")
CUT = re.compile(r"\[\s?(?:\.{3}|…)\s?\]")
MANY_LISTS = 3  # so many lists without bullets are no accident


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
    rows: dict[str, Row]


def read_outline(normal: Normal, part: Part, agencies: Agencies) -> Outline:
    closing = closing_at(normal, part)
    lines = lines_of(normal, part.body, closing)
    rows = {row.start: row for row in read_rows(normal, [(line.start, line.end) for line in lines])}
    plain = [line for line in lines if CELL not in normal.text[line.start : line.end]]
    found = [*find_markers(normal, plain, closing), *row_candidates(normal, rows.values())]
    placed = best_tree(sorted(found, key=lambda c: c.start))
    hard = [line.start for line in plain if line.hard]
    lost = not any(p.candidate.kind in ("bullet", "dot") for p in placed)
    nodes = expand_all(normal, agencies, placed, closing, hard, lost)
    if lost and len({node.parent for node in nodes if node.kind == "lost"}) < MANY_LISTS:
        nodes = expand_all(normal, agencies, placed, closing, hard, False)
    nodes += annex_nodes(normal, part, rows)
    whole = unique(nodes)
    by_path = {n.path: rows[n.label_start] for n in whole if n.label_start in rows}
    return Outline(whole, closing, gaps(placed), lost and any(n.kind == "lost" for n in whole), by_path)


def annex_nodes(normal: Normal, part: Part, rows: dict[int, Row]) -> list[Node]:
    """The tables of annexes («Phụ lục») behind the signature; other text of an annex is a form, not a plan."""
    heads = [m.start() for m in ANNEX.finditer(normal.text, part.annex, part.end)]
    nodes: list[Node] = []
    for number, (start, end) in enumerate(pairwise([*heads, part.end]), 1):
        lines = lines_of(normal, start, end)
        here = {r.start: r for r in read_rows(normal, [(line.start, line.end) for line in lines])}
        if not here or not any(row.promises for row in here.values()) or FORM.search(normal.folded, start, min(here)):
            continue
        rows |= here
        path = "PL" if len(heads) == 1 else f"PL{number}"
        titled = [line for line in lines if line.end <= min(here) and CELL not in normal.text[line.start : line.end]]
        label = normal.clean(titled[0].start, titled[0].end)
        words = titled[1:4] or titled[:1]
        nodes.append(Node(path, "annex", label, start, words[0].start, words[-1].end, "", 1, False, True))
        for item, following in pairwise([*best_tree(row_candidates(normal, here.values())), None]):
            if item is not None:
                nodes.append(row_node(item, following, path))
    return nodes


def row_node(item: Placed, following: Placed | None, above: str = "") -> Node:
    """A row of a table is an item with its words in one cell."""
    candidate = item.candidate
    parts = [above, path_of(item.stack)] if above else [path_of(item.stack)]
    parents = [p for p in (above, path_of(item.stack[:-1])) if p]
    inner = is_inside(item, following)
    return Node(
        ".".join(parts), candidate.kind, candidate.label, candidate.start, candidate.end, candidate.stop,
        ".".join(parents), len(item.stack) + bool(above), not inner, inner,
    )  # fmt: skip


def is_inside(item: Placed, following: Placed | None) -> bool:
    """Whether what follows hangs under the item."""
    depth = len(item.stack)
    return following is not None and len(following.stack) > depth and following.stack[:depth] == item.stack


def expand_all(
    normal: Normal, agencies: Agencies, placed: list[Placed], closing: int, hard: list[int], lost: bool
) -> list[Node]:
    nodes: list[Node] = []
    for number, item in enumerate(placed):
        following = placed[number + 1] if number + 1 < len(placed) else None
        end = following.candidate.start if following else closing
        if item.candidate.stop:
            nodes.append(row_node(item, following))
            nodes.extend(behind_table(item, following, hard, end))
        else:
            table = normal.text.find(CELL, item.candidate.end, end)
            end = max(normal.text.rfind("\n", item.candidate.end, table), item.candidate.end) if table > 0 else end
            nodes.extend(expand(normal, agencies, item, following, end, hard, lost))
    return nodes


def behind_table(item: Placed, following: Placed | None, hard: list[int], end: int) -> list[Node]:
    """Paragraphs between the last row of a table and the next item belong to the item above the table."""
    if following is not None and following.candidate.stop:
        return []
    stack = tuple(level for level in item.stack if not level[0].startswith("row"))
    cuts = hard[bisect_right(hard, item.candidate.stop) : bisect_left(hard, end)]
    path = path_of(stack)
    return [
        Node(f"{path}.p{number}", "para", "", a, a, b, path, len(stack) + 1)
        for number, (a, b) in enumerate(pairwise([*cuts, end]), 1)
    ]


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
    has_children = is_inside(item, following)
    blocks = blocks_of(candidate.end, end, hard)
    cut = glued_heading(
        normal, agencies, blocks[0], alone=has_children or len(blocks) > 1, bulleted=candidate.kind in BULLETS
    )
    if cut is not None:
        blocks = [(blocks[0][0], cut), (cut, blocks[0][1]), *blocks[1:]]
    while len(blocks) > 1 and CUT.fullmatch(normal.clean(*blocks[-1])):
        blocks.pop()
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
        return [replace(node, end=rest[-1][1])]
    if not rest:
        return [node]
    numbered = lost and len(rest) > 1 and not has_children
    under = [
        paragraph(path, number, block, len(item.stack) + 1, numbered, not has_children)
        for number, block in enumerate(rest, 1)
    ]
    return [replace(node, leaf=False, heading=True), *under]


def paragraph(path: str, number: int, block: tuple[int, int], depth: int, lost: bool, leaf: bool) -> Node:
    kind = "lost" if lost else "para" if leaf else "intro"
    return Node(f"{path}.{'-' if lost else 'p'}{number}", kind, "", block[0], *block, path, depth, True)


def blocks_of(start: int, end: int, hard: list[int]) -> list[tuple[int, int]]:
    """The paragraphs between two labels."""
    cuts = hard[bisect_right(hard, start) : bisect_left(hard, end)]
    edges = [start, *cuts, end]
    return [(a, b) for a, b in pairwise(edges) if b > a] or [(start, end)]


def unique(nodes: list[Node]) -> tuple[Node, ...]:
    """Paths are keys: a repeated one gets a mark, so that nothing is lost or overwritten."""
    seen: dict[str, int] = {}
    out = []
    for node in nodes:
        seen[node.path] = seen.get(node.path, 0) + 1
        again = f"{node.path}~{seen[node.path]}" if seen[node.path] > 1 else node.path
        out.append(replace(node, path=again))
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
