"""Two plans laid side by side in a real browser: from the plan, by keyboard and on a phone, filtered, taken away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from playwright.sync_api import Browser

from lachan.base.clock import VIETNAM
from tests.journeys.officers import Officer
from tests.pages.test_plans_compared import LATER
from tests.world_plans import a_plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOON = datetime(2026, 6, 10, 12, 0, tzinfo=VIETNAM)


@pytest.fixture
def plans(cast) -> Iterator[tuple[str, str]]:
    with time_machine.travel(NOON, tick=True):
        yield str(a_plan(cast, at=NOON - timedelta(days=2))), str(a_plan(cast, at=NOON - timedelta(days=1), text=LATER))


@pytest.mark.parametrize("width", [1280, 360])
def test_this_years_plan_beside_the_next(browser: Browser, live_server, plans: tuple[str, str], width: int) -> None:
    officer = Officer(browser, live_server.url, "standing", width)
    officer.open(f"/ke-hoach/{plans[1]}/")
    officer.page.get_by_role("link", name="So sánh").click()
    officer.page.wait_for_url("**/so-sanh/*/")
    officer.reads("Kế hoạch 2027 so với Kế hoạch 2026")
    assert officer.page.locator("main ins").first.inner_text().startswith("thêm:")
    assert officer.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    officer.is_accessible()
    officer.fill(**{"ket-qua": "gone"})
    officer.page.get_by_role("button", name="Lọc").press("Enter")
    officer.page.wait_for_url("**ket-qua=gone**")
    officer.reads("Tuyên truyền tại cơ sở")
    assert officer.page.locator("#tasks tbody tr").count() == 1
    with officer.page.expect_download() as given:
        officer.page.get_by_role("link", name="Tải bảng").click()
    assert given.value.suggested_filename.endswith(".csv")
    assert officer.complaints == []
    officer.leave()
