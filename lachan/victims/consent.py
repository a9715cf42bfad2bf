"""Which sealed fields an agency may open: all of them by the law, or those the person consented to for a referral."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from lachan.access.models import Share
from lachan.victims.models import Referral, Victim
from lachan.victims.reception import Identity
from lachan.victims.referral_rules import ONGOING, OPENED_FOR, FieldGroup, ReferralPurpose, consented

EVERY_FIELD = frozenset({*Identity.__dataclass_fields__, "decision_number"})


def open_fields_of(victims: Iterable[Victim], agency_id: UUID, on: date) -> dict[UUID, frozenset[str]]:
    """The fields open to the agency, by file. Who came by a referral sees what was consented, and nothing else."""
    known = {v.id: v for v in victims}
    limited = _by_referral(known.values(), agency_id)
    groups = groups_of(limited, agency_id, on)
    return {i: consented(groups.get(i, frozenset())) if i in limited else EVERY_FIELD for i in known}


def groups_of(victim_ids: Iterable[UUID], agency_id: UUID, on: date) -> dict[UUID, frozenset[str]]:
    """The field groups consented to for this recipient in referrals whose consent holds on that day."""
    found: dict[UUID, frozenset[str]] = {}
    for row in _standing(victim_ids, agency_id, on):
        found[row.victim_id] = found.get(row.victim_id, frozenset()) | frozenset(row.consent_fields)
    return found


def purposes_of(victim_id: UUID, agency_id: UUID, on: date) -> frozenset[str]:
    """What this recipient may state as the purpose of an opening."""
    rows = _standing([victim_id], agency_id, on)
    return frozenset(code for row in rows for code in OPENED_FOR[ReferralPurpose(row.purpose)])


def came_by_referral(victim: Victim, agency_id: UUID) -> bool:
    return bool(_by_referral([victim], agency_id))


def is_closed_to(victim: Victim, agency_id: UUID, on: date) -> bool:
    """It came by a referral, and no consent holds any more: the file is as if it were not there."""
    return came_by_referral(victim, agency_id) and not _standing([victim.id], agency_id, on).exists()


def sees_support(victim: Victim, agency_id: UUID, on: date) -> bool:
    """What was needed, decided and given is shown to a recipient only with consent to that group."""
    limited = _by_referral([victim], agency_id)
    return not limited or FieldGroup.SUPPORT in groups_of(limited, agency_id, on).get(victim.id, frozenset())


def _standing(victim_ids: Iterable[UUID], agency_id: UUID, on: date) -> QuerySet[Referral]:
    rows = Referral.objects.filter(victim_id__in=list(victim_ids), holder_id=agency_id, consent_ended_on=None)
    return rows.filter(Q(consent_until=None) | Q(consent_until__gte=on), status__in=[str(s) for s in ONGOING])


def _by_referral(victims: Iterable[Victim], agency_id: UUID) -> set[UUID]:
    others = [v.id for v in victims if agency_id not in (v.holder_id, v.origin_id)]
    shares = Share.objects.filter(record_id__in=others, agency_id=agency_id, purpose="referral", revoked_at=None)
    return set(shares.values_list("record_id", flat=True))
