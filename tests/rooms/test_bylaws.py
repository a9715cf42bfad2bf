"""A province sets a row of law with its own source: it wins for its days, is in the journal, and can be withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, transaction
from django.test import Client

from lachan.base.errors import NotAllowed, NotFound, Refused
from lachan.bylaws import overlay, queries
from lachan.bylaws.actions import SetLaw, set_, withdraw
from lachan.bylaws.models import LocalRow
from lachan.bylaws.rules import settable, subject_id
from lachan.journal.actions import bulk
from lachan.journal.models import Entry
from lachan.journal.queries import timeline, verify
from lachan.law.book import current, shipped
from lachan.law.calendar import working_calendar
from lachan.law.deadlines import due
from lachan.law.loading import shipped_rows
from lachan.law.rows import KINDS, AmountRow, BadRow, Confidence, DeadlineRow
from tests.world import DAY

pytestmark = pytest.mark.django_db

RULE = "victim.identify"
SOURCE = "Quy chế phối hợp tỉnh thử nghiệm, Điều 9"


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    overlay.forget()
    yield
    overlay.forget()


def shorter(length: int = 15, **more: object) -> SetLaw:
    changes = {"length": length, "source": SOURCE, "confidence": "confirmed", "in_force_from": date(2026, 3, 1)}
    return SetLaw("deadlines", RULE, {**changes, **more})


def amount(value: int | None, **more: object) -> SetLaw:
    changes = {"value": value, "source": SOURCE, "confidence": "confirmed", "in_force_from": date(2026, 10, 1)}
    return SetLaw("amounts", "meals", {**changes, **more})


def test_a_limit_that_was_set_is_the_one_that_is_computed(cast):
    before = due(RULE, date(2026, 3, 2)).length
    set_(shorter(), by=cast.admin, now=DAY)
    after = due(RULE, date(2026, 3, 2))
    assert (before, after.length, after.source) == (20, 15, SOURCE)
    assert after.confidence is Confidence.CONFIRMED
    assert due(RULE, date(2026, 2, 27)).length == before  # the days before are as they were


def test_what_the_change_does_not_name_stays(cast):
    set_(shorter(), by=cast.admin, now=DAY)
    under = shipped().find(DeadlineRow, RULE, date(2026, 3, 2))
    over = current().find(DeadlineRow, RULE, date(2026, 3, 2))
    assert under is not None and over is not None
    kept = ("name", "name_en", "unit", "roll", "direction", "counts_from", "duty_of", "extends", "decided_by")
    assert [getattr(over, f) for f in kept] == [getattr(under, f) for f in kept]
    assert (under.origin, over.origin) == ("shipped", "local")


def test_a_running_clock_keeps_the_date_it_was_given(cast):
    """A later change of law rewrites nothing: the due date lies in the clock, with its source."""
    from lachan.journal import clocks
    from tests.world import a_tip

    tip_id = a_tip(cast)
    before = {c.rule: (c.due_at, c.length, c.source) for c in clocks.running(tip_id)}
    command = SetLaw("deadlines", "tip.classify", {"length": 12, "source": SOURCE, "in_force_from": date(2026, 1, 1)})
    set_(command, by=cast.admin, now=DAY + timedelta(hours=1))
    assert {c.rule: (c.due_at, c.length, c.source) for c in clocks.running(tip_id)} == before
    later = a_tip(cast, at=DAY + timedelta(hours=2))
    assert next(c for c in clocks.running(later) if c.rule == "tip.classify").length == 12


@pytest.mark.parametrize("who", ["standing", "police", "auditor", "commune", "outsider"])
def test_only_the_administrator_sets_law(cast, who):
    with pytest.raises(NotAllowed):
        set_(shorter(), by=cast.actors[who], now=DAY)
    with pytest.raises(NotAllowed):
        withdraw("deadlines", RULE, date(2026, 3, 1), by=cast.actors[who], now=DAY)
    assert not LocalRow.objects.exists()


def test_setting_is_one_entry_with_codes_only(cast):
    set_(shorter(), by=cast.admin, now=DAY)
    [entry] = Entry.objects.filter(verb="law.set")
    assert (entry.record_kind, entry.record_id) == ("law", subject_id("deadlines", RULE))
    assert entry.facts == {
        "kind": "deadlines", "row": RULE, "confidence": "confirmed", "from": "2026-03-01", "until": "",
    }  # fmt: skip
    assert verify().is_whole


def test_a_correction_is_a_further_version_and_the_newest_wins(cast):
    set_(shorter(15), by=cast.admin, now=DAY)
    set_(shorter(12), by=cast.admin, now=DAY + timedelta(days=1))
    assert due(RULE, date(2026, 3, 2)).length == 12
    page = queries.get_law("deadlines", RULE, date(2026, 3, 2))
    assert [(v.row.length, v.stands) for v in page.versions] == [(12, True), (15, False)]
    assert len(timeline(subject_id("deadlines", RULE))) == 2


def test_rows_of_other_days_stand_side_by_side(cast):
    set_(shorter(15, in_force_until=date(2026, 6, 30)), by=cast.admin, now=DAY)
    set_(shorter(10, in_force_from=date(2026, 7, 1)), by=cast.admin, now=DAY)
    assert [due(RULE, d).length for d in (date(2026, 6, 30), date(2026, 7, 1))] == [15, 10]


def test_withdrawing_brings_back_what_lay_under(cast):
    set_(shorter(), by=cast.admin, now=DAY)
    withdraw("deadlines", RULE, date(2026, 3, 1), by=cast.admin, now=DAY + timedelta(days=1))
    assert due(RULE, date(2026, 3, 2)).length == 20
    versions = queries.get_law("deadlines", RULE, date(2026, 3, 2)).versions
    assert [(v.is_withdrawn, v.stands) for v in versions] == [(True, False), (False, False)]
    with pytest.raises(NotFound):
        withdraw("deadlines", RULE, date(2026, 3, 1), by=cast.admin, now=DAY + timedelta(days=2))


def test_a_withdrawn_row_may_be_set_again(cast):
    set_(shorter(), by=cast.admin, now=DAY)
    withdraw("deadlines", RULE, date(2026, 3, 1), by=cast.admin, now=DAY)
    set_(shorter(9), by=cast.admin, now=DAY)
    assert due(RULE, date(2026, 3, 2)).length == 9


def test_an_amount_gets_its_value_but_is_not_confirmed_without_one(cast):
    with pytest.raises(Refused, match="nhập số") as refusal:
        set_(amount(None), by=cast.admin, now=DAY)
    assert refusal.value.field == "value"
    set_(amount(90_000), by=cast.admin, now=DAY)
    row = current().find(AmountRow, "meals", date(2026, 11, 1))
    assert row is not None and (row.value, row.unit) == (90_000, "đồng/người/ngày")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"source": "  "}, "source"),
        ({"length": 0}, "ít nhất 1"),
        ({"length": "hai mươi"}, "số nguyên"),
        ({"confidence": "chắc"}, "confidence"),
        ({"in_force_until": date(2026, 2, 1)}, "hết hiệu lực trước"),
        ({"direction": "before"}, "Không sửa được direction"),
    ],
)
def test_a_row_that_cannot_be_law_is_refused_with_a_sentence(cast, changes, says):
    with pytest.raises((BadRow, Refused), match=says):
        set_(shorter(**changes), by=cast.admin, now=DAY)
    assert not LocalRow.objects.exists()


def test_a_new_day_off_is_a_whole_row_of_its_own(cast):
    day = date(2026, 3, 16)
    assert working_calendar().is_working_day(day)
    changes = {
        "name": "Nghỉ bù của tỉnh", "day": day, "day_kind": "compensatory", "source": SOURCE, "confidence": "confirmed",
        "in_force_from": day, "in_force_until": day,
    }  # fmt: skip
    set_(SetLaw("calendar", day.isoformat(), changes), by=cast.admin, now=DAY)
    assert not working_calendar().is_working_day(day)
    withdraw("calendar", day.isoformat(), day, by=cast.admin, now=DAY)
    assert working_calendar().is_working_day(day)
    assert queries.get_law("calendar", day.isoformat(), day).versions  # withdrawn, still readable


def test_a_version_is_never_changed_or_removed(cast):
    set_(shorter(), by=cast.admin, now=DAY)
    for attempt in (lambda: LocalRow.objects.update(source="khác"), lambda: LocalRow.objects.all().delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt()
    assert LocalRow.objects.get().source == SOURCE


def test_every_shipped_row_can_be_confirmed_here(cast):
    """No id, kind or value of the shipped law is too long or too odd for a local row or for the journal."""
    rows = {(row.kind, row.id): row for row in shipped_rows() if not isinstance(row, AmountRow)}
    with bulk():
        for kind, row_id in list(rows)[::9]:
            set_(SetLaw(kind, row_id, {"source": SOURCE, "confidence": "confirmed"}), by=cast.admin, now=DAY)
    assert {c.kind for c in queries.count_law(DAY.date())} == set(KINDS)
    assert all(len(kind) <= 32 and len(row_id) <= 64 for kind, row_id in rows)
    assert verify().is_whole


def test_the_rows_are_read_once_not_for_each_limit(cast, django_assert_max_num_queries):
    overlay.forget()
    with django_assert_max_num_queries(3):
        for _ in range(2000):
            current()


def test_a_row_that_was_rolled_back_is_forgotten(cast):
    with pytest.raises(RuntimeError), transaction.atomic():
        set_(shorter(), by=cast.admin, now=DAY)
        assert due(RULE, date(2026, 3, 2)).length == 15
        raise RuntimeError
    assert due(RULE, date(2026, 3, 2)).length == 20


def test_lists_count_filter_and_search_without_marks(cast):
    counts = {c.kind: c for c in queries.count_law(DAY.date())}
    assert counts["amounts"].unconfirmed == counts["amounts"].rows > 0
    unconfirmed = queries.list_law(queries.LawFilter(kind="deadlines", only_unconfirmed=True), DAY.date())
    assert unconfirmed.total == counts["deadlines"].unconfirmed
    assert all(row.confidence is Confidence.UNCONFIRMED for row in unconfirmed.items)
    found = queries.list_law(queries.LawFilter(words="tien an luu tru"), DAY.date())
    assert "meals" in [row.id for row in found.items]
    assert queries.list_law(queries.LawFilter(only_local=True), DAY.date()).items == ()
    set_(amount(90_000), by=cast.admin, now=DAY)
    assert [r.id for r in queries.list_law(queries.LawFilter(only_local=True), DAY.date()).items] == ["meals"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_settable_field_is_a_field_of_its_kind(kind):
    assert set(settable(kind)) <= set(KINDS[kind].__dataclass_fields__)


def test_no_such_row_is_not_found(cast):
    for kind, row_id in (("deadlines", "tip.none"), ("nothing", RULE)):
        with pytest.raises(NotFound):
            queries.get_law(kind, row_id, DAY.date())


# --- the pages


def visitor(username: str) -> Client:
    client = Client()
    account = get_user_model().objects.get(username=username)
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_every_kind_has_a_page_and_a_form_that_saves(cast):
    """The form as it comes, with only a source of one's own, makes a row that says what the shipped one said."""
    admin = visitor("admin")
    keys = {row.kind: f"{row.kind}.{row.id}" for row in reversed(shipped_rows())}
    assert set(keys) == set(KINDS)
    for kind, key in keys.items():
        row = admin.get(f"/phap-luat/{key}/").context["row"]
        form = admin.get(f"/phap-luat/{key}/dat/").context["form"]
        data = {field.html_name: field.value() for field in form} | {"source": SOURCE}
        answer = admin.post(f"/phap-luat/{key}/dat/", {k: v for k, v in data.items() if v is not None})
        assert answer.status_code == 302, (key, answer.context["form"].errors)
        [local] = [r for r in current().rows(kind) if r.id == row.id and r.origin == "local"]
        shown = {f: getattr(row, f) for f in settable(kind) if f not in ("source", "note")}
        assert {f: getattr(local, f) for f in shown} == shown
    assert admin.get("/phap-luat/?only_local=on").context["page"].total == len(KINDS)


@pytest.mark.parametrize("who", ["standing", "police", "auditor", "outsider"])
def test_others_read_the_law_and_set_nothing(cast, who):
    client = visitor(who)
    page = client.get("/phap-luat/amounts.meals/")
    assert page.status_code == 200 and "/dat/" not in page.content.decode()
    for address in ("/phap-luat/amounts.meals/dat/", "/phap-luat/ngay-nghi/moi/"):
        assert (client.get(address).status_code, client.post(address).status_code) == (403, 403)
    withdrawal = client.post("/phap-luat/amounts.meals/thu-hoi/", {"in_force_from": "2026-10-01"})
    assert withdrawal.status_code == 403
    assert not LocalRow.objects.exists()


def test_a_refusal_of_the_room_stands_beside_its_field(cast):
    data = {
        "value": "", "unit": "đồng", "name": "Tiền ăn", "source": SOURCE, "confidence": "confirmed",
        "in_force_from": "2026-10-01",
    }  # fmt: skip
    answer = visitor("admin").post("/phap-luat/amounts.meals/dat/", data)
    assert "nhập số" in answer.context["form"].errors["value"][0]


@pytest.mark.parametrize("key", ["amounts", "amounts.", ".meals", "amounts.none", "none.meals", "deadlines.tip"])
def test_no_such_page(cast, key):
    assert visitor("admin").get(f"/phap-luat/{key}/").status_code == 404
