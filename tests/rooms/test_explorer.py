"""The explorer: parts add up in every direction, cells open, what is exported is what is seen, views are one's own."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.test import Client
from openpyxl import load_workbook

from lachan.base.errors import NotFound, Refused
from lachan.base.persons import Sex
from lachan.base.sheets import csv_of, excel_of
from lachan.indicators import actions, queries
from lachan.indicators.crosstab import crosstab
from lachan.indicators.figures import figure, window_of
from lachan.indicators.measures import Scope
from lachan.law.periods import period
from lachan.people.models import Account
from lachan.web.templatetags.charts import SHADES, shade
from lachan.web.tile_map import TILES
from tests.people import HOME
from tests.world import DAY
from tests.world_victims import a_victim

NOW = DAY + timedelta(days=60)
QUERY = "/so-lieu/kham-pha/?ma=victim.received&hang=exploitation&cot=sex&ky=2026&tai-ngay=2026-05-01"


@pytest.fixture
def four(cast):
    """Three women and a man: two forced to marry, one sold into work, he as well."""
    a_victim(cast, codes={"sex": Sex.FEMALE, "exploitation": "forced_marriage"})
    a_victim(cast, codes={"sex": Sex.FEMALE, "exploitation": "forced_marriage"}, at=DAY + timedelta(days=40))
    a_victim(cast, codes={"sex": Sex.FEMALE, "exploitation": "forced_labour"})
    a_victim(cast, codes={"sex": Sex.MALE, "exploitation": "forced_labour"})


def client(cast, who="standing"):
    browser = Client()
    browser.force_login(Account.objects.get(id=cast.actors[who].account_id))
    return browser


def received(*by):
    return crosstab(figure("victim.received", window_of(Scope(HOME), period("2026"), NOW.date()), by))


@pytest.mark.django_db
@pytest.mark.parametrize("by", [("sex",), ("sex", "exploitation"), ("exploitation", "quarter", "sex")])
def test_rows_columns_and_panels_add_up(four, by):
    table = received(*by)
    assert sum(panel.total.numerator for panel in table.panels) == table.figure.numerator == 4
    for panel in table.panels:
        assert sum(row.total.numerator for row in panel.rows) == panel.total.numerator
        if panel.columns:
            assert sum(cell.numerator for cell in panel.totals) == panel.total.numerator
            assert all(sum(c.numerator for c in row.cells) == row.total.numerator for row in panel.rows)


@pytest.mark.django_db
def test_a_share_of_a_total_is_computed_anew(four):
    table = crosstab(figure("victim.verified", window_of(Scope(HOME), period("2026"), NOW.date()), ("sex", "quarter")))
    assert table.panels[0].total.denominator == 4
    assert table.panels[0].total.value == table.figure.value


@pytest.mark.django_db
def test_a_cell_opens_to_its_records(cast, four):
    page = client(cast).get(QUERY + "&o-hang=forced_marriage&o-cot=female").content.decode()
    assert page.count("NN-98-2026-") >= 2
    assert "forced_labour" not in page.partition('id="ho-so"')[2]
    hidden = client(cast, "union").get(QUERY + "&o-hang=forced_marriage&o-cot=female").content.decode()
    assert "NN-98-2026-" not in hidden
    assert "Ngoài ra có 2 hồ sơ" in hidden


@pytest.mark.django_db
def test_what_is_exported_is_what_is_seen(cast, four):
    data = client(cast).get(QUERY.replace("/?", "/excel/?")).content
    sheet, about = load_workbook(io.BytesIO(data)).worksheets
    rows = [[c.value for c in row] for row in sheet.rows]
    assert rows[0][0] == "Hình thức bóc lột" and rows[0][-1] == "Tổng"
    assert rows[-1][0] == "Tổng" and rows[-1][-1] == 4
    assert sum(row[-1] for row in rows[1:-1]) == 4
    assert "victim.received" in [row[1].value for row in about.rows]
    text = client(cast).get(QUERY.replace("/?", "/csv/?")).content.decode("utf-8-sig")
    assert text.splitlines()[0].split(",")[0] == "Hình thức bóc lột"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    ["", "?ma=khong.co", "?ma=tip.received&hang=sex&cot=sex&lop=sex", "?nam=99", "?tai-ngay=xx",
     "?ma=victim.received&hang=area", "?ma=victim.received&hang=year&cot=sex&nam=5", "?hang=sex&o-hang=khong-co"],
)  # fmt: skip
def test_any_address_gives_a_page(cast, query):
    assert client(cast).get("/so-lieu/kham-pha/" + query).status_code == 200


@pytest.mark.django_db
def test_a_view_is_ones_own(cast):
    view_id = actions.save("Theo hình thức", "ma=victim.received&hang=exploitation", by=cast.standing, now=NOW)
    assert [v.name for v in queries.list_views(cast.standing)] == ["Theo hình thức"]
    assert queries.list_views(cast.health) == []
    with pytest.raises(NotFound):
        actions.drop(view_id, by=cast.health, now=NOW)
    actions.save("Theo hình thức", "ma=tip.received", by=cast.standing, now=NOW)
    assert [v.query for v in queries.list_views(cast.standing)] == ["ma=tip.received"]
    actions.drop(view_id, by=cast.standing, now=NOW)
    assert queries.list_views(cast.standing) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "query"), [("", "a"), ("x" * 81, "a"), ("Dài", "a" * 401)])
def test_a_view_without_a_usable_name_is_refused(cast, name, query):
    with pytest.raises(Refused):
        actions.save(name, query, by=cast.standing, now=NOW)


def test_the_map_has_each_province_once_and_no_two_on_one_place():
    assert len(TILES) == 34
    assert len({(x, y) for x, y, _ in TILES.values()}) == 34


@pytest.mark.parametrize(("value", "shown"), [(None, 0), (0, 0), (1, 1), (20, 1), (21, 2), (60, 3), (100, SHADES)])
def test_shades_are_shares_of_the_largest(value, shown):
    assert shade(value, 100) == shown


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(0)", "=cmd|'x'!A0"])
def test_text_never_becomes_a_formula(text):
    sheet = load_workbook(io.BytesIO(excel_of((("Một", [["a"], [text]], (20,)),)))).worksheets[0]
    assert sheet["A2"].data_type == "s"
    assert csv_of([[text]]).decode("utf-8-sig").strip('"').startswith("'")
