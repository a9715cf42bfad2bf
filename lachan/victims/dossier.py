"""Everything one page of a victim's file shows while the identity stays sealed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.base.clock import local_day
from lachan.base.errors import NotFound
from lachan.base.listing import MoveButton
from lachan.journal import clocks, desk
from lachan.journal.buttons import buttons
from lachan.journal.queries import TimelineLine, timeline
from lachan.law.regimes import Eligibility
from lachan.victims import access
from lachan.victims.attributes import Country
from lachan.victims.care import refused_regimes
from lachan.victims.closing import Closing, waiting
from lachan.victims.consent import came_by_referral, is_closed_to, sees_support
from lachan.victims.contact_queries import AnswerLine, DecisionLine, answers_of, decisions_of, rights_today
from lachan.victims.first_contact_rules import Topic
from lachan.victims.journey import JourneyStep, journey
from lachan.victims.models import NeedRow, SupportRow, Victim
from lachan.victims.protection_queries import seen_by
from lachan.victims.queries import VictimLine, line_of, may_open
from lachan.victims.referral_queries import ReferralLine, referrals_of
from lachan.victims.referral_rules import LIVE, ReferralStatus
from lachan.victims.rules import MINOR_KINDS, OTHER_EYES, PROCEDURE, RELATIVE, Standing, why_not
from lachan.victims.steps import standing_of
from lachan.victims.support_rules import Answer, SupportStage, SupportState, name_of, offered, state_of

CIRCUMSTANCES = (
    "way_in", "abroad", "cause", "approach", "disability", "poor_household", "occupation", "schooling",
)  # fmt: skip
_TAKEN_UP = {ReferralStatus.ACCEPTED, ReferralStatus.UNDER_WAY}
_OPENINGS = frozenset({"victim.open_identity"})
_OF_THE_CIRCLE = frozenset({"protection.open_words"})  # acts on the file that tell of her protection


@dataclass(frozen=True)
class SupportLine:
    """One regime of the table «Nhu cầu và hỗ trợ». ``cost``: the sum of what was recorded, in đồng."""

    regime: str
    name: str
    need: Answer | None
    state: SupportState
    provider_id: UUID | None
    cost: int | None
    on: date | None


@dataclass(frozen=True)
class Dossier:
    """``age`` in years by the year of birth; ``openings``: who opened the identity, the latest first.

    ``circumstances``: further coded attributes by their names. ``is_limited``: shown to a recipient of a referral, who
    is not told what else the file holds.
    """

    victim: VictimLine
    age: int | None
    ethnicity: str
    nationality: Country
    destination: Country
    origin_code: str
    legal_regime: str
    circumstances: dict[str, str]
    identified_on: date | None
    journey: tuple[JourneyStep, ...]
    clocks: tuple[clocks.ClockLine, ...]
    timeline: tuple[TimelineLine, ...]
    openings: tuple[TimelineLine, ...]
    support: tuple[SupportLine, ...]
    regimes: tuple[tuple[str, str], ...]
    referrals: tuple[ReferralLine, ...]
    minors: tuple[VictimLine, ...]
    relatives: tuple[VictimLine, ...]
    answers: dict[Topic, dict[str, AnswerLine]]
    decisions: tuple[DecisionLine, ...]
    rights: tuple[Eligibility, ...]
    accompanies: VictimLine | None
    moves: tuple[MoveButton, ...]
    closing: Closing | None
    is_limited: bool
    may_open_identity: bool
    may_refer: bool
    may_change: bool
    may_correct: bool


def open_dossier(actor: Actor, victim_id: UUID, now: datetime) -> Dossier:
    victim = desk.fetch(access.visible_to(actor), victim_id)
    on = local_day(now)
    if is_closed_to(victim, actor.agency_id, on):
        raise NotFound
    shows_support, is_limited = sees_support(victim, actor.agency_id, on), came_by_referral(victim, actor.agency_id)
    referrals = [r for r in referrals_of(victim.id) if shows_support or r.holder_id == actor.agency_id]
    lines = _told(timeline(victim.id), actor, victim)
    running = clocks.of_record(victim.id, now)
    shown = running if shows_support else [c for c in running if c.agency_id == actor.agency_id]
    closing = waiting(lines, victim.status)
    standing = standing_of(victim, is_closing=closing is not None)
    with_her = list(Victim.objects.filter(accompanies_id=victim.id).values_list("id", flat=True))
    companions = [line_of(v) for v in access.visible_among(actor, with_her)] if with_her else []
    return Dossier(
        victim=line_of(victim),
        age=on.year - victim.birth_year if victim.birth_year else None,
        ethnicity=victim.ethnicity,
        nationality=Country(victim.nationality),
        destination=Country(victim.destination),
        origin_code=victim.origin_code,
        legal_regime=victim.legal_regime,
        circumstances={name: getattr(victim, name) for name in CIRCUMSTANCES},
        identified_on=victim.identified_on,
        journey=journey(line_of(victim).status, lines, running, is_minor=standing.is_minor, is_known=standing.is_known),
        clocks=tuple(sorted([*shown, *_referral_clocks(referrals, now)], key=lambda c: (not c.is_open, c.due_at))),
        timeline=_merged(lines if shows_support else _own(lines, actor), referrals),
        openings=tuple(x for x in (_own(lines, actor) if is_limited else lines) if x.verb in _OPENINGS),
        support=_support(victim, referrals, on) if shows_support else (),
        regimes=offered(victim.person_kind, victim.identified_on, on),
        referrals=tuple(referrals),
        minors=tuple(line for line in companions if line.person_kind in MINOR_KINDS),
        relatives=tuple(line for line in companions if line.person_kind == RELATIVE),
        answers=answers_of(victim.id) if shows_support else {},
        decisions=decisions_of(victim.id) if shows_support else (),
        rights=rights_today(victim, on),
        accompanies=_accompanied(actor, victim),
        moves=tuple(_possible(move, standing, closing, actor) for move in buttons(PROCEDURE, victim, actor)),
        closing=closing,
        is_limited=is_limited,
        may_open_identity=may_open(actor, victim),
        may_refer=access.check_may_send_referral.allows(actor, victim),
        may_change=access.check_may_change_profile.allows(actor, victim),
        may_correct=access.check_may_correct.allows(actor, victim),
    )


def _told(lines: list[TimelineLine], actor: Actor, victim: Victim) -> list[TimelineLine]:
    """Without the acts that tell of a protection, for whoever is not of its circle."""
    if not any(line.verb in _OF_THE_CIRCLE for line in lines) or seen_by(actor).filter(victim_id=victim.id).exists():
        return lines
    return [line for line in lines if line.verb not in _OF_THE_CIRCLE]


def _possible(move: MoveButton, standing: Standing, closing: Closing | None, actor: Actor) -> MoveButton:
    """A move the actor may make, but not for this person now, is shown with the reason."""
    sentence = why_not(move.verb, standing) if move.may else ""
    if move.may and move.verb == "victim.close" and closing and closing.account_id == actor.account_id:
        sentence = OTHER_EYES
    return replace(move, may=False, why=sentence) if sentence else move


def _merged(lines: list[TimelineLine], referrals: list[ReferralLine]) -> tuple[TimelineLine, ...]:
    """The file's own acts and its referrals' in one order; openings of the identity have a place of their own."""
    own = [line for line in lines if line.verb not in _OPENINGS]
    sent = [line for referral in referrals for line in timeline(referral.id)]
    return tuple(sorted([*own, *sent], key=lambda x: (x.occurred_at, x.seq), reverse=True))


def _own(lines: list[TimelineLine], actor: Actor) -> list[TimelineLine]:
    """Without consent to know of support, a recipient reads what its own agency wrote."""
    return [line for line in lines if line.agency_id == actor.agency_id]


def _referral_clocks(referrals: Iterable[ReferralLine], now: datetime) -> list[clocks.ClockLine]:
    return [c for r in referrals if r.status in LIVE for c in clocks.of_record(r.id, now) if c.is_open]


def _support(victim: Victim, referrals: list[ReferralLine], on: date) -> tuple[SupportLine, ...]:
    needs = {
        row.regime: Answer(row.answer) for row in NeedRow.objects.filter(record_id=victim.id).order_by("entry_seq")
    }
    given: dict[str, list[SupportRow]] = {}
    for row in SupportRow.objects.filter(record_id=victim.id).order_by("entry_seq"):
        given.setdefault(row.regime, []).append(row)
    refused = refused_regimes(victim.id)
    shown = [regime for regime, _ in offered(victim.person_kind, victim.identified_on, on)]
    more = [r for r in (*needs, *given, *(x.service for x in referrals)) if r not in shown]
    return tuple(
        _line(
            regime,
            needs.get(regime),
            given.get(regime, []),
            [r for r in referrals if r.service == regime],
            regime in refused,
        )
        for regime in dict.fromkeys([*shown, *more])
    )


def _line(
    regime: str, need: Answer | None, given: list[SupportRow], referrals: list[ReferralLine], is_refused: bool
) -> SupportLine:
    statuses = {r.status for r in referrals}
    stages = frozenset(SupportStage(row.stage) for row in given)
    costs = [row.cost for row in given if row.cost is not None]
    carried = next((r.holder_id for r in referrals if r.status in (*LIVE, ReferralStatus.COMPLETED)), None)
    provider = next((row.provider_id for row in reversed(given) if row.provider_id), carried)
    if ReferralStatus.COMPLETED in statuses:
        stages |= {SupportStage.PROVIDED}
    return SupportLine(
        regime=regime,
        name=name_of(regime),
        need=need,
        state=state_of(need, stages, ReferralStatus.SENT in statuses, bool(statuses & _TAKEN_UP), is_refused),
        provider_id=provider,
        cost=sum(costs) if costs else None,
        on=given[-1].supported_on if given else None,
    )


def _accompanied(actor: Actor, victim: Victim) -> VictimLine | None:
    if not victim.accompanies_id:
        return None
    found = access.visible_to(actor).filter(id=victim.accompanies_id).first()
    return line_of(found) if found else None
