"""Status × verb × role of a procedure, drawn as text that a lawyer can read without the program."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lachan.access.checks import CHECKS
from lachan.access.roles import Role
from lachan.base.labels import Labelled
from lachan.base.moves import Move, Procedure

MAY, IF, OTHERS, NEVER = "●", "○", "–", "·"
LEGEND = (
    (MAY, "vai trò này làm được, khi cơ quan đứng đúng quan hệ với hồ sơ (xem quyen-han.md)"),
    (IF, "làm được nếu người trong hồ sơ đúng điều kiện ghi dưới bảng"),
    (OTHERS, "bước này có ở trạng thái đó, nhưng là việc của vai trò khác"),
    (NEVER, "không có bước này ở trạng thái đó: phần mềm từ chối và nói có thể làm gì"),
)


def cell(move: Move, status: Labelled, role: Role, conditional: Callable[[str], str]) -> str:
    """What happens when this role tries this move on a record in this status."""
    if status not in move.sources:
        return NEVER
    if not any(role in row.roles for row in CHECKS[move.verb].rows):
        return OTHERS
    return IF if conditional(move.verb) else MAY


def matrix(procedure: Procedure, conditional: Callable[[str], str] = lambda verb: "") -> str:
    """A table a role; roles that move no such record in one line. ``conditional``: the sentence that may forbid."""
    lines = [f"## {procedure.label} (`{procedure.kind}`)", "", *_statuses(procedure)]
    idle = [role for role in Role if not _moves_of(procedure, role)]
    for role in Role:
        if role not in idle:
            lines += [f"### {role.label}", "", "```text", *_table(procedure, role, conditional), "```", ""]
    lines += [f"Không làm bước nào: {', '.join(role.label for role in idle)}.", ""]
    said = [(m, conditional(m.verb)) for m in procedure.moves]
    lines += [f"- «{m.label}»: khi không đúng điều kiện thì bị từ chối: “{words}”" for m, words in said if words]
    return "\n".join([*lines, ""])


def _moves_of(procedure: Procedure, role: Role) -> list[Move]:
    return [m for m in procedure.moves if any(role in row.roles for row in CHECKS[m.verb].rows)]


def _statuses(procedure: Procedure) -> Iterator[str]:
    yield "```text"
    yield from (f"{n:>2} = {status.label}" for n, status in enumerate(procedure.statuses, 1))
    yield ""
    yield from (f" {mark} = {words}" for mark, words in LEGEND)
    yield "```"
    yield ""


def _table(procedure: Procedure, role: Role, conditional: Callable[[str], str]) -> Iterator[str]:
    width = max(len(m.label) for m in procedure.moves) + 2
    numbers = "".join(f"{n:>4}" for n, _ in enumerate(procedure.statuses, 1))
    yield f"{'Bước / trạng thái':<{width}}{numbers}"
    yield "─" * (width + len(numbers))
    for move in procedure.moves:
        yield f"{move.label:<{width}}" + "".join(_drawn(move, procedure, role, conditional))


def _drawn(move: Move, procedure: Procedure, role: Role, conditional: Callable[[str], str]) -> Iterator[str]:
    if move.creates:
        mark = MAY if move in _moves_of(procedure, role) else OTHERS
        yield f"   {mark}  (mở hồ sơ mới: {move.target.label if move.target else ''})"
        return
    for status in procedure.statuses:
        yield f"{cell(move, status, role, conditional):>4}"
