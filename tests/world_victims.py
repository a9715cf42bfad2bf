"""Builds victims and referrals by running the real actions up to a wanted status."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from lachan.base.persons import Sex
from lachan.victims import actions as victims
from lachan.victims.attributes import Country
from lachan.victims.referral_rules import FieldGroup, ReferralStatus
from lachan.victims.return_rules import parse_list
from lachan.victims.rules import VictimStatus
from tests.people import COMMUNE, Cast
from tests.world import DAY

S, R = VictimStatus, ReferralStatus
HOUR = timedelta(hours=1)
FOREIGN: dict[str, object] = {
    "person_kind": "foreign_presumed", "nationality": Country.LA, "destination": Country.VN, "way_in": "foreigner",
    "return_way": "unknown", "origin_code": "",
}  # fmt: skip


def an_identity(full_name: str = "Lò Thị Mai Thử", **words: str) -> victims.Identity:
    return victims.Identity(full_name=full_name, **words)


def a_profile(**codes: object) -> victims.Profile:
    known: dict = {
        "sex": Sex.FEMALE, "birth_year": 2007, "ethnicity": "03", "return_way": "returned_alone",
        "exploitation": "forced_marriage", "destination": Country.CN, "origin_code": COMMUNE,
    }  # fmt: skip
    return victims.Profile(**(known | codes))


def a_victim(
    cast: Cast, status: VictimStatus = S.RECEIVED, at: datetime = DAY, *, who: str = "border",
    name: str = "Lò Thị Mai Thử",
    words: dict[str, str] | None = None, codes: dict[str, object] | None = None, with_id: UUID | None = None,
) -> UUID:  # fmt: skip
    """A woman who came back over the border, received by the post, an hour a step."""
    if status is S.RELATIVE:
        return a_relative(cast, with_id or a_victim(cast, at=at, who=who), at, who=who)
    if status is S.REPATRIATED:
        codes = FOREIGN | (codes or {})
    command = victims.ReceiveVictim(
        received_at=at, area_code=COMMUNE, identity=an_identity(name, **(words or {})),
        profile=a_profile(**(codes or {})), accompanies_id=with_id,
    )  # fmt: skip
    victim_id = victims.receive(command, by=cast.actors[who], now=at)
    for hours, go in enumerate(_way_to(cast, victim_id, status), 1):
        go(at + hours * HOUR)
    return victim_id


def identified(cast: Cast, victim_id: UUID, at: datetime) -> None:
    command = victims.Identify(
        victim_id, at, decision_number="15/QĐ-CAT", evidence=("a", "e"), paper="police_certificate"
    )
    victims.identify(command, by=cast.police, now=at)


def a_referral(
    cast: Cast, victim_id: UUID | None = None, status: ReferralStatus = R.SENT, at: datetime = DAY + 2 * HOUR, *,
    to: str = "legal_aid", fields: tuple[FieldGroup, ...] = (FieldGroup.NAME,), by: str = "health", **consent: object,
) -> UUID:  # fmt: skip
    """Legal aid asked for with the person's consent to a few fields."""
    command = victims.SendReferral(
        victim_id or a_victim(cast), cast.actors[to].agency_id, "2024.legal_aid", at, at.date(), fields, **consent
    )
    referral_id = victims.send_referral(command, by=cast.actors[by], now=at)
    recipient = cast.actors[to]
    way = {
        R.ACCEPTED: [lambda s, n: victims.accept_referral(s, by=recipient, now=n)],
        R.DECLINED: [
            lambda s, n: victims.decline_referral(s, reason=victims.DeclineReason.NO_CAPACITY, by=recipient, now=n)
        ],
        R.REVOKED: [lambda s, n: victims.revoke_referral(s, by=cast.actors[by], now=n)],
    }
    minutes = "Biên bản 3, giao và nhận đủ"
    way[R.UNDER_WAY] = [
        *way[R.ACCEPTED], lambda s, n: victims.begin_referral(replace(s, note=minutes), by=recipient, now=n),
    ]  # fmt: skip
    way[R.COMPLETED] = [*way[R.ACCEPTED], lambda s, n: victims.complete_referral(s, by=recipient, now=n)]
    way[R.NOT_COMPLETED] = [
        *way[R.ACCEPTED],
        lambda s, n: victims.fail_referral(s, reason=victims.FailReason.DID_NOT_COME, by=recipient, now=n),
    ]
    for hours, go in enumerate(way.get(status, []), 1):
        when = at + hours * HOUR
        go(victims.ReferralStep(referral_id, when), when)
    return referral_id


def _way_to(cast: Cast, victim_id: UUID, status: VictimStatus) -> list:
    def step(act, who, **more):
        return lambda when: act(victims.Step(victim_id, when, more.pop("note", "")), by=who, now=when, **more)

    presumed = [step(victims.verify, cast.health)]
    identifying = [*presumed, step(victims.request_identification, cast.health)]
    known = [*identifying, lambda when: identified(cast, victim_id, when)]
    decided = [*known, lambda when: _decided(cast, victim_id, when)]
    home = [*decided, lambda when: _home(cast, victim_id, when)]
    return {
        S.RECEIVED: [],
        S.PRESUMED: presumed,
        S.IDENTIFYING: identifying,
        S.SUSPENDED: [*identifying, step(victims.suspend, cast.police, note="Chờ trả lời của nước ngoài")],
        S.NOT_VICTIM: [*identifying, lambda when: _declined(cast, victim_id, when)],
        S.REVOKED: [*known, lambda when: revoked(cast, victim_id, when)],
        S.REPATRIATED: [*known, lambda when: _sent_home(cast, victim_id, when)],
        S.IDENTIFIED: known,
        S.SUPPORT_DECIDED: decided,
        S.REINTEGRATING: home,
        S.CLOSED: [*home, lambda when: closed(cast, victim_id, when)],
    }[status]


def closed(
    cast: Cast, victim_id: UUID, at: datetime, reason: victims.CloseReason = victims.CloseReason.REINTEGRATED,
    note: str = "Đã có việc làm, sống cùng mẹ",
) -> None:  # fmt: skip
    """Asked by one officer of the health department, agreed to by the other."""
    victims.ask_closure(victims.Step(victim_id, at, note), reason=reason, by=cast.health, now=at)
    victims.close(victims.Step(victim_id, at), by=cast.health2, now=at)


def a_decision(victim_id: UUID, at: datetime, note: str = "", **more: object) -> victims.Decided:
    """A named decision of the police."""
    words: dict = {"decided_on": at.date(), "decision_number": "21/QĐ-CAT", "decided_by": victims.DecidedBy.HEAD}
    return victims.Decided(victim_id, at, note, **(words | more))


def revoked(cast: Cast, victim_id: UUID, at: datetime, **more: object) -> None:
    known: dict = {
        "decided_on": at.date(), "decision_number": "8/QĐ-CAT", "decided_by": victims.DecidedBy.HEAD,
        "ground": victims.RevokeGround.IMPERSONATION,
    }  # fmt: skip
    victims.revoke(victims.Revoke(victim_id, at, **(known | more)), by=cast.police, now=at)


def a_relative(cast: Cast, victim_id: UUID, at: datetime = DAY, *, who: str = "border", **codes: object) -> UUID:
    """Her mother came along; no regime names her."""
    command = victims.ReceiveRelative(
        received_at=at, area_code=COMMUNE, identity=an_identity("Lò Thị Mẹ Thử"),
        profile=a_profile(**({"birth_year": 1975, "exploitation": "unknown"} | codes)), accompanies_id=victim_id,
        kinship=victims.Kinship.PARENT,
    )  # fmt: skip
    return victims.receive_relative(command, by=cast.actors[who], now=at)


def _declined(cast: Cast, victim_id: UUID, when: datetime) -> None:
    victims.decline_identification(a_decision(victim_id, when, "Không đủ căn cứ"), by=cast.police, now=when)


def _sent_home(cast: Cast, victim_id: UUID, when: datetime) -> None:
    command = victims.Repatriate(victim_id, when, to_country=Country.LA)
    victims.repatriate(command, by=cast.health, now=when)


def _decided(cast: Cast, victim_id: UUID, when: datetime) -> None:
    command = victims.GiveSupport(victim_id, when, regimes=("2024.health", "2024.vocational"))
    victims.decide_support(command, by=cast.health, now=when)


def _home(cast: Cast, victim_id: UUID, when: datetime) -> None:
    victims.settle_residence(victims.SettleResidence(victim_id, when, area_code=COMMUNE), by=cast.health, now=when)


LIST = "Vàng Thị Một Thử; nữ; 2005; 001305000001\nLò Văn Hai Thử; nam; 21/03/2001"


def a_return(cast: Cast, at: datetime = DAY, *, days: int = 5, who: str = "border", **more: object) -> UUID:
    """A notice from abroad with two names, five days ahead."""
    known: dict = {
        "announced_at": at, "expected_on": (at + timedelta(days=days)).date(), "area_code": COMMUNE,
        "partner": victims.Partner.FOREIGN_AUTHORITY, "from_country": Country.LA, "agreement": "vn_la",
        "gate": "international_road", "listed": parse_list(LIST, at.date()),
    }  # fmt: skip
    return victims.announce_return(victims.AnnounceReturn(**(known | more)), by=cast.actors[who], now=at)
