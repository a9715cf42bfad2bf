"""Which sealed fields an agency may open: all of them by the law, or those the person consented to for a referral."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from lachan.access.models import Share
from lachan.victims.models import Referral, Victim
from lachan.victims.reception import Identity
from lachan.victims.referral_rules import ONGOING, FieldGroup, consented

EVERY_FIELD = frozenset({*Identity.__dataclass_fields__, "decision_number"})


def open_fields_of(victims: Iterable[Victim], agency_id: UUID) -> dict[UUID, frozenset[str]]:
    """The fields open to the agency, by file. Who came by a referral sees what was consented, and nothing else."""
    known = {v.id: v for v in victims}
    limited = _by_referral(known.values(), agency_id)
    groups = groups_of(limited, agency_id)
    return {i: consented(groups.get(i, frozenset())) if i in limited else EVERY_FIELD for i in known}


def groups_of(victim_ids: Iterable[UUID], agency_id: UUID) -> dict[UUID, frozenset[str]]:
    """The field groups consented to for this recipient in referrals that still stand."""
    found: dict[UUID, frozenset[str]] = {}
    standing = [str(s) for s in ONGOING]
    rows = Referral.objects.filter(victim_id__in=list(victim_ids), holder_id=agency_id, status__in=standing)
    for row in rows:
        found[row.victim_id] = found.get(row.victim_id, frozenset()) | frozenset(row.consent_fields)
    return found


def came_by_referral(victim: Victim, agency_id: UUID) -> bool:
    return bool(_by_referral([victim], agency_id))


def sees_support(victim: Victim, agency_id: UUID) -> bool:
    """What was needed, decided and given is shown to a recipient only with consent to that group."""
    limited = _by_referral([victim], agency_id)
    return not limited or FieldGroup.SUPPORT in groups_of(limited, agency_id).get(victim.id, frozenset())


def _by_referral(victims: Iterable[Victim], agency_id: UUID) -> set[UUID]:
    others = [v.id for v in victims if agency_id not in (v.holder_id, v.origin_id)]
    shares = Share.objects.filter(record_id__in=others, agency_id=agency_id, purpose="referral", revoked_at=None)
    return set(shares.values_list("record_id", flat=True))
