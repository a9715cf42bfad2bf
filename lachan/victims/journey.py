"""The strip over a file: which of the law's steps are done and when, which one is now and until when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from lachan.base.clock import local_day
from lachan.journal.clocks import ClockLine, due_day
from lachan.journal.queries import TimelineLine
from lachan.victims.rules import VictimStatus

S = VictimStatus


@dataclass(frozen=True)
class JourneyStep:
    """``state`` is done, now or next; ``on`` the day it was done, or the day it is due."""

    label: str
    state: str
    on: date | None = None
    is_due: bool = False


@dataclass(frozen=True)
class _Stage:
    """``opens_again``: statuses in which the stage is to be done once more, whatever was done before."""

    label: str
    verbs: tuple[str, ...]
    rules: tuple[str, ...] = ()
    opens_again: tuple[VictimStatus, ...] = ()


_RECEIVED = _Stage("Tiếp nhận", ("victim.receive",))
_FIRST_HELP = _Stage("Hỗ trợ ban đầu", ("victim.support_initially",), ("victim.receive",))
_VERIFIED = _Stage("Xác minh", ("victim.verify", "victim.rule_out", "victim.recognise"), ("victim.verify_initially",))
_IDENTIFIED = _Stage(
    "Xác định", ("victim.identify", "victim.recognise", "victim.decline_identification", "victim.rule_out"),
    ("victim.identify_extended", "victim.identify", "victim.request_identification"), (S.PRESUMED, S.IDENTIFYING),
)  # fmt: skip
_DECIDED = _Stage("Quyết định hỗ trợ", ("victim.decide_support",), ("victim.decide_support",))
_HOME = _Stage("Hòa nhập", ("victim.settle_residence",), ("victim.keep_in_shelter",))
_CLOSED = _Stage("Kết thúc", ("victim.close",), (), tuple(s for s in S if s is not S.CLOSED))

_BEFORE = (_RECEIVED, _FIRST_HELP, _VERIFIED)  # not done again on the same file
FULL = (_RECEIVED, _FIRST_HELP, _VERIFIED, _IDENTIFIED, _DECIDED, _HOME, _CLOSED)
OF_A_MINOR = (_RECEIVED, _FIRST_HELP, _DECIDED, _HOME, _CLOSED)
NOT_A_VICTIM = (_RECEIVED, _FIRST_HELP, _VERIFIED, _IDENTIFIED, _CLOSED)


def journey(
    status: VictimStatus, lines: Sequence[TimelineLine], clocks: Iterable[ClockLine], *, is_minor: bool, is_known: bool
) -> tuple[JourneyStep, ...]:
    """The stages in order. Now is the first open one after the last that is done."""
    stages = OF_A_MINOR if is_minor else FULL
    if status in (S.NOT_VICTIM, S.CLOSED) and not is_known and not is_minor:
        stages = NOT_A_VICTIM
    anew = _since_sold_again(lines)
    done = [_done_on(stage, status, lines if stage in _BEFORE else anew) for stage in stages]
    last = max((i for i, day in enumerate(done) if day), default=0)
    now = next((i for i in range(last + 1, len(stages)) if not done[i]), None)
    running = {c.rule: due_day(c) for c in clocks if c.is_open}
    return tuple(_step(stage, day, i == now, running) for i, (stage, day) in enumerate(zip(stages, done, strict=True)))


def _since_sold_again(lines: Sequence[TimelineLine]) -> Sequence[TimelineLine]:
    """Sold again, she is identified, supported and settled anew: what was done before that stands in the timeline."""
    again = max((x.seq for x in lines if x.verb == "victim.note_retrafficked" and not x.is_void), default=0)
    return [x for x in lines if x.seq > again] if again else lines


def _done_on(stage: _Stage, status: VictimStatus, lines: Sequence[TimelineLine]) -> date | None:
    if status in stage.opens_again:
        return None
    days = [local_day(x.occurred_at) for x in lines if x.verb in stage.verbs and not x.is_void and not x.is_corrected]
    return days[0] if days else None


def _step(stage: _Stage, done_on: date | None, is_now: bool, running: dict[str, date]) -> JourneyStep:
    if done_on:
        return JourneyStep(stage.label, "done", done_on)
    due = next((running[rule] for rule in stage.rules if rule in running), None)
    return JourneyStep(stage.label, "now" if is_now else "next", due, due is not None)
