"""Keeping a file right: the day of an act, the coded attributes, the sealed identity."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.journal import corrections, desk
from lachan.journal.actions import action, record
from lachan.journal.shares import key_of
from lachan.victims import access
from lachan.victims.models import ATTRIBUTES, VictimIdentity
from lachan.victims.reception import Identity, Profile, apply_profile, check_profile, seal_identity
from lachan.victims.steps import fetch, new_profile


@action("victim.correct")
def correct_day(victim_id: UUID, seq: int, occurred_at: datetime, *, by: Actor, now: datetime) -> None:
    """The day of one act was written wrongly: a further entry says the right one."""
    victim = fetch(victim_id, by)
    access.check_may_correct(by, victim)
    corrections.correct(seq, victim, by=by, occurred_at=occurred_at, now=now)


@action("victim.change_profile")
def change_profile(victim_id: UUID, profile: Profile, *, by: Actor, now: datetime) -> None:
    """A further version of the coded attributes; figures as known before stay as they were."""
    victim = fetch(victim_id, by)
    access.check_may_change_profile(by, victim)
    check_profile(profile, victim.received_at)
    born, band = victim.birth_year, victim.age_band
    apply_profile(victim, replace(profile, person_kind=victim.person_kind))
    if victim.birth_year == born:
        victim.age_band = band  # told by the sealed date of birth, which is not opened for this
    desk.change(victim, *ATTRIBUTES)
    entry = record("victim.change_profile", victim, "victim", by=by, occurred_at=now, now=now)
    new_profile(victim, entry)


@action("victim.change_identity")
def change_identity(victim_id: UUID, words: Identity, *, by: Actor, now: datetime) -> None:
    """The sealed words are replaced; what they were is not kept."""
    victim = fetch(victim_id, by)
    access.check_may_change_identity(by, victim)
    identity = desk.fetch(VictimIdentity.objects.all(), victim.id)
    seal_identity(identity, words, key_of(victim.id, by.agency_id))
    desk.change(identity, *Identity.__dataclass_fields__, "id_number_digest", "phone_digest")
    record("victim.change_identity", victim, "victim", by=by, occurred_at=now, now=now)
