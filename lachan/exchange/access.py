"""Who may propose a public release, who may publish it, and who sees the register."""

from __future__ import annotations

from django.db.models import QuerySet

from lachan.access.actor import Actor
from lachan.access.checks import Check, Relation, allow
from lachan.access.roles import Role
from lachan.exchange.models import Release

WRITERS = (Role.STANDING_OFFICE, Role.HEALTH_OFFICER)
READERS = frozenset({*WRITERS, Role.INVESTIGATOR, Role.AUDITOR})
_province = allow(*WRITERS, when=(Relation.PROVINCE,))

check_may_propose = Check("release.propose", "đề nghị phát hành số liệu", _province)
check_may_publish = Check("release.publish", "duyệt, phát hành số liệu", _province)
check_may_decline = Check("release.decline", "không duyệt phát hành số liệu", _province)
check_may_withdraw = Check("release.withdraw", "thu hồi số liệu đã phát hành", _province)


def visible_to(actor: Actor) -> QuerySet[Release]:
    if actor.roles & READERS and not actor.area_code:
        return Release.objects.filter(province_code=actor.province_code)
    return Release.objects.none()
