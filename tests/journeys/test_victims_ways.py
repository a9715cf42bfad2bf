"""Four ways in, each by its officers: over the border with a notice, a commune with a child, a rescue, a foreigner."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from playwright.sync_api import Browser

from lachan.base.clock import VIETNAM
from lachan.journal.queries import verify
from tests.journeys.officers import Officer
from tests.people import COMMUNE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOON = datetime(2026, 6, 10, 12, 0, tzinfo=VIETNAM)
PHONE = 360
Seat = Callable[..., Officer]


@pytest.fixture
def seat(browser: Browser, live_server, cast) -> Iterator[Seat]:
    """``seat("border", PHONE)``: the officer at a screen of that width, on a working day of June 2026."""
    with time_machine.travel(NOON, tick=True):
        seated: list[Officer] = []

        def officer(name: str, width: int = 1280) -> Officer:
            seated.append(Officer(browser, live_server.url, name, width))
            return seated[-1]

        yield officer
        for one in seated:
            one.leave()


def test_home_over_the_border_by_a_notice_and_on_a_phone_by_keyboard_alone(seat: Seat) -> None:
    border = seat("border", PHONE)
    border.open("/trao-tra/moi/")
    for name, value in (("from_country", "LA"), ("agreement", "vn_la"), ("area_code", COMMUNE)):
        border.chooses(name, value)
    border.page.fill("main [name=expected_on]", "2026-06-10")
    border.types("main [name=listed]", "Vàng Thị Một Thử; nữ; 2005; 001305000001\nLò Văn Hai Thử; nam; 2001")
    border.fits()
    border.is_accessible()
    border.presses("main button.go[type=submit]")
    border.reads("muộn hơn mức 03 ngày")
    assert "Vàng Thị" not in border.page.content(), "names on the list are sealed"
    border.fits()
    border.is_accessible()
    border.picture("trao-tra-360")
    group = border.record_id
    border.presses("main .listed form[action*='receive-person'] button")
    border.reads("Đã tiếp nhận")
    victim = border.record_id
    border.fits()
    border.is_accessible()
    she_is_asked_once(border, victim)
    border.open(f"/trao-tra/{group}/")
    border.page.locator("main form[action*='mark-absent'] button").click()
    border.reads("Không đến")
    border.step(f"/trao-tra/{group}/buoc/hand-over/", minutes_number="04/BBGN")
    border.reads("Đã giao, nhận tại cửa khẩu")
    assert verify().is_whole


def she_is_asked_once(border: Officer, victim: str) -> None:
    border.open(f"/nan-nhan/{victim}/buoc/assess-safety/")
    border.chooses("safety__danger", "no")
    border.chooses("safety__medical", "yes")
    border.presses("main button.go[type=submit]")
    border.open(f"/nan-nhan/{victim}/buoc/note-wishes/")
    border.chooses("wishes__officer_sex", "female")
    border.chooses("wishes__officer_kept", "no")
    border.fits()
    border.is_accessible()
    border.presses("main button.go[type=submit]")
    border.reads("Đã hỏi một lần, không hỏi lại")
    border.reads("Muốn nữ")
    border.picture("ho-so-360")


def test_a_mother_and_her_child_walk_into_a_commune(seat: Seat) -> None:
    commune, health = seat("commune", PHONE), seat("health")
    commune.open("/nan-nhan/tim-truoc/")
    commune.types("main [name=full_name]", "Lò Thị Mẹ Thử")
    commune.types("main [name=birth_year]", "1998")
    commune.is_accessible()
    commune.presses("main form button.go[type=submit]")
    commune.reads("Không có hồ sơ nào giống")
    commune.presses("#ways form[action*='self_commune'] button")
    assert commune.page.input_value("main [name=full_name]") == "Lò Thị Mẹ Thử", "what was typed is not asked again"
    assert "thu" not in commune.page.url.lower(), "a name stands in no address"
    commune.fits()
    commune.is_accessible()
    commune.picture("tiep-nhan-360")
    commune.chooses("safety__shelter", "yes")
    commune.chooses("consent__reception", "yes")
    commune.chooses("sex", "female")
    commune.presses("main button.go[type=submit]")
    mother = commune.record_id
    for words in (
        "Xác minh thông tin ban đầu",
        "Được hưởng hôm nay",
        "Hỗ trợ nhu cầu thiết yếu",
        "Đồng ý được tiếp nhận",
    ):
        commune.reads(words)
    commune.step(
        f"/nan-nhan/{mother}/nguoi-di-cung/", area_code=COMMUNE, full_name="Lò Bé Thử", sex="male", birth_year="2020"
    )
    child = commune.record_id
    commune.reads("Được hưởng hôm nay")
    commune.step(
        f"/nan-nhan/{mother}/than-nhan/", area_code=COMMUNE, full_name="Lò Văn Ông Thử", sex="male", kinship="parent"
    )
    commune.reads("Thân nhân được tiếp nhận")
    health.step(f"/nan-nhan/{mother}/buoc/verify/")
    health.open(f"/nan-nhan/{mother}/")
    health.reads("Thân nhân")
    health.is_accessible()
    health.picture("xa-me-va-con")
    assert child in health.page.content()


def test_a_rescue_is_screened_handed_over_and_identified_by_a_named_decision(seat: Seat) -> None:
    police, health = seat("police"), seat("health")
    police.step(
        "/nan-nhan/tiep-nhan/?duong=rescued", area_code=COMMUNE, full_name="Giàng Thị Cứu Thử", sex="female",
        birth_year="2009",
    )  # fmt: skip
    victim = police.record_id
    police.reads("Bàn giao người được giải cứu")
    police.open(f"/nan-nhan/{victim}/sang-loc/")
    police.reads("không quyết định ai là nạn nhân")
    police.reads("không cần thủ đoạn")
    for name in ("acts.recruit", "purposes.forced_labour"):
        police.page.check(f"main [name='{name}'][value='yes']")
    police.is_accessible()
    police.send()
    police.reads("Trạng thái hồ sơ không đổi")
    police.picture("sang-loc")
    police.step(f"/nan-nhan/{victim}/buoc/hand-over/", to_agency_id={"label": "Sở Y tế tỉnh thử nghiệm"})
    for step in ("verify", "request-identification"):
        health.step(f"/nan-nhan/{victim}/buoc/{step}/")
    decision = {"decision_number": "21/QĐ-CAT", "decided_by": "head", "signer": "Ngô Ký Thử"}
    police.step(f"/nan-nhan/{victim}/buoc/extend-identification/", **decision)
    police.reads("Xác định nạn nhân, kéo dài")
    police.step(f"/nan-nhan/{victim}/buoc/suspend/", note="Chờ kết quả giám định")
    police.reads("Tạm dừng xác minh")
    police.step(f"/nan-nhan/{victim}/buoc/resume/")
    police.step(f"/nan-nhan/{victim}/buoc/identify/", **decision, evidence=["b", "e"])
    police.reads("Đã xác định là nạn nhân")
    police.reads("Thủ trưởng cơ quan")
    assert "Ngô Ký" not in police.page.content()
    police.is_accessible()
    police.picture("giai-cuu-da-xac-dinh")


def test_a_foreigner_trafficked_in_viet_nam_goes_home(seat: Seat) -> None:
    border, police, health = seat("border", PHONE), seat("police"), seat("health")
    border.open("/nan-nhan/tiep-nhan/?duong=foreigner")
    border.fits()
    border.step(
        "/nan-nhan/tiep-nhan/?duong=foreigner", area_code=COMMUNE, full_name="Bun Mi Thử", sex="female",
        birth_year="2001", nationality="LA", wishes__language="lao",
    )  # fmt: skip
    victim = border.record_id
    border.reads("Người nước ngoài bị mua bán tại Việt Nam")
    border.reads("tùy trường hợp")
    for step in ("verify", "request-identification"):
        health.step(f"/nan-nhan/{victim}/buoc/{step}/")
    police.step(f"/nan-nhan/{victim}/buoc/identify/", decision_number="9/GXN", decided_by="head", evidence=["e"])
    health.step(f"/nan-nhan/{victim}/buoc/ask-repatriation/", note="Gửi Bộ Ngoại giao")
    health.step(f"/nan-nhan/{victim}/buoc/repatriate/", to_country="LA")
    health.reads("Đã hồi hương")
    health.reads("Không còn thời hạn nào đang chạy")
    health.is_accessible()
    health.picture("hoi-huong")
