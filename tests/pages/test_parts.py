"""The parts of a page: what they write, what they draw, and what they say to those who do not see them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from lachan.web.parts import Cell, Clock, Column, Move, NavItem, NavSection, Segment, Step, Tab, TimelineEntry
from lachan.web.templatetags.vietnamese import (
    initials,
    vi_date,
    vi_datetime,
    vi_day,
    vi_due,
    vi_money,
    vi_number,
    vi_percent,
    vi_short,
)


def drawn(source: str, query: str = "", **values: Any) -> str:
    context = Context(values | {"request": RequestFactory().get(f"/danh-sach/?{query}")})
    return Template("{% load lachan %}" + source).render(context)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (vi_date(date(2026, 11, 2)), "02/11/2026"),
        (vi_date(datetime(2026, 11, 1, 18, 0, tzinfo=UTC)), "02/11/2026"),
        (vi_date(None), "–"),
        (vi_datetime(datetime(2026, 11, 18, 1, 12, tzinfo=UTC)), "08:12 18/11/2026"),
        (vi_datetime(None), "–"),
        (vi_due(datetime(2026, 11, 18, 1, 12, tzinfo=UTC)), "08:12 18/11/2026"),
        (vi_due(datetime(2026, 11, 18, 16, 59, 59, tzinfo=UTC)), "18/11/2026"),
        (vi_due(date(2026, 11, 18)), "18/11/2026"),
        (vi_day(date(2026, 11, 22)), "Chủ nhật, 22/11/2026"),
        (vi_day(date(2026, 11, 23)), "Thứ hai, 23/11/2026"),
        (vi_number(0), "0"),
        (vi_number(1234567), "1.234.567"),
        (vi_short(99_999), "99.999"),
        (vi_short(100_000), "0,1\u00a0tr"),
        (vi_short(12_500_000), "12,5\u00a0tr"),
        (vi_short(1_234_000_000), "1,2\u00a0tỷ"),
        (vi_short(None), "–"),
        (vi_number(-1234.5), "-1.234,5"),
        (vi_number(None), "–"),
        (vi_percent(100), "100%"),
        (vi_percent(87.5), "87,5%"),
        (vi_percent(76.47), "76,5%"),
        (vi_percent(None), "–"),
        (vi_money(1200000), "1.200.000\N{NO-BREAK SPACE}đ"),
        (initials("Trần Thu Hà"), "TH"),
        (initials("Hà"), "H"),
        (initials(""), ""),
    ],
)
def test_dates_figures_and_names_are_written_the_vietnamese_way(written: str, expected: str) -> None:
    assert written == expected


def test_a_meter_draws_the_share_and_the_target_and_says_both() -> None:
    html = drawn("{% meter 87.5 90 tone='due' %}")
    assert 'width="87.5%"' in html
    assert 'x="90.0%"' in html
    assert 'aria-label="đạt 87,5%, mức giao 90%"' in html


@pytest.mark.parametrize(("value", "width"), [(None, "0.0%"), (-3, "0.0%"), (250, "100.0%")])
def test_a_meter_stays_inside_its_ground(value: float | None, width: str) -> None:
    assert f'width="{width}"' in drawn("{% meter value %}", value=value)


def test_a_clock_bar_is_not_read_aloud_because_its_words_are() -> None:
    assert 'aria-hidden="true"' in drawn("{% clock_bar 0.5 %}")


def test_a_sparkline_breaks_at_a_gap_and_says_its_values() -> None:
    html = drawn("{% sparkline points label='12 tháng' %}", points=(1, 2, None, 4, 5.5))
    assert html.count("<polyline") == 2
    assert 'aria-label="12 tháng: 1; 2; 4; 5,5"' in html


@pytest.mark.parametrize("points", [(), (None, None)])
def test_a_sparkline_without_figures_says_so(points: tuple[None, ...]) -> None:
    assert "chưa có số liệu" in drawn("{% sparkline points %}", points=points)


def test_a_sparkline_of_equal_values_is_level() -> None:
    assert 'points="3.0,12.0 87.0,12.0"' in drawn("{% sparkline points %}", points=(7, 7))


@pytest.mark.parametrize(
    ("state", "tone", "words"),
    [
        ("on_track", "ok", "Trong hạn"),
        ("AT_RISK", "due", "Sắp đến hạn"),
        ("breached", "late", "Quá hạn"),
        ("met", "ok", "Xong đúng hạn"),
        ("met late", "late", "Xong, quá hạn"),
    ],
)
def test_a_clock_names_its_state_in_words_and_colour(state: str, tone: str, words: str) -> None:
    html = drawn("{% clock clock %}", clock=Clock("Phân loại", state))
    assert f'<span class="tag {tone}">{words}</span>' in html


def test_a_clock_from_an_unconfirmed_rule_says_so() -> None:
    said = [
        drawn("{% clock clock %}", clock=Clock("Phân loại", "met", "24 giờ", confirmed=known))
        for known in (True, False)
    ]
    assert ["chưa xác nhận" in html for html in said] == [False, True]


def test_the_journey_marks_where_it_stands() -> None:
    html = drawn("{% journey steps %}", steps=(Step("Tiếp nhận", "done"), Step("Xác minh", "now"), Step("Kết thúc")))
    assert html.count('aria-current="step"') == 1
    assert "đã xong" in html


def test_the_timeline_tells_when_it_happened_and_when_it_was_written() -> None:
    entry = TimelineEntry("Tiếp nhận", date(2026, 11, 17), datetime(2026, 11, 18, 1, 12, tzinfo=UTC), law="Điều 28")
    html = drawn("{% timeline entries %}", entries=[entry])
    assert "17/11/2026 · ghi lúc 08:12 18/11/2026" in html
    assert "Điều 28" in html


def test_a_move_that_may_not_be_made_is_shown_with_its_reason() -> None:
    moves = [Move("close", "Kết thúc", may=False, why="Còn 2 chế độ."), Move("refer", "Chuyển", url="/chuyen/")]
    html = drawn("{% moves moves main='refer' %}", moves=moves)
    assert 'aria-disabled="true" aria-describedby="why-close"' in html
    assert "Còn 2 chế độ." in html
    assert '<a class="btn go" href="/chuyen/">' in html


def test_a_move_that_acts_at_once_posts_with_its_token() -> None:
    html = drawn("{% moves moves %}", moves=[Move("accept", "Tiếp nhận", post_url="/x/")], csrf_token="tok")
    assert 'method="post" action="/x/"' in html
    assert 'name="csrfmiddlewaretoken" value="tok"' in html


def test_a_sealed_identity_opens_only_for_a_purpose_and_only_for_who_may() -> None:
    source = "{% sealed action='/mo/' purposes=purposes may=may why='Chỉ người được giao.' %}"
    purposes = [("verify", "Xác minh")]
    html = drawn(source, purposes=purposes, may=True)
    assert 'name="purpose"' in html
    assert "required" in html
    closed = drawn(source, purposes=purposes, may=False)
    assert "<form" not in closed
    assert "Chỉ người được giao." in closed


def test_a_figure_opens_and_shows_what_it_is_made_of() -> None:
    html = drawn("{% figure 87.5 numerator=161 denominator=184 unit='%' url='/mo/' %}")
    assert '<a href="/mo/">87,5%</a>' in html
    assert "161" in html
    assert "184" in html


def test_a_figure_that_is_not_known_is_not_zero() -> None:
    assert "chưa có số liệu" in drawn("{% figure None %}")
    assert "chưa có số liệu" not in drawn("{% figure 0 %}")


COLUMNS = (Column("code", "Hồ sơ", is_sortable=True), Column("cost", "Chi phí", "r"))


def test_each_cell_carries_its_heading_for_the_phone() -> None:
    html = drawn("{% table columns rows %}", columns=COLUMNS, rows=[(Cell("TB-1", "/tb/1/", "Thư"), None)])
    assert 'data-label="Hồ sơ"' in html
    assert '<a href="/tb/1/">TB-1</a><small>Thư</small>' in html
    assert "<span>–</span>" in html


@pytest.mark.parametrize(
    ("query", "link", "order"),
    [
        ("q=x&trang=3", "?q=x&amp;sap-xep=code", ""),
        ("sap-xep=code", "?sap-xep=-code", 'aria-sort="ascending"'),
        ("sap-xep=-code", "?sap-xep=code", 'aria-sort="descending"'),
    ],
)
def test_sorting_turns_round_keeps_the_filters_and_starts_at_the_first_page(query: str, link: str, order: str) -> None:
    html = drawn("{% table columns rows %}", query, columns=COLUMNS, rows=[])
    assert f'href="{link}"' in html
    assert order in html


def test_a_row_of_the_wrong_length_is_a_mistake_of_the_page() -> None:
    with pytest.raises(ValueError, match="zip"):
        drawn("{% table columns rows %}", columns=COLUMNS, rows=[("only one",)])


def test_pages_say_where_they_are_and_keep_the_filters() -> None:
    html = drawn("{% pages page noun='tin' %}", "q=x&trang=3", page=Paginator(range(1234), 50).page(3))
    assert "101–150 trong 1.234 tin" in html
    assert "Trang 3/25" in html
    assert 'href="?q=x&amp;trang=4"' in html


def test_the_as_of_form_keeps_the_other_parameters() -> None:
    html = drawn("{% as_of on=day latest=day %}", "q=x&tai-ngay=2026-01-01", day=date(2026, 11, 22))
    assert '<input type="hidden" name="q" value="x">' in html
    assert html.count('name="tai-ngay"') == 1
    assert 'value="2026-11-22" max="2026-11-22"' in html


class Wanted(forms.Form):
    received_on = forms.DateField(label="Ngày nhận", help_text="Ngày ghi trên sổ.")
    area = forms.CharField(label="Địa bàn", required=False)


def test_a_refused_form_lists_its_mistakes_and_links_them_to_the_fields() -> None:
    html = drawn("{% errors form %}{% fields form %}", form=Wanted({}))
    assert '<a href="#id_received_on">Ngày nhận: ' in html
    assert 'aria-describedby="id_received_on_helptext id_received_on_error"' in html
    assert 'id="id_received_on_error"' in html
    assert 'aria-invalid="true"' in html
    assert "(không bắt buộc)" in html


def test_a_form_without_mistakes_has_no_summary() -> None:
    assert drawn("{% errors form %}", form=Wanted()).strip() == ""


def test_the_rail_says_which_page_this_is() -> None:
    nav = (NavSection((NavItem("Việc hôm nay", "/", 3, "late", True), NavItem("Vụ án", "/vu-an/")), "Hồ sơ"),)
    html = drawn("{% include 'parts/nav.html' %}", nav=nav)
    assert html.count('aria-current="page"') == 1
    assert '<span class="n late">3</span>' in html


def test_tabs_mark_the_open_one() -> None:
    html = drawn("{% tabs tabs %}", tabs=(Tab("Tất cả", "/", 184, True), Tab("Chờ", "/cho/", 0)))
    assert html.count('aria-current="page"') == 1
    assert '<span class="n">0</span>' in html


def test_marked_text_is_escaped_and_keeps_its_place() -> None:
    segments = (Segment("<b>"), Segment("100%", "k", "t-1"))
    html = drawn("{% marked segments %}", segments=segments)
    assert html == '&lt;b&gt;<mark class="k" title="chỉ tiêu" id="t-1">100%</mark>'


@pytest.mark.parametrize(
    "source",
    [
        "{% tag text %}",
        "{% card title=text %}{% endcard %}",
        "{% page_head title=text kicker=text note=text %}{% endpage_head %}",
        "{% notice title=text %}{% endnotice %}",
        "{% empty what=text why=text %}",
        "{% meter 5 label=text %}",
        "{% figure text label=text url='/' %}",
        "{% more label=text %}{% endmore %}",
        "{% dialog label=text title=text %}{% enddialog %}",
        "{% mark text %}",
        "{% progress text 1 2 %}",
        "{% score text 5 %}",
    ],
)
def test_no_part_trusts_its_words(source: str) -> None:
    html = drawn(source, text='"><script>x</script>')
    assert "<script>" not in html
    assert '""><' not in html


def test_the_banner_stands_only_over_a_sample() -> None:
    assert "DỮ LIỆU MẪU" in drawn("{% banner True %}")
    assert drawn("{% banner False %}").strip() == ""


def test_the_gallery_shows_every_part() -> None:
    from lachan.web.pages.gallery import gallery
    from lachan.web.templatetags.lachan import register

    source = Template("{% load lachan %}").engine.get_template("gallery.html").source
    shown = set(register.tags) - {"banner"}
    inside = {"clock", "clock_bar", "mark", "errors", "field"}  # drawn by the parts that hold them, or by base.html
    assert {name for name in shown - inside if "{% " + name not in source} == set()
    assert callable(gallery)


def test_a_list_too_long_to_count_says_more_than():
    from django.template import Context, Template

    from lachan.base.listing import ListPage

    part = Template("{% load lachan %}{% pages page noun='tin' %}")
    capped = part.render(Context({"page": ListPage(("x",), 2, 1001, True)}))
    exact = part.render(Context({"page": ListPage(("x",), 2, 60, True)}))
    assert "trong hơn 1.000 tin" in capped and "1.001" not in capped and "Trang 2/" not in capped
    assert "trong 60 tin" in exact and "Trang 2/3" in exact
