"""Reports of members: their own work in them, the board that adds agencies up, and what a sum is not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lachan.base.errors import NotFound
from lachan.people.queries import get_agency
from lachan.reports import actions, queries
from lachan.victims import actions as victims
from lachan.victims.rules import VictimStatus
from tests.world import DAY, a_tip
from tests.world_cases import a_case
from tests.world_reports import LATER, a_draft, a_report, a_round
from tests.world_victims import a_victim

pytestmark = pytest.mark.django_db
TODAY = LATER.date()


def test_the_board_adds_what_agencies_did_and_names_what_the_sum_lacks(cast):
    """The border guard received her and has not reported; the health department verified her and has."""
    a_victim(cast, VictimStatus.PRESUMED)
    a_tip(cast)
    round_id = a_round(cast)
    sent = actions.send(a_report(cast, "health"), cast.standing.agency_id, by=cast.health, now=LATER)
    actions.receive(sent, by=cast.standing, now=LATER)
    cells = {c.code: c for c in queries.open_round(cast.standing, round_id, TODAY).agency_cells}
    assert (cells["victim.presumed"].total, cells["victim.presumed"].own) == ((1, None), (1, None))
    assert (cells["victim.received"].total, cells["victim.received"].own) == ((0, None), (1, None))
    assert cells["victim.received"].differs and not cells["victim.presumed"].differs
    gap = queries.open_gap(cast.standing, round_id, "victim.received", by_agency=True, on=TODAY)
    (border,) = [line for line in gap.lines if line.now == (1, None)]
    assert border.sent is None and border.submission_id is None
    with pytest.raises(NotFound):
        queries.open_gap(cast.standing, round_id, "case.tried", by_agency=True, on=TODAY)
    with pytest.raises(NotFound):
        queries.open_gap(cast.health, round_id, "victim.received", by_agency=True, on=TODAY)


def test_a_member_reports_its_own_work_and_says_what_is_the_whole_provinces(cast):
    a_victim(cast, VictimStatus.PRESUMED)
    a_case(cast)
    told = queries.open_report(cast.border, a_draft(cast.border)).content["figures"]
    rows = {row["code"]: row for row in told["tables"]["victims"] if not row["is_detail"]}
    assert rows["victim.received"]["value"] == 1 and rows["victim.presumed"]["value"] == 0
    assert told["tables"]["cases"] == []
    assert told["of_agency"] == get_agency(cast.border.agency_id).name
    police = queries.open_report(cast.police, a_draft(cast.police)).content["figures"]
    assert police["of_agency"] == "" and not any(row["whole"] for row in police["tables"]["cases"])
    assert {row["code"]: row["value"] for row in police["own"]}["case.instituted"] == 1


def test_a_record_of_two_agencies_is_in_both_sums_and_named(cast):
    """Two agencies gave her first help: each counts her, the records count her once."""
    victim_id = a_victim(cast)
    for who, at in ((cast.border, DAY + timedelta(hours=1)), (cast.health, DAY + timedelta(days=2))):
        victims.support_initially(victims.GiveSupport(victim_id, at, regimes=("2024.essential_needs",)), by=who, now=at)
    round_id = a_round(cast)
    gap = queries.open_gap(cast.standing, round_id, "victim.helped_at_first", by_agency=True, on=TODAY)
    assert gap.records == (1, None) and gap.over == (1, None) and gap.shared == (victim_id,)
    assert sorted(line.now[0] for line in gap.lines if any(line.now)) == [1, 1]


def test_the_head_of_a_report_is_as_usual_until_the_officer_writes_otherwise(cast):
    report_id = a_draft(cast.union)
    usual = queries.open_report(cast.union, report_id).letterhead
    assert (usual["symbol"], usual["position"], usual["superior"]) == ("HPN", "CHỦ TỊCH", "")
    changed = {**usual, "capacity": "KT. CHỦ TỊCH", "position": "PHÓ CHỦ TỊCH", "addressed_to": "Ban Chỉ đạo 138 tỉnh"}
    actions.write(actions.WriteReport(report_id, words=changed), by=cast.union, now=LATER)
    page = queries.open_report(cast.union, report_id)
    assert page.letterhead == changed
    assert set(page.head) & set(usual) == {"capacity", "position", "addressed_to"}
    head = page.content["head"]
    assert head["addressed_to"] == ["Ban Chỉ đạo 138 tỉnh"] and head["signature"]["capacity"] == "KT. CHỦ TỊCH"
