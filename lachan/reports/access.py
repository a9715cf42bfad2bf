"""Who drafts, signs and reads reports: each agency its own; the standing office and the auditor read the province's."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from lachan.access.actor import Actor
from lachan.access.checks import Check, Relation, allow
from lachan.access.roles import Role
from lachan.reports.models import Report

WRITERS = (Role.STANDING_OFFICE, Role.HEALTH_OFFICER, Role.INVESTIGATOR, Role.COMMUNE_OFFICER, Role.UNION_OFFICER)
READERS = frozenset({Role.STANDING_OFFICE, Role.AUDITOR})
_own = allow(*WRITERS, when=(Relation.HOLDS,))

check_may_draft = Check("report.draft", "lập dự thảo báo cáo", allow(*WRITERS, when=(Relation.OWN_AREA,)))
check_may_write = Check("report.write", "soạn nội dung báo cáo", _own)
check_may_sign = Check("report.sign", "ký, khóa số liệu", _own)
check_may_correct = Check("report.correct", "đính chính báo cáo", _own)


def visible_to(actor: Actor) -> QuerySet[Report]:
    """An agency sees its own reports; signed ones of the province are open to those who follow it."""
    own = Q(holder_id=actor.agency_id)
    if actor.roles & READERS and not actor.area_code:
        return Report.objects.filter(Q(province_code=actor.province_code) & (own | Q(status="signed")))
    return Report.objects.filter(own)
