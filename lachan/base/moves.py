"""A procedure as a table: which verb leads from which status to which, and which clocks it starts or stops."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lachan.base.errors import Misbuilt, Refused
from lachan.base.labels import Labelled


@dataclass(frozen=True)
class Move:
    """One row of a MOVES table. No sources: the move creates the record. No target: the status stays."""

    verb: str
    label: str
    sources: tuple[Labelled, ...] = ()
    target: Labelled | None = None
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    law: str = ""
    needs: str = ""

    @property
    def creates(self) -> bool:
        return not self.sources and self.target is not None


@dataclass(frozen=True)
class Procedure:
    """The MOVES of one kind of record. ``kind`` is also the prefix of its verbs: ``tip.accept``."""

    kind: str
    label: str
    statuses: type[Labelled]
    moves: tuple[Move, ...]

    def __post_init__(self) -> None:
        verbs = [m.verb for m in self.moves]
        if len(set(verbs)) != len(verbs) or any(not v.startswith(self.kind + ".") for v in verbs):
            raise Misbuilt(f"moves of {self.kind}: verbs must be unique and start with '{self.kind}.'")

    def move(self, verb: str) -> Move:
        for move in self.moves:
            if move.verb == verb:
                return move
        raise Misbuilt(f"no move {verb} in the procedure of {self.kind}")

    def step(self, verb: str, status: str) -> str:
        """The status after the move, or a refusal that says what can be done instead."""
        move = self.move(verb)
        if not move.creates and status not in move.sources:
            raise Refused(self._why_not(move, status))
        return str(move.target.value) if move.target else status

    def from_status(self, status: str) -> list[Move]:
        """The moves that the table knows from here, in the table's order."""
        return [m for m in self.moves if status in m.sources]

    def _why_not(self, move: Move, status: str) -> str:
        here = self.statuses.label_of(status)
        wanted = ", ".join(f"«{s.label}»" for s in move.sources)
        nexts = ", ".join(f"«{m.label}»" for m in self.from_status(status)) or "không còn bước nào"
        return f"Không thể «{move.label}» khi hồ sơ đang «{here}»: bước này chỉ làm từ {wanted}. Có thể làm: {nexts}."

    def diagram(self) -> str:
        """The state diagram in Mermaid, for the generated reference."""
        lines = ["stateDiagram-v2", *(f"    {s.name} : {s.label}" for s in self.statuses)]
        for move in self.moves:
            if move.creates and move.target:
                lines.append(f"    [*] --> {move.target.name} : {move.label}")
            lines += [f"    {s.name} --> {(move.target or s).name} : {move.label}" for s in move.sources]
        return "\n".join(lines)


def reachable(procedure: Procedure) -> set[str]:
    """Every status that some chain of moves from a creating move arrives at."""
    found = {str(m.target.value) for m in procedure.moves if m.creates and m.target}
    while True:
        more = {str(m.target.value) for m in _leaving(procedure.moves, found) if m.target} - found
        if not more:
            return found
        found |= more


def _leaving(moves: Iterable[Move], statuses: set[str]) -> list[Move]:
    return [m for m in moves if any(s.value in statuses for s in m.sources)]
