"""Ways of a file, each by its officers: over the border, a commune with a child, a rescue, a foreigner, sold again."""

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


def test_sold_again_she_is_identified_and_supported_anew_on_the_same_file(seat: Seat) -> None:
    health, second, police, commune = seat("health"), seat("health2"), seat("police"), seat("commune", PHONE)
    victim = identified_at_home(commune, health, police)
    health.step(f"/nan-nhan/{victim}/buoc/decide-support/", regimes=["2024.health", "2024.vocational"])
    health.step(f"/nan-nhan/{victim}/buoc/provide-service/", regime="2024.health")
    health.step(f"/nan-nhan/{victim}/buoc/settle-residence/", area_code=COMMUNE)
    health.reads("Đang hòa nhập cộng đồng")
    the_end_is_agreed_to(health, second, victim)
    she_is_sold_again(commune, victim)
    health.step(f"/nan-nhan/{victim}/buoc/request-identification/")
    police.step(
        f"/nan-nhan/{victim}/buoc/identify/", decision_number="77/GXN", decided_by="head", evidence=["e"],
        exploitation="forced_labour",
    )  # fmt: skip
    police.reads("Đã xác định là nạn nhân")
    health.step(f"/nan-nhan/{victim}/buoc/decide-support/", regimes=["2024.psychology"])
    health.step(f"/nan-nhan/{victim}/buoc/provide-service/", regime="2024.psychology")
    health.reads("Đã quyết định hỗ trợ")
    health.reads("Ghi bị mua bán trở lại")
    told = health.page.locator("main").inner_text()
    assert told.count("Xác định là nạn nhân") == 4, "both times stand among the acts and among the decisions"
    assert "15/GXN" not in health.page.content() and "77/GXN" not in health.page.content()
    health.is_accessible()
    health.picture("bi-mua-ban-tro-lai")
    assert verify().is_whole


def identified_at_home(commune: Officer, health: Officer, police: Officer) -> str:
    commune.step(
        "/nan-nhan/tiep-nhan/?duong=self_commune", area_code=COMMUNE, full_name="Sùng Thị Lại Thử", sex="female",
        birth_year="2001",
    )  # fmt: skip
    victim = commune.record_id
    for step in ("verify", "request-identification"):
        health.step(f"/nan-nhan/{victim}/buoc/{step}/")
    police.step(f"/nan-nhan/{victim}/buoc/identify/", decision_number="15/GXN", decided_by="head", evidence=["e"])
    return victim


def the_end_is_agreed_to(health: Officer, second: Officer, victim: str) -> None:
    """Whoever asks is told why not to agree; sent back once, then agreed to by the second officer."""
    for note in ("Đã có việc làm", "Đã thăm lần nữa, sống ổn định"):
        health.step(f"/nan-nhan/{victim}/buoc/ask-closure/", reason="reintegrated", note=note)
        health.reads("chờ người khác duyệt")
        if note == "Đã có việc làm":
            health.reads("Người đề nghị không tự duyệt")
            assert second.open("/nan-nhan/den-han/?phan=closings") == 200
            second.reads("NN-98-2026-")
            second.step(f"/nan-nhan/{victim}/buoc/return-closure/", note="Thăm thêm một lần")
    health.is_accessible()
    health.picture("cho-duyet-ket-thuc")
    second.open(f"/nan-nhan/{victim}/")
    second.reads("Đã ổn định, không còn nhu cầu".lower())
    second.step(f"/nan-nhan/{victim}/buoc/close/")
    second.reads("Đã kết thúc hồ sơ")
    second.reads("Không còn thời hạn nào đang chạy")


def she_is_sold_again(commune: Officer, victim: str) -> None:
    """By keyboard alone on a phone; the strip begins again, the file stays one."""
    commune.open(f"/nan-nhan/{victim}/buoc/note-retrafficked/")
    commune.fits()
    commune.is_accessible()
    commune.types("main [name=note]", "Gia đình báo bị đưa đi lần nữa")
    commune.presses("main button.go[type=submit]")
    commune.reads("Người đang trong quá trình xác định là nạn nhân")
    assert commune.record_id == victim, "the same file: nobody asks her the same things twice"
    commune.fits()
    commune.is_accessible()
    commune.picture("bi-mua-ban-tro-lai-360")
