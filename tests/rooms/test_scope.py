"""The filter that pages and lists start from: two ways of asking the database, one answer."""

from __future__ import annotations

import pytest

from lachan.access import scope
from lachan.cases import access as cases
from lachan.tips import access as tips
from lachan.victims import access as victims
from lachan.victims.referral_rules import ReferralStatus
from tests.world import one_of_each
from tests.world_victims import a_referral, a_victim

ROOMS = (tips.visible_to, cases.visible_to, victims.visible_to, victims.visible_referrals, victims.visible_returns)


@pytest.mark.django_db
@pytest.mark.parametrize("much", [0, scope.MUCH], ids=["walking the records", "starting from the shares"])
def test_a_list_holds_what_may_be_opened_and_nothing_else(cast, monkeypatch, much):
    one_of_each(cast)
    a_referral(cast, a_victim(cast))
    a_referral(cast, a_victim(cast), ReferralStatus.REVOKED)
    monkeypatch.setattr(scope, "MUCH", much)
    seen = 0
    for who, actor in cast.actors.items():
        for visible in ROOMS:
            one, many = (set(visible(actor, many=m).values_list("id", flat=True)) for m in (False, True))
            assert one == many, (who, visible)
            seen += len(one)
    assert seen > 30
