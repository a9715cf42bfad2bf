"""A person from the border post to a life resumed: clocks, holder, status, refusals, both laws."""

from __future__ import annotations

import pytest

from lachan.journal import clocks
from lachan.victims.models import Victim
from lachan.victims.rules import VictimStatus
from tests.world_victims import a_victim, a_referral
from lachan.victims.referral_rules import ReferralStatus

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", list(VictimStatus))
def test_every_status_is_reached_by_real_steps(cast, status):
    assert Victim.objects.get(id=a_victim(cast, status)).status == status


@pytest.mark.parametrize("status", list(ReferralStatus))
def test_every_status_of_a_referral(cast, status):
    a_referral(cast, status=status)
