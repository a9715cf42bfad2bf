"""Who keeps views of the explorer: every officer who works with records, each his own."""

from __future__ import annotations

from django.db.models import QuerySet

from lachan.access.actor import Actor
from lachan.access.checks import Check, Relation, allow
from lachan.access.roles import Role
from lachan.indicators.models import SavedView

_OFFICERS = tuple(r for r in Role if r is not Role.ADMINISTRATOR)

check_may_save = Check("view.save", "lưu khung nhìn", allow(*_OFFICERS, when=(Relation.OWN_AREA, Relation.PROVINCE)))
check_may_drop = Check("view.drop", "bỏ khung nhìn", allow(*_OFFICERS, when=(Relation.OWN_AREA, Relation.PROVINCE)))


def visible_to(actor: Actor) -> QuerySet[SavedView]:
    return SavedView.objects.filter(account_id=actor.account_id)
