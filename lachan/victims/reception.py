"""The first days: a person is received, the health department told, the person handed over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.checks import Place
from lachan.access.roles import AgencyKind
from lachan.base.clock import local_day
from lachan.base.errors import Refused
from lachan.base.ids import new_handle
from lachan.base.persons import Sex
from lachan.base.text import tidy
from lachan.journal import clocks, desk
from lachan.journal.actions import action
from lachan.journal.models import Entry
from lachan.journal.procedure import carry_out
from lachan.journal.shares import key_of, open_to
from lachan.law.regimes import regime_for
from lachan.notices import actions as notices
from lachan.people.queries import get_agency
from lachan.vault.keys import DataKey, keyed_digest, new_data_key
from lachan.vault.sealing import seal_into
from lachan.victims import access
from lachan.victims.attributes import (
    CODED,
    UNKNOWN,
    Country,
    age_band,
    age_on,
    check_birth,
    full_date,
    taken_abroad,
)
from lachan.victims.models import Victim, VictimIdentity
from lachan.victims.rules import PROCEDURE, RELATIVE, check_accompanies, check_received
from lachan.victims.steps import Step, agency_of, carry, check_code, fetch, new_profile, start_where_law_has
from lachan.victims.support_rules import Answer
from lachan.victims.ways_in import way_of

HANDS_OVER = frozenset({AgencyKind.BORDER_GUARD, AgencyKind.PROVINCIAL_POLICE})
BRINGS = frozenset({AgencyKind.COMMUNE_POLICE, AgencyKind.FACILITY, AgencyKind.UNION})


@dataclass(frozen=True)
class Identity:
    """Words that only the vault keeps. ``birth_date``: ``2007-03-21``, or the part of it that is known."""

    full_name: str
    other_name: str = ""
    birth_date: str = ""
    id_number: str = ""
    phone: str = ""
    permanent_address: str = ""
    relatives_contact: str = ""
    language_note: str = ""
    narrative: str = ""


@dataclass(frozen=True)
class Profile:
    """Coded attributes. ``origin_code``: the commune, or the province, where the person lived before.

    ``abroad`` is asked where the country is not known; a known ``destination`` answers it.
    """

    sex: Sex
    birth_year: int | None
    ethnicity: str = UNKNOWN
    nationality: Country = Country.VN
    person_kind: str = "presumed_in_vietnam"
    exploitation: str = UNKNOWN
    return_way: str = UNKNOWN
    destination: Country = Country.UNKNOWN
    origin_code: str = ""
    way_in: str = UNKNOWN
    abroad: Answer = Answer.UNKNOWN
    cause: str = UNKNOWN
    approach: str = UNKNOWN
    disability: Answer = Answer.UNKNOWN
    poor_household: Answer = Answer.UNKNOWN
    occupation: str = UNKNOWN
    schooling: str = UNKNOWN


@dataclass(frozen=True)
class ReceiveVictim:
    """``area_code``: the commune of the reception. ``tells_health``: the notice goes out with the reception.

    ``agreement`` and ``gate``: codes of the law's lists, where someone is handed over without a notice before.
    """

    received_at: datetime
    area_code: str
    identity: Identity
    profile: Profile
    tells_health: bool = True
    accompanies_id: UUID | None = None
    note: str = ""
    agreement: str = ""
    gate: str = ""


@dataclass(frozen=True)
class HandOver(Step):
    to_agency_id: UUID | None = None


@action("victim.receive")
def receive(command: ReceiveVictim, *, by: Actor, now: datetime) -> UUID:
    """Opens the file, seals who the person is, and opens it to the receiving agency and the health department."""
    access.check_may_receive(by, Place(by.province_code, command.area_code if by.area_code else ""))
    if command.profile.person_kind == RELATIVE:
        raise Refused(
            "Thân nhân được tiếp nhận từ hồ sơ của người mà họ đi cùng. Hãy mở hồ sơ đó.", field="person_kind"
        )
    way_of(command.profile.way_in).check(command.profile)
    facts = {"way": command.profile.way_in} | _rests_on(command)
    victim, entry, health = open_file("victim.receive", command, facts, by, now)
    _start_clocks(victim, entry, by)
    notices.post("victim.receive", victim, to=health, by=by, now=now)
    if command.tells_health and command.accompanies_id is None:
        notify_health(Step(victim.id, command.received_at), by=by, now=now)
    return victim.id


def _rests_on(command: ReceiveVictim) -> dict[str, str]:
    on, found = local_day(command.received_at), {}
    for name, kind in (("agreement", "agreements"), ("gate", "gates")):
        if code := getattr(command, name):
            check_code(kind, code, on, name)
            found[name] = code
    return found


def open_file(
    verb: str, command: ReceiveVictim, facts: dict[str, Any], by: Actor, now: datetime
) -> tuple[Victim, Entry, UUID]:
    """The file, its first entry, and the health department, which can open it too."""
    _check(command, now)
    health = agency_of(by.province_code, AgencyKind.HEALTH_DEPARTMENT, local_day(command.received_at))
    victim = _new_victim(command, by)
    key = new_data_key(victim.id)
    entry = carry_out(
        PROCEDURE, verb, victim, by=by, occurred_at=command.received_at, now=now, facts=facts,
        note=tidy(command.note), key=key,
    )  # fmt: skip
    new_profile(victim, entry)
    desk.add(new_identity(victim.id, command.identity, key))
    for agency_id, purpose in ((by.agency_id, "recorded"), (health, "competent")):
        open_to(victim, "victim", agency_id, purpose, opened_on=victim.opened_on, now=now, key=key)
    return victim, entry, health


@action("victim.notify_health")
def notify_health(step: Step, *, by: Actor, now: datetime) -> None:
    """The notice of the law: from here the health department has its days for the initial verification."""
    victim = fetch(step.victim_id, by)
    access.check_may_notify_health(by, victim)
    health = agency_of(victim.province_code, AgencyKind.HEALTH_DEPARTMENT, local_day(step.occurred_at))
    entry = carry("victim.notify_health", victim, step, by, now, owed_by=health)
    start_where_law_has("victim.receive", victim, entry, health)
    notices.post("victim.notify_health", victim, to=health, by=by, now=now)


@action("victim.hand_over")
def hand_over(command: HandOver, *, by: Actor, now: datetime) -> None:
    """The person and her file go to another agency, by signed minutes: to the health department, or to a facility."""
    victim = fetch(command.victim_id, by)
    access.check_may_hand_over(by, victim)
    on = local_day(command.occurred_at)
    target = command.to_agency_id or agency_of(victim.province_code, AgencyKind.HEALTH_DEPARTMENT, on)
    kind = get_agency(target).kind
    if target == victim.holder_id == by.agency_id:
        raise Refused("Cơ quan nhận bàn giao đang giữ hồ sơ này rồi. Hãy chọn cơ quan khác.", field="to_agency_id")
    key = key_of(victim.id, by.agency_id)
    victim.holder_id = target
    entry = carry("victim.hand_over", victim, command, by, now, change=("holder_id",), facts={"to": str(target)})
    open_to(victim, "victim", target, "handed_over", opened_on=on, now=now, key=key)
    clocks.stop(("victim.keep_in_shelter",), victim, entry)
    if kind is AgencyKind.FACILITY:
        start_where_law_has("victim.keep_in_shelter", victim, entry, target)
    notices.post("victim.hand_over", victim, to=target, by=by, now=now)


def new_identity(victim_id: UUID, words: Identity, key: DataKey) -> VictimIdentity:
    """The sealed row; digests of the ID number and the phone, so that the same number is found again."""
    row = VictimIdentity(id=victim_id)
    seal_identity(row, words, key)
    return row


def seal_identity(row: VictimIdentity, words: Identity, key: DataKey) -> None:
    seal_into(row, key, **{name: tidy(getattr(words, name)) for name in Identity.__dataclass_fields__})
    number, phone = digits(words.id_number), digits(words.phone)
    row.id_number_digest = keyed_digest("id_number", number) if number else None
    row.phone_digest = keyed_digest("phone", phone) if phone else None


def digits(text: str) -> str:
    """An ID number or a phone as it is compared: letters and digits only, +84 written as 0."""
    bare = "".join(c for c in text.upper() if c.isalnum())
    return "0" + bare[2:] if text.strip().startswith("+84") else bare


def apply_profile(victim: Victim, profile: Profile, birth_date: str = "") -> None:
    """Sets the coded attributes on the file; the age band is that of the day of reception."""
    on = local_day(victim.received_at)
    born = full_date(birth_date)
    victim.person_kind, victim.sex, victim.ethnicity = profile.person_kind, str(profile.sex), profile.ethnicity
    victim.birth_year = profile.birth_year or (born.year if born else None)
    victim.age_band = str(age_band(age_on(on, victim.birth_year, birth_date)))
    victim.nationality, victim.destination = str(profile.nationality), str(profile.destination)
    victim.exploitation, victim.return_way = profile.exploitation, profile.return_way
    victim.origin_code = profile.origin_code
    victim.way_in, victim.abroad = profile.way_in, str(taken_abroad(profile.destination, profile.abroad))
    victim.cause, victim.approach = profile.cause, profile.approach
    victim.disability, victim.poor_household = str(profile.disability), str(profile.poor_household)
    victim.occupation, victim.schooling = profile.occupation, profile.schooling


def check_profile(profile: Profile, received_at: datetime, birth_date: str = "") -> None:
    on = local_day(received_at)
    check_birth(profile.birth_year, birth_date, on)
    for field, kind in CODED.items():
        check_code(kind, getattr(profile, field), on, field)


def _check(command: ReceiveVictim, now: datetime) -> None:
    check_received(command.received_at, now)
    check_accompanies(command.profile.person_kind, command.accompanies_id is not None)
    check_profile(command.profile, command.received_at, command.identity.birth_date)
    if not command.identity.full_name and not command.note:
        raise Refused("Chưa có họ tên. Hãy nhập họ tên, hoặc ghi ở ô ghi chú vì sao chưa biết tên.", field="full_name")


def _new_victim(command: ReceiveVictim, by: Actor) -> Victim:
    received = local_day(command.received_at)
    victim = Victim(
        code=new_handle("NN", by.province_code, received.year),
        status="",
        holder_id=by.agency_id,
        origin_id=by.agency_id,
        province_code=by.province_code,
        area_code=command.area_code,
        received_at=command.received_at,
        opened_on=received,
        legal_regime=regime_for(received),
        accompanies_id=fetch(command.accompanies_id, by).id if command.accompanies_id else None,
    )
    apply_profile(victim, command.profile, command.identity.birth_date)
    return victim


def _start_clocks(victim: Victim, entry: Entry, by: Actor) -> None:
    """What the receiving agency owes from here: the notice, bringing (Điều 27) or handing over (Điều 28, 30)."""
    if victim.accompanies_id or by.agency_kind is AgencyKind.HEALTH_DEPARTMENT:
        return  # a child goes where the person she came with goes; the health department need not tell itself
    start_where_law_has("victim.notify_health", victim, entry, by.agency_id)
    if by.agency_kind in BRINGS:
        start_where_law_has("victim.bring_to_commune", victim, entry, by.agency_id)
    if by.agency_kind in HANDS_OVER:
        is_rescued = "rescued" in (victim.return_way, victim.way_in) and victim.legal_regime == "L2024"
        start_where_law_has(
            "victim.hand_over_rescued" if is_rescued else "victim.hand_over", victim, entry, by.agency_id
        )
