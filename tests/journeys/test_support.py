"""Support in a real browser: refused and taken up again by keyboard on a phone; shared in part, taken back at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from playwright.sync_api import Browser, Page

from lachan.base.clock import VIETNAM
from lachan.victims.rules import VictimStatus
from tests.journeys.officers import Officer
from tests.world_care import a_child
from tests.world_facilities import a_service, a_shelter
from tests.world_victims import a_victim

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOON = datetime(2026, 6, 10, 12, 0, tzinfo=VIETNAM)
BEFORE = NOON - timedelta(days=3)
PHONE = {"width": 360, "height": 780}
SCREENS = Path(__file__).resolve().parents[2] / "test-results" / "screens"
AS = Callable[[str], Officer]


@pytest.fixture
def as_(browser: Browser, live_server, cast) -> Iterator[AS]:
    """``as_("health")``: the officer at her own browser, on a working day of June 2026."""
    with time_machine.travel(NOON, tick=True):
        seated: dict[str, Officer] = {}

        def officer(name: str) -> Officer:
            if name not in seated:
                seated[name] = Officer(browser, live_server.url, name)
            return seated[name]

        yield officer
        for one in seated.values():
            one.leave()


def picture(page: Page, name: str) -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENS / f"{name}.png", full_page=True)


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], page.url


def tab_to(page: Page, selector: str) -> None:
    """The Tab key alone until the element has the focus."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector} on {page.url}")


def send_by_keyboard(page: Page) -> str:
    tab_to(page, "main form button.go[type=submit]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return page.locator("main").inner_text()


def follow_by_keyboard(page: Page, selector: str) -> None:
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_support_is_refused_and_taken_up_again_by_keyboard_on_a_phone(as_: AS, cast) -> None:
    victim_id = a_victim(cast, VictimStatus.IDENTIFIED, at=BEFORE)
    health = as_("health")
    page = health.page
    page.set_viewport_size(PHONE)
    health.open(f"/nan-nhan/{victim_id}/")
    follow_by_keyboard(page, f"main a[href='/nan-nhan/{victim_id}/ho-tro/']")
    health.reads("Ai được hưởng chế độ nào")
    fits(page)
    health.is_accessible()

    tab_to(page, "main details.ask-open > summary")
    page.keyboard.press("Enter")
    follow_by_keyboard(page, "main a[href$='/buoc/refuse-support/']")
    tab_to(page, "input[name=regimes][value='2024.hardship']")
    page.keyboard.press("Space")
    assert "phải bằng văn bản" in send_by_keyboard(page), "a refusal is in writing"
    health.is_accessible()
    tab_to(page, "textarea[name=note]")
    page.keyboard.type("Đơn viết tay ngày 10/6: muốn tự lo")
    assert "Đã ghi: Ghi từ chối hỗ trợ" in send_by_keyboard(page)
    health.open(f"/nan-nhan/{victim_id}/ho-tro/")
    health.reads("Đã từ chối bằng văn bản")
    fits(page)
    picture(page, "refusal-phone")

    health.open(f"/nan-nhan/{victim_id}/buoc/decide-support/")
    tab_to(page, "input[name=regimes][value='2024.hardship']")
    page.keyboard.press("Space")
    assert "Rút lại từ chối" in send_by_keyboard(page), "the sentence says what to do"

    health.open(f"/nan-nhan/{victim_id}/ho-tro/")
    follow_by_keyboard(page, "#refused header a")
    tab_to(page, "input[name=regimes][value='2024.hardship']")
    page.keyboard.press("Space")
    assert "Đã ghi: Ghi rút lại từ chối" in send_by_keyboard(page)
    health.step(f"/nan-nhan/{victim_id}/buoc/decide-support/", regimes=["2024.hardship"])
    health.reads("Đã quyết định hỗ trợ")


def test_what_she_shared_in_part_is_seen_in_part_and_taken_back_at_once(as_: AS, cast) -> None:
    words = {"phone": "0911222333", "narrative": "Lời kể không đồng ý cho biết"}
    victim_id = a_victim(cast, VictimStatus.IDENTIFIED, at=BEFORE, name="Lò Thị Canaryten", words=words)
    health, aid = as_("health"), as_("legal_aid")
    health.open(f"/nan-nhan/{victim_id}/chuyen-tuyen/")
    health.is_accessible()
    picture(health.page, "consent-asked")
    health.fill(
        consent_by="self", purpose="support", consent_fields=["name", "contact"], consent_until="2026-12-31",
        to_agency_id={"label": "Trung tâm Trợ giúp pháp lý thử nghiệm"}, service="2024.legal_aid",
    )  # fmt: skip
    health.send()

    aid.open("/chuyen-tuyen/")
    aid.page.locator("main tbody a").first.click()
    referral = aid.record_id
    aid.step(f"/chuyen-tuyen/{referral}/buoc/accept/")
    opens(aid, victim_id)
    aid.reads("Lò Thị Canaryten")
    aid.reads("0911222333")
    assert "Lời kể không đồng ý" not in aid.page.content()
    picture(aid.page, "recipient-in-part")

    health.open(f"/chuyen-tuyen/{referral}/")
    health.reads("Cơ quan nhận đã mở")
    health.reads("Họ tên, ngày sinh")
    health.is_accessible()
    picture(health.page, "really-opened")
    health.step(f"/chuyen-tuyen/{referral}/buoc/withdraw/", removed=["contact"])
    opens(aid, victim_id)
    assert "0911222333" not in aid.page.content(), "what was taken back is gone at the next read"
    aid.reads("Lò Thị Canaryten")

    health.step(f"/chuyen-tuyen/{referral}/buoc/withdraw/")
    health.reads("Sự đồng ý không còn hiệu lực")
    picture(health.page, "withdrawn")
    assert aid.open(f"/nan-nhan/{victim_id}/") == 404
    aid.open("/nan-nhan/")
    assert "Canaryten" not in aid.page.content()
    health.open(f"/nan-nhan/{victim_id}/ho-tro/")
    health.reads("Ai được biết điều gì")
    health.is_accessible()
    picture(health.page, "consent-matrix")


def test_a_child_is_linked_and_her_mother_taken_in_where_nobody_else_reads_it(as_: AS, cast) -> None:
    mother = a_victim(cast, VictimStatus.IDENTIFIED, at=BEFORE)
    child = a_child(cast, mother)
    service, house = a_service(cast), a_shelter(cast)
    health = as_("health")
    health.open(f"/nan-nhan/{child}/ho-tro/")
    health.reads("chưa hỏi kết nối bảo vệ trẻ em")
    health.is_accessible()
    health.step(f"/nan-nhan/{child}/buoc/link-child/", outcome="linked", facility_id=str(service))
    health.step(f"/nan-nhan/{mother}/buoc/admit/", facility_id=str(house), ground="victim", note="QĐ 7")
    health.open(f"/nan-nhan/{mother}/ho-tro/")
    health.reads("Nơi tạm lánh Thử")
    health.open(f"/co-so/{house}/")
    health.reads("1 người đang ở, còn 1 chỗ trong 2")
    health.is_accessible()
    picture(health.page, "shelter")
    police = as_("police")
    police.open(f"/nan-nhan/{mother}/ho-tro/")
    assert "Nơi tạm lánh Thử" not in police.page.content()
    police.open(f"/co-so/{house}/")
    for hidden in ("Canary Tạmlánh", "Người đang ở và đã rời đi"):
        assert hidden not in police.page.content()


def opens(officer: Officer, victim_id: object) -> None:
    assert officer.open(f"/nan-nhan/{victim_id}/") == 200
    officer.page.select_option("main select[name=purpose]", "support")
    officer.page.locator("#identity button[type=submit]").click()
    officer.page.wait_for_load_state()
