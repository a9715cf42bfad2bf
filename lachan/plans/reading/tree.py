"""The tree of items: of all ways to take or leave the candidates, the one that breaks the fewest expectations."""

from __future__ import annotations

from dataclasses import dataclass

from lachan.plans.reading.markers import HARD, LETTERS, SENTENCE, Candidate, roman_of

BEAM = 12
HOPELESS = 10.0
RANK = {
    "part": 0,
    "article": 1,
    "upper": 2,
    "roman": 3,
    "arabic": 4,
    "dotted": 5,
    "paren": 6,
    "letter": 7,
    "round": 7.5,
    "star": 8,
    "bullet": 9,
    "dot": 9.5,
    "plus": 10,
    "row_upper": 5.50,
    "row_roman": 5.51,
    "row_arabic": 5.52,
    "row_dotted": 5.53,
    "row_letter": 5.54,
    "row_bullet": 5.55,
}
BULLETS = frozenset({"bullet", "dot", "plus", "star", "row_bullet"})
Level = tuple[str, tuple[int, ...]]


@dataclass(frozen=True)
class State:
    """One way so far: its cost, the open levels, and the chain of what was taken."""

    cost: float
    stack: tuple[Level, ...]
    taken: tuple | None  # (candidate, stack after it, taken before)


@dataclass(frozen=True)
class Placed:
    """A candidate that was taken, with the open levels down to itself."""

    candidate: Candidate
    stack: tuple[Level, ...]


def best_tree(candidates: list[Candidate]) -> list[Placed]:
    """Beam search: the work grows with the number of candidates, not with its powers."""
    beam = [State(0.0, (), None)]
    for candidate in candidates:
        grown: dict[tuple[Level, ...], State] = {}
        for state in beam:
            keep(grown, State(state.cost + candidate.loss, state.stack, state.taken))
            for cost, stack in placements(candidate, state.stack):
                keep(grown, State(state.cost + cost + candidate.doubt, stack, (candidate, stack, state.taken)))
        beam = sorted(grown.values(), key=lambda s: s.cost)[:BEAM]
        beam = [state for state in beam if state.cost <= beam[0].cost + HOPELESS]
    return unrolled(beam[0])


def keep(grown: dict[tuple[Level, ...], State], state: State) -> None:
    known = grown.get(state.stack)
    if known is None or state.cost < known.cost:
        grown[state.stack] = state


def unrolled(state: State) -> list[Placed]:
    out: list[Placed] = []
    link = state.taken
    while link is not None:
        candidate, stack, link = link
        out.append(Placed(candidate, stack))
    return out[::-1]


def placements(candidate: Candidate, stack: tuple[Level, ...]) -> list[tuple[float, tuple[Level, ...]]]:
    """Where the candidate could stand: next in an open list, first of a new one, or inside the last item."""
    if candidate.kind in BULLETS:
        return bullet_placements(candidate, stack)
    if candidate.kind == "dotted":
        return [dotted_placement(candidate, stack)]
    out: list[tuple[float, tuple[Level, ...]]] = []
    for depth in range(len(stack) - 1, -1, -1):
        kind, last = stack[depth]
        if kind == candidate.kind:
            cost, number = step(kind, last[-1], candidate.number[-1])
            out.append((cost, (*stack[:depth], (kind, (number,)))))
            break
    out.extend(fresh(candidate, stack))
    return out


def step(kind: str, last: int, number: int) -> tuple[float, int]:
    """The cost of `number` after `last` in one list, and the number it must have meant."""
    if kind == "part":
        return 0.0, last + 1
    gap = number - last
    if gap == 1:
        return 0.0, number
    if kind == "letter" and gap == 0 and LETTERS[number - 1] == "d":
        return 0.3, number + 1
    if kind == "letter" and gap == 2 and LETTERS[number - 1] in "eg":
        return 0.4, number
    if gap == 2:
        return 1.8, number
    return (3.2 if 2 < gap <= 4 else 6.0), number


def fresh(candidate: Candidate, stack: tuple[Level, ...]) -> list[tuple[float, tuple[Level, ...]]]:
    """A new list: under the deepest level of higher rank, and under the last item whatever its rank."""
    number = candidate.number[-1]
    late = 0.0 if number <= 1 else 2.2 if number == 2 else 4.5
    late += 0.0 if candidate.place == HARD else 0.5 if candidate.place == SENTENCE else 1.0
    rank = RANK[candidate.kind]
    kept = tuple(level for level in stack if RANK[level[0]] < rank)
    again = any(kind == candidate.kind for kind, _ in stack)
    out = [(late + (3.0 if again else 0.0), (*kept, (candidate.kind, (max(number, 0),))))]
    if stack and len(kept) < len(stack) and stack[-1][0] != candidate.kind and number == 1 and len(stack) < 7:
        out.append((late + 2.4, (*stack, (candidate.kind, (number,)))))
    return out


def bullet_placements(candidate: Candidate, stack: tuple[Level, ...]) -> list[tuple[float, tuple[Level, ...]]]:
    for depth in range(len(stack) - 1, -1, -1):
        kind, number = stack[depth]
        if kind == candidate.kind:
            return [(0.0, (*stack[:depth], (kind, (number[0] + 1,))))]
    kept = tuple(level for level in stack if RANK[level[0]] < RANK[candidate.kind])
    lost = 0.0 if stack else 1.0
    return [(lost + (0.0 if candidate.kind != "plus" else 0.1), (*kept, (candidate.kind, (1,))))]


def dotted_placement(candidate: Candidate, stack: tuple[Level, ...]) -> tuple[float, tuple[Level, ...]]:
    """«1.2» belongs under 1; right under a roman heading it opens the list itself."""
    *prefix, number = candidate.number
    kept = tuple(level for level in stack if RANK[level[0]] < RANK["dotted"])
    above = [level for level in stack if level[0] == "dotted" and len(level[1]) < len(candidate.number)]
    same = [level for level in stack if level[0] == "dotted" and len(level[1]) == len(candidate.number)]
    arabic = next((n for kind, n in reversed(stack) if kind == "arabic"), None)
    roman = next((n for kind, n in reversed(stack) if kind == "roman"), None)
    if same and list(same[0][1][:-1]) == prefix:
        cost = 0.0 if number == same[0][1][-1] + 1 else 2.0
    elif (arabic and arabic[0] == prefix[0]) or not arabic:
        fits = number == 1 or bool(roman and len(prefix) == 1 and roman[0] == prefix[0])
        cost = 0.2 if fits else 1.5
    else:
        cost = 0.8 if number == 1 and prefix[0] == arabic[0] + 1 else 3.5
        kept = tuple(level for level in kept if level[0] != "arabic")
    return cost, (*kept, *above[: len(candidate.number) - 2], ("dotted", candidate.number))


def path_of(stack: tuple[Level, ...]) -> str:
    """«II.3.-4»: the logical labels joined by dots; an article opens no level of its own."""
    parts: list[str] = []
    stack = tuple((kind.removeprefix("row_"), number) for kind, number in stack)
    for kind, number in stack:
        if kind == "article" and len(stack) > 1:
            continue
        parts.append(part_of(kind, number, [n for k, n in stack if k == "arabic"]))
    return ".".join(parts)


def part_of(kind: str, number: tuple[int, ...], arabic: list[tuple[int, ...]]) -> str:
    if kind == "dotted":
        inside = bool(arabic) and arabic[-1][0] == number[0]
        return str(number[-1]) if inside or len(number) > 2 else ".".join(map(str, number))
    signs = {"bullet": "-", "dot": "-", "plus": "+", "star": "*", "article": "Đ", "part": "P"}
    if kind in signs:
        return f"{signs[kind]}{number[0]}"
    if kind == "letter":
        return LETTERS[min(number[0], len(LETTERS)) - 1]
    if kind == "upper":
        return "ABCDE"[number[0] - 1]
    return roman_of(number[0]) if kind == "roman" else str(number[0])
