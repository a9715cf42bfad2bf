"""What is done with a public release, one function a verb."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from lachan.access.actor import Actor
from lachan.access.checks import Place
from lachan.base.clock import local_day
from lachan.base.ids import new_handle
from lachan.base.text import tidy
from lachan.exchange import access
from lachan.exchange.building import content_of, digest
from lachan.exchange.models import Release
from lachan.exchange.rules import (
    PROCEDURE,
    ReleaseStatus,
    check_closed,
    check_first,
    check_part,
    check_reason,
    check_second_person,
)
from lachan.exchange.tables import fixed_table
from lachan.journal import desk
from lachan.journal.actions import action
from lachan.journal.procedure import carry_out, register
from lachan.law.periods import period
from lachan.people.queries import get_agency

register(PROCEDURE)


@dataclass(frozen=True)
class Propose:
    """``table``: a key of tables.toml; ``as_of``: what was known to the end of this day is counted."""

    table: str
    period_code: str
    as_of: date


@action("release.propose")
def propose(command: Propose, *, by: Actor, now: datetime) -> UUID:
    access.check_may_propose(by, Place(by.province_code, by.area_code))
    table, span = fixed_table(command.table), period(command.period_code)
    check_part(span.code[5:6] or "Y", table.parts)
    check_closed(span, command.as_of, local_day(now))
    release = Release(
        code=new_handle("PH", by.province_code, span.end.year),
        status="",
        holder_id=by.agency_id,
        origin_id=by.agency_id,
        province_code=by.province_code,
        opened_on=local_day(now),
        table=table.key,
        indicator=table.indicator,
        period_code=span.code,
        as_of=command.as_of,
        proposed_by=by.account_id,
    )
    check_first(_stands(release))
    carry_out(
        PROCEDURE, "release.propose", release, by=by, occurred_at=now, now=now,
        facts={"table": table.key, "period": span.code},
    )  # fmt: skip
    return release.id


@action("release.publish")
def publish(release_id: UUID, *, by: Actor, now: datetime) -> str:
    """Freezes the safe cells as they are today beside everything published, and returns their hash."""
    release = desk.fetch(access.visible_to(by), release_id)
    access.check_may_publish(by, release)
    check_second_person(release.proposed_by, by.account_id)
    release.published_on = local_day(now)
    release.content = content_of(
        release, release.published_on, get_agency(by.agency_id).name, get_agency(release.origin_id).name
    )
    release.sha256 = digest(release.content)
    carry_out(
        PROCEDURE, "release.publish", release, by=by, occurred_at=now, now=now, facts={"sha256": release.sha256},
        change=("published_on", "content", "sha256"),
    )  # fmt: skip
    return release.sha256


@action("release.decline")
def decline(release_id: UUID, *, reason: str, by: Actor, now: datetime) -> None:
    release = desk.fetch(access.visible_to(by), release_id)
    access.check_may_decline(by, release)
    _end("release.decline", release, reason, by, now)


@action("release.withdraw")
def withdraw(release_id: UUID, *, reason: str, by: Actor, now: datetime) -> None:
    """Takes a table back. What was seen was seen: later releases are still checked against it."""
    release = desk.fetch(access.visible_to(by), release_id)
    access.check_may_withdraw(by, release)
    _end("release.withdraw", release, reason, by, now)


def _end(verb: str, release: Release, reason: str, by: Actor, now: datetime) -> None:
    check_reason(reason)
    release.reason = tidy(reason)
    carry_out(PROCEDURE, verb, release, by=by, occurred_at=now, now=now, change=("reason",))


def _stands(release: Release) -> bool:
    same = Q(province_code=release.province_code, table=release.table, period_code=release.period_code)
    return Release.objects.filter(same).exclude(status=ReleaseStatus.DECLINED.value).exists()
