"""The pages of figures: groups, neighbours in time, parts that open, why a number changed, checks before sending."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from lachan.indicators.definitions import indicators
from lachan.journal import corrections
from lachan.journal.models import Entry
from lachan.tips.models import Tip
from lachan.tips.rules import TipStatus
from lachan.victims.rules import VictimStatus
from tests.world import DAY, a_tip
from tests.world_victims import a_victim

pytestmark = pytest.mark.django_db
H1 = "?ky=2026-H1&tai-ngay=2026-06-30"


def visit(name: str) -> Client:
    client = Client(SERVER_NAME="localhost")
    account = get_user_model().objects.get(username=name)
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_groups_of_figures_with_the_year_before_and_stocks(cast):
    a_victim(cast, VictimStatus.IDENTIFIED)
    office = visit("standing")
    for group in ("", "tips", "cases", "victims", "facilities"):
        assert "Số liệu" in page(office, reverse("figure.list") + f"{H1}&nhom={group}")
    said = page(office, reverse("figure.list") + f"{H1}&nhom=victims")
    for words in ("Người tiếp nhận", "Cùng kỳ năm trước", "tăng 1", "Tồn đầu kỳ", "công thức chưa xác nhận"):
        assert words in said, words


@pytest.mark.parametrize("period", ["2026", "2026-Q1", "2026-M03", "statistics.2026-H1", "investigation.2026"])
def test_every_calendar_is_asked_by_name(cast, period):
    assert "selected" in page(visit("standing"), reverse("figure.list") + f"?ky={period}")


def test_every_figure_opens_divided_by_its_first_dimension(cast):
    a_tip(cast)
    a_victim(cast)
    office = visit("standing")
    for code, rule in indicators().items():
        said = page(office, reverse("figure.show", args=[code]) + f"{H1}&chia={rule.by[0]}")
        assert rule.numerator.split(",")[0][:20] in said, code


def test_the_periods_before_follow_the_records(cast):
    """The page asks for them when it stands; where no script runs they are a page of their own."""
    a_tip(cast)
    office, address = visit("standing"), reverse("figure.beside", args=["tip.received"]) + H1
    shown = page(office, reverse("figure.show", args=["tip.received"]) + H1)
    assert 'hx-get="/so-lieu/tip.received/ben-canh/?' in shown and "Cùng kỳ năm trước" not in shown
    alone = page(office, address)
    assert "Cùng kỳ năm trước" in alone and "<main" in alone
    part = office.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "Cùng kỳ năm trước" in part and "<main" not in part


def test_a_part_opens_to_its_own_records(cast):
    one, other = a_tip(cast), a_tip(cast, TipStatus.CLASSIFIED)
    codes = dict(Tip.objects.values_list("id", "code"))
    said = page(visit("police"), reverse("figure.show", args=["tip.received"]) + f"{H1}&chia=suspicion&o=online_scam")
    assert "Ép buộc lừa đảo trực tuyến" in said and codes[other] in said and codes[one] not in said


def test_who_sees_no_record_is_told_how_many_there_are(cast):
    a_victim(cast)
    said = page(visit("commune"), reverse("figure.show", args=["victim.received"]) + H1)
    assert "Không có hồ sơ nào bạn được xem" in said and "có 1 hồ sơ thuộc cơ quan khác" in said


def test_why_a_figure_changed(cast):
    tip_id = a_tip(cast)
    tip, entry = Tip.objects.get(id=tip_id), Entry.objects.get(record_id=tip_id, verb="tip.record")
    corrections.void(entry.seq, tip, by=cast.police, now=DAY + timedelta(days=9))
    address = reverse("figure.why", args=["tip.received"]) + f"{H1}&tu=2026-03-05"
    said = page(visit("police"), address)
    assert tip.code in said and "Hủy một việc ghi nhầm" in said and "Không còn được tính" in said
    assert "Không có hồ sơ nào bạn được xem" in page(visit("facility"), address)


def test_checks_name_the_records_at_fault(cast):
    tip_id = a_tip(cast, TipStatus.CLASSIFIED)
    tip, entry = Tip.objects.get(id=tip_id), Entry.objects.get(record_id=tip_id, verb="tip.classify")
    early = DAY - timedelta(days=2)
    corrections.correct(entry.seq, tip, by=cast.police, occurred_at=early, now=DAY + timedelta(days=1))
    said = page(visit("police"), reverse("figure.check") + f"{H1}&nhom=tips")
    assert "Cần sửa trước khi gửi" in said and tip.code in said and "trước ngày tiếp nhận" in said
    other = page(visit("facility"), reverse("figure.check") + f"{H1}&nhom=tips")
    assert tip.code not in other and "và 1 hồ sơ khác" in other
