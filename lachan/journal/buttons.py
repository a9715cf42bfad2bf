"""The moves a page offers: from the MOVES table, each with whether this actor may and why not."""

from __future__ import annotations

from typing import Any

from lachan.access.actor import Actor
from lachan.access.checks import CHECKS
from lachan.base.listing import MoveButton
from lachan.base.moves import Procedure


def buttons(procedure: Procedure, row: Any, actor: Actor) -> tuple[MoveButton, ...]:
    """Every move from the row's status, in the table's order."""
    return tuple(_button(m.verb, m.label, row, actor) for m in procedure.from_status(row.status))


def _button(verb: str, label: str, row: Any, actor: Actor) -> MoveButton:
    check = CHECKS[verb]
    may = check.allows(actor, row)
    return MoveButton(verb, label, may, "" if may else check.why_not(actor))
