"""One verb, six places: every move of every procedure has its label, its check, its action, and leads somewhere."""

from __future__ import annotations

import importlib

import pytest

from lachan.access.checks import CHECKS
from lachan.base.moves import Move, Procedure, reachable
from tests.guards.house import modules, things

PROCEDURES = things(Procedure)
MOVES = [(where, procedure, move) for where, procedure in PROCEDURES.items() for move in procedure.moves]


def ids(row: tuple[str, Procedure, Move]) -> str:
    return row[2].verb


def test_there_are_procedures() -> None:
    """Without this, a rename would empty the lists below and everything would hold."""
    assert {"tip", "case", "victim"} <= {procedure.kind for procedure in PROCEDURES.values()}


@pytest.mark.parametrize("where", PROCEDURES)
def test_every_status_can_be_reached(where: str) -> None:
    procedure = PROCEDURES[where]
    assert {status.value for status in procedure.statuses} - reachable(procedure) == set()


@pytest.mark.parametrize("row", MOVES, ids=ids)
def test_every_move_has_a_label_and_a_check(row: tuple[str, Procedure, Move]) -> None:
    modules()
    _where, _procedure, move = row
    assert move.label.strip()
    assert move.verb in CHECKS, f"no Check says who may {move.verb}"


@pytest.mark.parametrize("row", MOVES, ids=ids)
def test_every_move_is_a_function_of_its_room(row: tuple[str, Procedure, Move]) -> None:
    """``tip.accept`` is ``accept`` in lachan.tips.actions; ``record_tip`` where the bare verb is taken."""
    where, procedure, move = row
    room = where.split(".")[1]
    verb = move.verb.removeprefix(procedure.kind + ".")
    actions = importlib.import_module(f"lachan.{room}.actions")
    names = (verb, f"{verb}_", f"{verb}_{procedure.kind}")
    assert any(callable(getattr(actions, name, None)) for name in names), f"lachan.{room}.actions has no {verb}"
