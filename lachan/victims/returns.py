"""Announcing a return, listing and verifying its people, receiving each at the gate without typing her anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.checks import Place
from lachan.access.roles import AgencyKind
from lachan.base.clock import local_day
from lachan.base.errors import NotFound, Refused
from lachan.base.ids import new_handle
from lachan.base.persons import Sex
from lachan.base.text import tidy
from lachan.journal import desk
from lachan.journal.actions import action
from lachan.journal.models import Entry
from lachan.journal.procedure import add_note, carry_out
from lachan.journal.shares import key_of, open_to
from lachan.notices import actions as notices
from lachan.vault.keys import new_data_key
from lachan.vault.sealing import open_fields, seal_into
from lachan.victims import access
from lachan.victims.attributes import Country
from lachan.victims.models import ListedPerson, ReturnGroup
from lachan.victims.reception import Identity, Profile, ReceiveVictim, receive
from lachan.victims.return_rules import (
    PROCEDURE,
    AbsentReason,
    Listed,
    Outcome,
    Partner,
    is_notice_in_time,
)
from lachan.victims.steps import agency_of, check_code
from lachan.victims.support_rules import Answer

PARTNERS = (AgencyKind.PROVINCIAL_POLICE, AgencyKind.HEALTH_DEPARTMENT)
WAYS = {Partner.MISSION: "mission"}  # everything else is handed over by those who hold the person


@dataclass(frozen=True)
class AnnounceReturn:
    """``area_code``: the commune of the gate; ``agreement`` and ``gate`` are codes of the law's lists."""

    announced_at: datetime
    expected_on: date
    area_code: str
    partner: Partner
    from_country: Country
    agreement: str
    gate: str
    listed: tuple[Listed, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class ReturnStep:
    return_id: UUID
    occurred_at: datetime
    note: str = ""


@dataclass(frozen=True)
class ListPersons(ReturnStep):
    listed: tuple[Listed, ...] = ()


@dataclass(frozen=True)
class AboutListed(ReturnStep):
    """A step about one line of the list."""

    listed_id: UUID | None = None


@dataclass(frozen=True)
class VerifyPerson(AboutListed):
    verified: Answer = Answer.UNKNOWN


@dataclass(frozen=True)
class MarkAbsent(AboutListed):
    reason: AbsentReason = AbsentReason.UNKNOWN


@dataclass(frozen=True)
class Reschedule(ReturnStep):
    expected_on: date | None = None


@dataclass(frozen=True)
class HandOverGroup(ReturnStep):
    minutes_number: str = ""


@action("return.announce")
def announce_return(command: AnnounceReturn, *, by: Actor, now: datetime) -> UUID:
    """The notice came: police and health department see it, and its people are sealed like any file."""
    access.check_may_announce_return(by, Place(by.province_code, command.area_code if by.area_code else ""))
    _check(command, now)
    on = local_day(command.announced_at)
    group = _new_group(command, by)
    key = new_data_key(group.id)
    in_time = is_notice_in_time(on, command.expected_on)
    entry = carry_out(
        PROCEDURE, "return.announce", group, by=by, occurred_at=command.announced_at, now=now,
        facts={"country": str(command.from_country), "listed": len(command.listed), "in_time": in_time},
        note=tidy(command.note), key=key,
    )  # fmt: skip
    partners = {
        agency_of(by.province_code, kind, on) for kind in (AgencyKind.PROVINCIAL_POLICE, AgencyKind.HEALTH_DEPARTMENT)
    }
    for agency_id in (by.agency_id, *sorted(partners - {by.agency_id})):
        open_to(group, "return", agency_id, "competent", opened_on=on, now=now, key=key)
        if agency_id != by.agency_id:
            notices.post("return.announce", group, to=agency_id, by=by, now=now)
    _add(group, command.listed, key)
    return entry.record_id


@action("return.list_persons")
def list_persons(command: ListPersons, *, by: Actor, now: datetime) -> None:
    group = _fetch(command, by)
    access.check_may_list_persons(by, group)
    if not command.listed:
        raise Refused("Chưa có ai để thêm. Mỗi người một dòng.", field="listed")
    _carry("return.list_persons", group, command, by, now, {"listed": len(command.listed)})
    _add(group, command.listed, key_of(group.id, by.agency_id))


@action("return.verify_person")
def verify_person(command: VerifyPerson, *, by: Actor, now: datetime) -> None:
    """Checked before she comes: yes, no, or not known yet. It decides nothing about who is a victim."""
    group = _fetch(command, by)
    access.check_may_verify_person(by, group)
    person = _person(group, command)
    person.verified = str(command.verified)
    facts = {"listed": str(person.id), "answer": str(command.verified)}
    _carry("return.verify_person", group, command, by, now, facts)
    desk.change(person, "verified")


@action("return.confirm_list")
def confirm_list(command: ReturnStep, *, by: Actor, now: datetime) -> None:
    group = _fetch(command, by)
    access.check_may_confirm_list(by, group)
    open_lines = [p.place for p in people_of(group.id) if p.verified == Answer.UNKNOWN]
    if open_lines:
        numbers = ", ".join(str(n) for n in open_lines)
        raise Refused(f"Còn người chưa có kết quả xác minh: số {numbers}. Hãy ghi «có» hoặc «không» cho từng người.")
    _carry("return.confirm_list", group, command, by, now)


@action("return.reschedule")
def reschedule(command: Reschedule, *, by: Actor, now: datetime) -> None:
    group = _fetch(command, by)
    access.check_may_reschedule(by, group)
    if command.expected_on is None:
        raise Refused("Chưa có ngày dự kiến mới. Hãy nhập ngày.", field="expected_on")
    group.expected_on = command.expected_on
    in_time = is_notice_in_time(local_day(group.announced_at), command.expected_on)
    _carry("return.reschedule", group, command, by, now, {"in_time": in_time}, change=("expected_on",))


@action("return.receive_person")
def receive_person(command: AboutListed, *, by: Actor, now: datetime) -> UUID:
    """She is here: what the list says becomes her file, sealed under a key of her own; nobody types it again."""
    group = _fetch(command, by)
    access.check_may_receive_person(by, group)
    person = _person(group, command)
    if person.outcome == Outcome.ARRIVED:
        raise Refused("Người này đã được tiếp nhận, hồ sơ đã có. Hãy mở hồ sơ từ danh sách.")
    facts = {"listed": str(person.id), "purpose": "hand_over"}
    _carry("return.receive_person", group, command, by, now, facts)
    words = open_fields(person, key_of(group.id, by.agency_id), "full_name", "birth_date", "id_number")
    partner = Partner(group.partner)
    profile = Profile(
        sex=Sex(person.sex), birth_year=person.birth_year, return_way="handed_over",
        destination=Country(group.from_country), way_in=WAYS.get(partner, "foreign_handover"), abroad=Answer.YES,
    )  # fmt: skip
    file = ReceiveVictim(
        command.occurred_at, group.area_code, Identity(**words), profile, agreement=group.agreement, gate=group.gate
    )
    victim_id: UUID = receive(file, by=by, now=now)
    person.outcome, person.victim_id, person.absent_reason = str(Outcome.ARRIVED), victim_id, ""
    desk.change(person, "outcome", "victim_id", "absent_reason")
    return victim_id


@action("return.mark_absent")
def mark_absent(command: MarkAbsent, *, by: Actor, now: datetime) -> None:
    group = _fetch(command, by)
    access.check_may_mark_absent(by, group)
    person = _person(group, command)
    if person.outcome == Outcome.ARRIVED:
        raise Refused("Người này đã được tiếp nhận nên không thể ghi là không đến. Hãy mở hồ sơ từ danh sách.")
    person.outcome, person.absent_reason = str(Outcome.ABSENT), str(command.reason)
    facts = {"listed": str(person.id), "reason": str(command.reason)}
    _carry("return.mark_absent", group, command, by, now, facts)
    desk.change(person, "outcome", "absent_reason")


@action("return.hand_over")
def hand_over_return(command: HandOverGroup, *, by: Actor, now: datetime) -> None:
    """The minutes at the gate: everyone on the list has come, or it is written that she has not."""
    group = _fetch(command, by)
    access.check_may_hand_over_return(by, group)
    waiting = [p.place for p in people_of(group.id) if p.outcome == Outcome.EXPECTED]
    if waiting:
        numbers = ", ".join(str(n) for n in waiting)
        raise Refused(
            f"Còn người chưa ghi đã đến hay không đến: số {numbers}. Hãy ghi từng người trước khi lập biên bản."
        )
    if not tidy(command.minutes_number):
        raise Refused("Chưa có số biên bản giao, nhận. Hãy nhập số; số được niêm phong.", field="minutes_number")
    group.handed_over_on = local_day(command.occurred_at)
    seal_into(group, key_of(group.id, by.agency_id), minutes_number=tidy(command.minutes_number))
    _carry("return.hand_over", group, command, by, now, change=("handed_over_on", "minutes_number"))


@action("return.cancel")
def cancel_return(command: ReturnStep, *, by: Actor, now: datetime) -> None:
    group = _fetch(command, by)
    access.check_may_cancel_return(by, group)
    if not command.note:
        raise Refused("Hủy đợt trao trả phải nêu lý do. Hãy nhập vào ô «Căn cứ, ghi chú».", field="note")
    if any(p.outcome == Outcome.ARRIVED for p in people_of(group.id)):
        raise Refused("Đã có người đến nên không hủy được. Hãy ghi những người còn lại là không đến rồi lập biên bản.")
    _carry("return.cancel", group, command, by, now)


def listed_ids(return_id: UUID) -> tuple[UUID, ...]:
    """The lines of a list in their order: ids alone, nothing of the persons."""
    return tuple(p.id for p in people_of(return_id))


def people_of(group_id: UUID) -> list[ListedPerson]:
    buffered = desk.mine(ListedPerson)
    if buffered or desk.batch() is not None:
        return sorted((p for p in buffered if p.group_id == group_id), key=lambda p: p.place)
    return list(ListedPerson.objects.filter(group_id=group_id).order_by("place"))


def _check(command: AnnounceReturn, now: datetime) -> None:
    on = local_day(command.announced_at)
    if command.announced_at > now:
        raise Refused("Thời điểm nhận thông báo nằm ở tương lai. Hãy kiểm tra lại.", field="announced_at")
    if command.expected_on < on:
        raise Refused("Ngày dự kiến trước ngày nhận thông báo. Hãy kiểm tra lại hai ngày.", field="expected_on")
    if command.from_country in (Country.VN, Country.UNKNOWN):
        raise Refused("Chưa chọn nước trao trả. Hãy chọn nước trong danh sách.", field="from_country")
    check_code("agreements", command.agreement, on, "agreement")
    check_code("gates", command.gate, on, "gate")


def _new_group(command: AnnounceReturn, by: Actor) -> ReturnGroup:
    on = local_day(command.announced_at)
    return ReturnGroup(
        code=new_handle("TT", by.province_code, on.year), status="", holder_id=by.agency_id, origin_id=by.agency_id,
        province_code=by.province_code, area_code=command.area_code, partner=str(command.partner),
        from_country=str(command.from_country), agreement=command.agreement, gate=command.gate,
        announced_at=command.announced_at, expected_on=command.expected_on, opened_on=on,
    )  # fmt: skip


def _add(group: ReturnGroup, listed: tuple[Listed, ...], key: Any) -> None:
    start = max((p.place for p in people_of(group.id)), default=0)
    for place, one in enumerate(listed, start + 1):
        row = ListedPerson(
            group_id=group.id, place=place, sex=str(one.sex), birth_year=one.birth_year, verified=str(Answer.UNKNOWN),
            outcome=str(Outcome.EXPECTED),
        )  # fmt: skip
        seal_into(row, key, full_name=tidy(one.full_name), birth_date=one.birth_date, id_number=tidy(one.id_number))
        desk.add(row)


def _fetch(command: ReturnStep, by: Actor) -> ReturnGroup:
    return desk.fetch(access.visible_returns(by), command.return_id)


def _person(group: ReturnGroup, command: AboutListed) -> ListedPerson:
    found = next((p for p in people_of(group.id) if p.id == command.listed_id), None)
    if found is None:
        raise NotFound
    return found


def _carry(
    verb: str, group: ReturnGroup, command: ReturnStep, by: Actor, now: datetime, facts: dict[str, Any] | None = None,
    *, change: tuple[str, ...] = (),
) -> Entry:  # fmt: skip
    if command.occurred_at < group.announced_at:
        raise Refused(
            "Bước này không thể xảy ra trước khi nhận thông báo. Hãy kiểm tra lại ngày, giờ.", field="occurred_at"
        )
    entry = carry_out(
        PROCEDURE, verb, group, by=by, occurred_at=command.occurred_at, now=now, facts=facts, change=change
    )
    if command.note:
        add_note(entry, tidy(command.note), key_of(group.id, by.agency_id))
    return entry
