"""Public releases: fixed tables only, two people, small counts never, published cells never changed."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from lachan.base.errors import NotAllowed, NotFound, Refused
from lachan.exchange import actions, files, queries
from lachan.exchange.building import Shown, exact_cells, published_before
from lachan.exchange.models import Release
from lachan.exchange.rules import ReleaseStatus
from lachan.exchange.tables import ALL, fixed_table, fixed_tables, members
from lachan.law.periods import period
from tests.people import HOME
from tests.world import DAY, a_tip

pytestmark = pytest.mark.django_db
NOW = DAY + timedelta(days=240)  # 28/10/2026: two quarters of tips are over
H1, Q2 = "2026-H1", "2026-Q2"
TABLE = "tips_channel"


def propose(cast, table=TABLE, period_code=H1, as_of=None, by=None):
    command = actions.Propose(table, period_code, as_of or NOW.date())
    return actions.propose(command, by=by or cast.standing, now=NOW)


def publish(cast, *args, **kwargs):
    release_id = propose(cast, *args, **kwargs)
    actions.publish(release_id, by=cast.health, now=NOW)
    return release_id


def the_tips(cast, count):
    for n in range(count):
        a_tip(cast, at=DAY + timedelta(hours=n))


def test_what_goes_out_is_rounded_and_the_small_is_redacted(cast):
    the_tips(cast, 13)
    page = queries.open_release(cast.standing, publish(cast))
    by_channel = {words: cells[0] for (words,), cells in page.grid.rows}
    assert by_channel["Tổng đài 111"] == 15
    assert by_channel["Tổng số"] == 15
    assert {c for words, c in by_channel.items() if words not in ("Tổng đài 111", "Tổng số")} == {Shown.REDACTED}


def test_seven_are_not_told_from_none(cast):
    the_tips(cast, 7)
    rows = queries.open_release(cast.standing, publish(cast)).grid.rows
    assert {cells for _, cells in rows} == {(Shown.REDACTED,)}


def test_every_combination_is_a_cell_also_where_nobody_is(cast):
    table = fixed_table("victims_sex_age")
    exact = exact_cells(table, HOME, period(H1), NOW.date())
    assert set(exact.values()) == {0}
    sexes, ages = len(members(table.indicator, "sex")), len(members(table.indicator, "age_group"))
    assert len(exact) == (sexes + 1) * (ages + 1)


def test_nobody_publishes_what_he_proposed_himself(cast):
    release_id = propose(cast)
    with pytest.raises(Refused, match="không tự duyệt"):
        actions.publish(release_id, by=cast.standing, now=NOW)
    assert queries.open_release(cast.standing, release_id).release.status is ReleaseStatus.PROPOSED
    actions.publish(release_id, by=cast.health, now=NOW)


@pytest.mark.parametrize("who", ["commune", "police", "auditor", "union"])
def test_others_do_not_propose(cast, who):
    with pytest.raises(NotAllowed):
        propose(cast, by=cast.actors[who])


@pytest.mark.parametrize("who", ["outsider", "outsider_health", "commune", "facility", "admin"])
def test_the_register_is_not_for_everybody(cast, who):
    release_id = publish(cast)
    with pytest.raises(NotFound):
        queries.open_release(cast.actors[who], release_id)
    assert queries.list_releases(cast.actors[who]).total == 0


@pytest.mark.parametrize(
    ("table", "code", "says"),
    [
        (TABLE, "2026", "kỳ đã kết thúc"),  # still running
        (TABLE, "2026-M03", "độ dài kỳ"),  # shorter than a quarter
        (TABLE, "2026-9M", "độ dài kỳ"),  # overlaps quarters without being their sum
        ("victims_form_sex", Q2, "độ dài kỳ"),  # this table is for half-years and years
        (TABLE, "2026-03-01", "Không hiểu kỳ"),  # bounds of one's own
    ],
)
def test_periods_that_could_be_subtracted_are_refused(cast, table, code, says):
    with pytest.raises(Refused, match=says):
        propose(cast, table, code)


@pytest.mark.parametrize("table", ["victims_sex_age_ethnicity", "tips_channel?xa=98001", "", "victim.identified"])
def test_there_are_no_tables_but_the_fixed_ones(cast, table):
    with pytest.raises(NotFound):
        propose(cast, table)


def test_a_day_to_come_is_refused(cast):
    with pytest.raises(Refused, match="tương lai"):
        propose(cast, as_of=NOW.date() + timedelta(days=1))


def test_a_table_is_published_once_and_a_correction_does_not_reopen_it(cast):
    the_tips(cast, 7)
    release_id = publish(cast)
    before = queries.open_release(cast.standing, release_id).grid
    a_tip(cast, at=DAY + timedelta(days=9))  # the eighth, known later
    with pytest.raises(Refused, match="giữ nguyên"):
        propose(cast)
    page = queries.open_release(cast.standing, release_id)
    assert page.grid == before
    assert page.is_intact


def test_another_table_of_the_same_count_says_the_same(cast):
    """The total of the half-year went out as redacted; the eighth tip may not show in a sum of quarters."""
    the_tips(cast, 7)
    publish(cast)
    a_tip(cast, at=DAY + timedelta(days=9))
    publish(cast, period_code="2026-Q1")
    shown = published_before(HOME, "tip.received")
    assert shown[ALL, H1] is None
    assert shown.get((ALL, "2026-Q1")) is None


def test_a_withdrawn_table_still_counts_in_every_later_check(cast):
    the_tips(cast, 12)
    release_id = publish(cast)
    seen = published_before(HOME, "tip.received")
    actions.withdraw(release_id, reason="Phát hành nhầm kỳ số liệu.", by=cast.health, now=NOW)
    assert published_before(HOME, "tip.received") == seen
    with pytest.raises(Refused, match="giữ nguyên"):
        propose(cast)


def test_a_declined_proposal_may_be_made_again(cast):
    first = propose(cast)
    with pytest.raises(Refused, match="lý do"):
        actions.decline(first, reason="", by=cast.health, now=NOW)
    actions.decline(first, reason="Chưa đối chiếu với Công an tỉnh.", by=cast.health, now=NOW)
    assert propose(cast) != first


def test_files_hold_the_public_cells_and_nothing_exact(cast):
    the_tips(cast, 13)
    line, grid, content, sha256 = queries.published(cast.standing, publish(cast))
    text = files.csv_file(line, grid, content, sha256).decode("utf-8-sig")
    assert "Tổng đài 111,15" in text and ",13" not in text
    assert sha256 in text
    book = load_workbook(io.BytesIO(files.excel_file(line, grid, content, sha256)))
    table, sheet = book.worksheets
    shown = [(words[0], c if isinstance(c, int) else c.label) for words, (c,) in grid.rows]
    assert [tuple(c.value for c in row) for row in table.iter_rows(min_row=2)] == shown
    assert all(c.data_type != "f" for row in (*table.rows, *sheet.rows) for c in row)
    assert {"Bảo vệ danh tính", "SHA-256", "Ngày phát hành"} <= {row[0].value for row in sheet.rows}


def test_files_wait_for_the_second_person(cast):
    with pytest.raises(NotFound):
        queries.published(cast.standing, propose(cast))


def test_a_changed_row_is_seen(cast):
    release_id = publish(cast)
    row = Release.objects.get(id=release_id)
    row.content["cells"][0][1] = 5
    Release.objects.filter(id=release_id).update(content=row.content)
    assert not queries.open_release(cast.standing, release_id).is_intact


def test_fixed_tables_are_counts_by_three_dimensions_at_most_and_divide_a_real_indicator():
    for table in fixed_tables().values():
        assert len(table.by) <= 3
        assert exact_cells(table, HOME, period("2025"), date(2026, 1, 1))
