"""Random histories written straight into the tables: late entries, corrections of corrections, voids, limits, versions.

For the arithmetic of figures only. They hold what the real actions never write (a judgment before its case); a figure
must stay right, and the same on every engine, even then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db import transaction
from django.db.models import Model

from lachan.base.clock import VIETNAM, end_of_day, local_day
from lachan.base.moves import Procedure
from lachan.cases.models import Accused, AccusedProfile, Case, CaseProfile
from lachan.cases.rules import ACCUSED_PROCEDURE
from lachan.cases.rules import PROCEDURE as CASE_PROCEDURE
from lachan.indicators.definitions import indicator
from lachan.indicators.figures import narrowed
from lachan.indicators.measures import Scope, Window
from lachan.journal.inserting import insert
from lachan.journal.models import Clock, Entry, Head, Holding
from lachan.tips.models import TipProfile
from lachan.tips.rules import PROCEDURE as TIP_PROCEDURE
from lachan.victims.models import NeedRow, Referral, SupportRow, VictimProfile
from lachan.victims.referral_rules import PROCEDURE as REFERRAL_PROCEDURE
from lachan.victims.rules import PROCEDURE as VICTIM_PROCEDURE

FIRST, DAYS = datetime(2024, 6, 1, 8, 0, tzinfo=VIETNAM), 900
AREAS = ("", "98001", "98002", "99001")
AGENCIES = (UUID(int=98), UUID(int=981), UUID(int=982))
_AGENCY = AGENCIES[0]
REGIMES = ("2024.health", "2024.psychology", "2024.legal_aid", "2011.health")


@dataclass
class Happening:
    """One entry to come, with the version rows, limits and records it brings."""

    verb: str
    kind: str
    record_id: UUID
    place: tuple[str, str]
    occurred_at: datetime
    recorded_at: datetime
    corrects: Happening | None = None
    is_void: bool = False
    versions: list[tuple[type[Model], dict[str, Any]]] = field(default_factory=list)
    records: list[Model] = field(default_factory=list)
    agency: UUID = _AGENCY
    holder: UUID | None = None
    seq: int = 0

    @property
    def act_of(self) -> UUID | None:
        """Whose act it stays where another agency corrects it."""
        first = self.corrects
        while first and first.corrects:
            first = first.corrects
        return first.agency if first and first.agency != self.agency else None


@dataclass
class Limit:
    row: Clock
    start: Happening
    stop: Happening | None = None


class World:
    """Happenings in the order in which they are recorded; ``write`` puts those up to an instant into the tables."""

    def __init__(self, rng: Random, size: int) -> None:
        self.rng, self.happenings, self.limits, self._written = rng, [], [], 0
        for _ in range(size):
            for grow in (self._tip, self._case, self._victim, self._referral):
                grow()
        self.happenings.sort(key=lambda h: h.recorded_at)

    def write(self, until: datetime | None = None) -> None:
        """Corrections follow what they correct, because they are recorded after it."""
        more = [h for h in self.happenings[self._written :] if until is None or h.recorded_at <= until]
        head, _ = Head.objects.get_or_create(id=1)
        for h in more:
            head.seq += 1
            h.seq = head.seq
        self._written += len(more)
        head.save(update_fields=["seq"])
        insert(Entry, [_entry(h) for h in more])
        by_model: dict[type[Model], list[Model]] = {}
        for h in more:
            versions = (m(entry_seq=h.seq, recorded_at=h.recorded_at, **v) for m, v in h.versions)
            for row in [*h.records, *versions, *_holdings(h)]:
                by_model.setdefault(type(row), []).append(row)
        for model in sorted(by_model, key=lambda m: m is Accused):
            insert(model, by_model[model])
        self._write_limits()
        cache.clear()

    def _write_limits(self) -> None:
        fresh = []
        for limit in self.limits:
            row = limit.row
            if not limit.start.seq:
                continue
            is_new = row.start_seq == 0
            row.start_seq = limit.start.seq
            if limit.stop and limit.stop.seq and row.stop_seq is None:
                row.stop_seq, row.stopped_at = limit.stop.seq, limit.stop.occurred_at
                row.stopped_by = self.rng.choice(("done", "done", "done", "extended"))
                if not is_new:
                    stopped = {n: getattr(row, n) for n in ("stop_seq", "stopped_at", "stopped_by")}
                    Clock.objects.filter(id=row.id).update(**stopped)
            if is_new:
                fresh.append(row)
        insert(Clock, fresh)

    def window(self) -> Window:
        return random_window(self.rng)

    # --- one record of each kind

    def _tip(self) -> None:
        record, place = self._record()
        acts = self._history(TIP_PROCEDURE, record, place)
        self._versions(acts, TipProfile, record, lambda: {
            "channel": self._code("hotline_111", "phone"), "kind": self._code("report"),
            "suspicion": self._code("sexual", "online_scam"), "place_code": place[1],
        })  # fmt: skip
        self._limits(acts, "tip.classify", "tip.resolve")

    def _case(self) -> None:
        record, place = self._record()
        acts = self._history(CASE_PROCEDURE, record, place)
        acts[0].records.append(_case_row(record, place))
        self._versions(acts, CaseProfile, record, lambda: {
            "article": self._article(), "offence_class": self._code("serious"), "suspicion": self._code("sexual"),
            "place_code": place[1], "is_cross_border": self.rng.random() < 0.5, "victim_count": 1, "compensation": None,
        })  # fmt: skip
        self._limits(acts, "case.investigate.serious", "case.prosecute.serious")
        for number in range(self.rng.randrange(3)):
            self._accused(record, place, number)

    def _accused(self, case_id: UUID, place: tuple[str, str], number: int) -> None:
        record, _ = self._record()
        acts = self._history(ACCUSED_PROCEDURE, record, place)
        acts[0].records.append(_accused_row(record, case_id, place, number))
        self._versions(acts, AccusedProfile, record, lambda: {
            "sex": self._code("female", "male"), "birth_year": 1990, "birth_month": 0,
            "age_at_offence": self.rng.randrange(12, 60), "nationality": self._code("VN", "CN")[:2],
            "article": self._article(), "part": self._code("performer"), "penalty": self.rng.choice(("", "prison")),
            "months": 0,
        })  # fmt: skip

    def _victim(self) -> None:
        record, place = self._record()
        acts = self._history(VICTIM_PROCEDURE, record, place)
        self._versions(acts, VictimProfile, record, lambda: {
            "person_kind": self._code("victim"), "sex": self._code("female", "male"), "birth_year": None,
            "age_band": self._code("16_17", "18_29", "60_plus"), "ethnicity": self._code("01"),
            "nationality": self._code("VN"), "exploitation": self._code("forced_crime", "forced_marriage"),
            "return_way": self._code("rescued"), "destination": self._code("KH"), "origin_code": self._area(),
            "legal_regime": self._code("L2024", "L2011"), "cause": self._code("poverty"),
        })  # fmt: skip
        self._limits(acts, "victim.verify_initially", "victim.identify")
        for act in acts:
            for _ in range(self.rng.randrange(3)):
                act.versions.append(self._help(record, act))

    def _help(self, record: UUID, act: Happening) -> tuple[type[Model], dict[str, Any]]:
        common = {"record_id": record, "regime": self.rng.choice(REGIMES)}
        if self.rng.random() < 0.5:
            return NeedRow, {**common, "assessed_on": local_day(act.occurred_at), "answer": self._code("yes", "no")}
        stage = self.rng.choice(("initial", "decided", "provided"))
        is_in_time = self.rng.random() < 0.7
        return SupportRow, {**common, "supported_on": local_day(act.occurred_at), "stage": stage,
                            "is_in_time": is_in_time}  # fmt: skip

    def _referral(self) -> None:
        record, place = self._record()
        acts = self._history(REFERRAL_PROCEDURE, record, place)
        acts[0].records.append(_referral_row(record, place, self.rng.choice(REGIMES)))
        self._limits(acts, "referral.accept")

    # --- what every record has

    def _history(self, procedure: Procedure, record: UUID, place: tuple[str, str]) -> list[Happening]:
        """The creating act and some others, a few of them late, corrected, corrected again, or called void."""
        rng, verbs = self.rng, [m.verb for m in procedure.moves if not m.creates]
        at = FIRST + timedelta(minutes=rng.randrange(DAYS * 1440))
        acts = []
        for verb in [procedure.moves[0].verb, *rng.choices(verbs, k=rng.randrange(7))]:
            late = timedelta(minutes=rng.choice((0, 0, 5, 600, 60_000)))
            recorded = max(at + late, acts[-1].recorded_at if acts and rng.random() < 0.5 else at)
            where = place if rng.random() < 0.9 else rng.choice((("98", "98002"), ("99", "99001")))
            act = Happening(verb, procedure.kind, record, where, at, recorded, agency=rng.choice(AGENCIES))
            act.holder = rng.choice(AGENCIES) if not acts or rng.random() < 0.2 else None
            acts.append(act)
            at += timedelta(minutes=rng.choice((0, 30, 3000, 40_000)))
        corrections = [self._correction(act) for act in acts if rng.random() < 0.25]
        again = [self._correction(c) for c in corrections if not c.is_void and rng.random() < 0.3]
        self.happenings += [*acts, *corrections, *again]
        return acts

    def _correction(self, act: Happening) -> Happening:
        recorded = act.recorded_at + timedelta(minutes=self.rng.randrange(1, 100_000))
        by = self.rng.choice(AGENCIES)
        if self.rng.random() < 0.4:
            return Happening(act.verb, act.kind, act.record_id, act.place, act.occurred_at, recorded, act, True,
                             agency=by)  # fmt: skip
        moved = min(act.occurred_at + timedelta(days=self.rng.randrange(-40, 40)), recorded)
        return Happening(act.verb, act.kind, act.record_id, act.place, moved, recorded, act, agency=by,
                         holder=act.holder)  # fmt: skip

    def _versions(self, acts: Sequence[Happening], model: type[Model], record: UUID, values: Any) -> None:
        for n, act in enumerate(acts):
            if (n == 0 and self.rng.random() < 0.95) or self.rng.random() < 0.2:
                act.versions.append((model, {"record_id": record, **values()}))

    def _limits(self, acts: Sequence[Happening], *rules: str) -> None:
        for rule in rules:
            start = self.rng.choice(acts)
            later = [a for a in acts if a.recorded_at >= start.recorded_at and a is not start]
            due = start.occurred_at + timedelta(days=self.rng.randrange(60))
            row = Clock(
                rule=rule, record_kind=start.kind, record_id=start.record_id, agency_id=_AGENCY,
                province_code=start.place[0], area_code=start.place[1], started_at=start.occurred_at,
                due_at=end_of_day(local_day(due)), unit="day", length=1, source="thử", confidence="confirmed",
                start_seq=0,
            )  # fmt: skip
            self.limits.append(Limit(row, start, self.rng.choice([*later, None])))

    def _record(self) -> tuple[UUID, tuple[str, str]]:
        area = self._area()
        return UUID(int=self.rng.getrandbits(128), version=4), (area[:2] or self.rng.choice(("98", "99")), area)

    def _area(self) -> str:
        return self.rng.choice(AREAS)

    def _code(self, *known: str) -> str:
        return self.rng.choice((*known, "unknown"))

    def _article(self) -> str:
        return self.rng.choice(("150.1", "150.2", "151.1", "297.2"))


@contextmanager
def forgotten() -> Iterator[None]:
    """What is written inside is taken back: each world stands alone, and the thousandth costs what the first did."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    cache.clear()


def random_window(rng: Random) -> Window:
    """A period, a day of knowledge and a scope such as somebody may ask for."""
    start = local_day(FIRST) + timedelta(days=rng.randrange(DAYS))
    end = start + timedelta(days=rng.choice((0, 30, 90, 182, 364, 1500)))
    as_of = local_day(FIRST) + timedelta(days=rng.randrange(DAYS + 120))
    return Window(rng.choice(_SCOPES), start, end, end_of_day(as_of))


_SCOPES = (
    Scope("98"), Scope("99"), Scope(""), Scope("98", "98001"), Scope("98", "98002", ("99001",)),
    Scope("98", agencies=AGENCIES[:1]), Scope("98", "98001", agencies=AGENCIES[1:]),
)  # fmt: skip
_CHAIN = "0" * 64


def _entry(h: Happening) -> Entry:
    return Entry(
        seq=h.seq, verb=h.verb, record_kind=h.kind, record_id=h.record_id, occurred_on=local_day(h.occurred_at),
        occurred_at=h.occurred_at, recorded_at=h.recorded_at, agency_id=h.agency, province_code=h.place[0],
        area_code=h.place[1], corrects=h.corrects.seq if h.corrects else None, act_of=h.act_of, is_void=h.is_void,
        previous=_CHAIN, digest=_CHAIN,
    )  # fmt: skip


def _holdings(h: Happening) -> list[Model]:
    if h.holder is None:
        return []
    row = Holding(entry_seq=h.seq, record_id=h.record_id, agency_id=h.holder, occurred_on=local_day(h.occurred_at),
                  occurred_at=h.occurred_at, recorded_at=h.recorded_at)  # fmt: skip
    return [row]


def _held(place: tuple[str, str]) -> dict[str, Any]:
    return {"holder_id": _AGENCY, "origin_id": _AGENCY, "province_code": place[0], "area_code": place[1],
            "opened_on": date(2025, 1, 1)}  # fmt: skip


def _case_row(record: UUID, place: tuple[str, str]) -> Case:
    return Case(id=record, code=f"VA-{record}"[:32], status="investigating", instituted_at=FIRST, article="150.1",
                offence_class="serious", suspicion="unknown", **_held(place))  # fmt: skip


def _accused_row(record: UUID, case_id: UUID, place: tuple[str, str], number: int) -> Accused:
    return Accused(id=record, code=f"BC-{record}"[:32], case_id=case_id, number=number, status="charged",
                   **_held(place))  # fmt: skip


def _referral_row(record: UUID, place: tuple[str, str], service: str) -> Referral:
    return Referral(id=record, code=f"CT-{record}"[:32], status="sent", victim_id=record, service=service,
                    sent_at=FIRST, consent_by="self", consented_on=date(2025, 1, 1), opens_file=False,
                    **_held(place))  # fmt: skip


def asked_of(window: Window, code: str) -> Window:
    """The window as this indicator can be asked: one that has no number of an agency alone is asked for the area."""
    return replace(window, scope=narrowed(indicator(code), window.scope))


def divisions(rng: Random, by: Iterable[str]) -> tuple[str, ...]:
    """One or two of the dimensions of an indicator."""
    known = list(by)
    return tuple(rng.sample(known, min(len(known), rng.choice((1, 1, 2)))))
