"""The hand-over to the police software: what is new since the last, sent, received, ticked; names only for police."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from lachan.base.errors import NotAllowed, NotFound, Refused
from lachan.handovers import actions, queries
from lachan.handovers.models import HandoverItem
from lachan.handovers.rules import HandedKind, HandoverStatus
from lachan.journal.models import Entry
from lachan.victims.rules import OpeningPurpose
from tests.world_cases import a_case
from tests.world_reports import LATER
from tests.world_victims import a_victim

pytestmark = pytest.mark.django_db
K = HandedKind


def a_list(cast, name="police", at=LATER):
    return actions.prepare(by=cast.actors[name], now=at)


def cells_of(data: bytes) -> list[str]:
    book = load_workbook(io.BytesIO(data))
    return [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]


def items_of(cast, handover_id, name="police"):
    return queries.open_handover(cast.actors[name], handover_id).items


def test_everything_of_the_agency_since_the_last_list_and_nothing_twice(cast):
    a_case(cast), a_victim(cast)
    first = a_list(cast)
    kinds = {i.kind for i in items_of(cast, first)}
    assert {K.CASE, K.ACCUSED} <= kinds
    assert all(i.is_new for i in items_of(cast, first) if i.kind is K.CASE)
    with pytest.raises(Refused, match="chưa gửi"):
        a_list(cast)
    actions.send(first, by=cast.police, now=LATER)
    with pytest.raises(Refused, match="chưa có gì mới"):
        a_list(cast)
    a_case(cast)
    second = a_list(cast, at=LATER + timedelta(days=1))
    assert not {i.code for i in items_of(cast, first)} & {i.code for i in items_of(cast, second)}


def test_opening_a_name_is_no_change(cast):
    from lachan.victims.queries import open_identity

    victim_id = a_victim(cast)
    first = a_list(cast, "border")
    actions.send(first, by=cast.border, now=LATER)
    open_identity(victim_id, purpose=OpeningPurpose.HAND_OVER, by=cast.border, now=LATER)
    with pytest.raises(Refused, match="chưa có gì mới"):
        a_list(cast, "border")


def test_an_agency_lists_only_records_it_acted_on(cast):
    a_case(cast), a_victim(cast)
    assert {i.kind for i in items_of(cast, a_list(cast, "border"), "border")} == {K.VICTIM}


def test_the_receiver_sees_it_once_sent_and_notes_the_minute(cast):
    a_victim(cast)
    handover_id = a_list(cast, "border")
    with pytest.raises(NotFound):
        queries.open_handover(cast.police, handover_id)
    actions.send(handover_id, by=cast.border, now=LATER)
    with pytest.raises(NotAllowed):
        actions.receive(handover_id, minute_number="01/BB", minute_on=LATER.date(), by=cast.border, now=LATER)
    with pytest.raises(Refused, match="biên bản"):
        actions.receive(handover_id, minute_number="", minute_on=LATER.date(), by=cast.police, now=LATER)
    actions.receive(handover_id, minute_number="01/BB", minute_on=LATER.date(), by=cast.police, now=LATER)
    assert queries.open_handover(cast.border, handover_id).handover.status is HandoverStatus.RECEIVED


def test_every_line_is_ticked_with_its_number_before_the_end_and_totals_are_compared(cast):
    a_victim(cast)
    handover_id = a_list(cast, "border")
    actions.send(handover_id, by=cast.border, now=LATER)
    actions.receive(handover_id, minute_number="01/BB", minute_on=LATER.date(), by=cast.police, now=LATER)
    with pytest.raises(Refused, match="Còn 1 dòng"):
        actions.close(handover_id, by=cast.police, now=LATER)
    (item,) = items_of(cast, handover_id)
    actions.tick(item.id, number="PM-0001", by=cast.police, now=LATER)
    actions.count(actions.Totals(handover_id, 3, 0, 0), by=cast.police, now=LATER)
    actions.close(handover_id, by=cast.police, now=LATER)
    page = queries.open_handover(cast.border, handover_id)
    victims = next(t for t in page.totals if t.kind is K.VICTIM)
    assert (victims.handed, victims.entered, victims.shown, victims.gap) == (1, 1, 3, 2)
    assert page.handover.status is HandoverStatus.ENTERED


@pytest.mark.parametrize("who", ["outsider", "admin", "commune", "health", "facility"])
def test_others_learn_nothing_of_a_list(cast, who):
    a_victim(cast)
    handover_id = a_list(cast, "border")
    actions.send(handover_id, by=cast.border, now=LATER)
    with pytest.raises(NotFound):
        queries.open_handover(cast.actors[who], handover_id)


def test_the_list_holds_no_name_and_names_are_opened_by_police_alone(cast):
    a_case(cast), a_victim(cast)
    border, police = a_list(cast, "border"), a_list(cast, "police")
    for name, handover_id in (("border", border), ("police", police)):
        _, data = queries.list_file(cast.actors[name], handover_id)
        words = " ".join(cells_of(data))
        assert "Họ và tên" not in words and "Thử" not in words.replace("Thử Một", "").replace("Thử Hai", "")
    with pytest.raises(NotAllowed):
        actions.open_identities(border, purpose=OpeningPurpose.HAND_OVER, by=cast.border, now=LATER)
    before = Entry.objects.filter(verb__in=("case.open_accused", "victim.open_identity")).count()
    opened = actions.open_identities(police, purpose=OpeningPurpose.HAND_OVER, by=cast.police, now=LATER)
    after = Entry.objects.filter(verb__in=("case.open_accused", "victim.open_identity")).count()
    persons = [i for i in items_of(cast, police) if i.kind is not K.CASE]
    assert after - before == len(persons) - opened.closed > 0
    assert "Họ và tên" in cells_of(opened.data)
    entry = Entry.objects.filter(verb="handover.open_identities").get()
    assert entry.facts["purpose"] == "hand_over"


def test_a_list_keeps_what_it_said_when_the_record_moves_on(cast):
    a_victim(cast)
    handover_id = a_list(cast, "border")
    said = HandoverItem.objects.get(handover_id=handover_id).facts
    assert set(said) >= {"code", "sex", "status"} and "full_name" not in said


def test_a_cell_that_looks_like_a_formula_is_text():
    from uuid import uuid4

    from lachan.handovers.workbook import Row, write_list

    rows = [Row(1, "case", uuid4(), True, {"code": "=1+1", "area": "@SUM(A1)", "status": "+cmd|' /C calc'!A0"})]
    book = load_workbook(io.BytesIO(write_list("Thử", rows)))
    assert all(c.data_type != "f" for sheet in book for row in sheet.iter_rows() for c in row)
