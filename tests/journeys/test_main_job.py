"""The main job end to end in a real browser: plan, tip, case, victim, figures, report, each step by its officer."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from docx import Document as Word
from playwright.sync_api import Browser, expect

from lachan.base.clock import VIETNAM
from lachan.journal.queries import verify
from tests.journeys.officers import Officer
from tests.people import COMMUNE
from tests.world_plans import TEXT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOON = datetime(2026, 6, 10, 12, 0, tzinfo=VIETNAM)
AS = Callable[[str], Officer]


@pytest.fixture
def as_(browser: Browser, live_server, cast) -> Iterator[AS]:
    """``as_("police")``: the officer at his own browser, on a working day of June 2026."""
    with time_machine.travel(NOON, tick=True):
        seated: dict[str, Officer] = {}

        def officer(name: str) -> Officer:
            if name not in seated:
                seated[name] = Officer(browser, live_server.url, name)
            return seated[name]

        yield officer
        for one in seated.values():
            one.leave()


def test_from_the_plan_to_the_report(as_: AS) -> None:
    plan = the_standing_office_reads_the_plan(as_("standing"))
    tip = the_commune_records_a_tip(as_("commune"))
    case = the_police_turn_it_into_a_case(as_("police"), tip)
    as_("procuracy").step(f"/vu-an/{case}/buoc/prosecute/", decision_no="04/CT-VKS")
    victim = a_woman_comes_home(as_)
    the_scorecard_shows_it(as_("standing"), plan)
    the_report_says_the_same(as_("standing"), as_("standing2"), plan)
    each_officer_sees_what_waits(as_)
    others_learn_nothing(as_, [f"/tin-bao/{tip}/", f"/vu-an/{case}/", f"/nan-nhan/{victim}/", f"/ke-hoach/{plan}/"])
    assert verify().is_whole


def the_standing_office_reads_the_plan(standing: Officer) -> str:
    standing.open("/ke-hoach/doc-van-ban/")
    upload = {"name": "ke-hoach-2026.txt", "mimeType": "text/plain", "buffer": TEXT.encode()}
    standing.page.set_input_files("main input[type=file]", upload)
    standing.send()
    standing.reads("15/KH-UBND")
    standing.is_accessible()
    connects_the_targets(standing)
    standing.page.locator(".head a.go").click()
    standing.reads("Sẽ được theo dõi")
    standing.send()
    standing.reads("Phòng, chống mua bán người năm 2026")
    return standing.record_id


def connects_the_targets(standing: Officer) -> None:
    """Each target opened, and its figure chosen from the searchable list."""
    for key in ("t-0", "t-1", "t-2"):
        standing.page.locator(f"#{key} .what").click()
        form = standing.page.locator(f"form[data-edit='{key}']")
        subject = form.locator("[name=subject]").input_value().lower()
        wanted = (
            "nhu cầu được hỗ trợ" if "nạn nhân" in subject else "giải quyết" if "giải quyết" in subject else "phân loại"
        )
        box = form.get_by_role("combobox", name="Cách tính")
        box.fill(wanted)
        box.press("Enter")
        expect(standing.page.locator(f"#line-{key} .tag.ok")).to_contain_text(wanted)


def the_commune_records_a_tip(commune: Officer) -> str:
    commune.step(
        "/tin-bao/moi/", channel="hotline_111", kind="report", suspicion="online_scam", area_code=COMMUNE,
        summary="Một người bị giữ ở khu lừa đảo trực tuyến", informant_name="Người Báo Tin",
        informant_phone="0900000001",
    )  # fmt: skip
    for clock in ("Phân loại nguồn tin", "chuyển hồ sơ", "Giải quyết nguồn tin", "TTLT 01/2017"):
        commune.reads(clock)
    commune.reads("●●●")
    commune.is_accessible()
    return commune.record_id


def the_police_turn_it_into_a_case(police: Officer, tip: str) -> str:
    police.step(f"/tin-bao/{tip}/buoc/accept/")
    police.step(f"/tin-bao/{tip}/buoc/classify/", article="150.2", suspicion="online_scam")
    police.step(f"/tin-bao/{tip}/buoc/assign/")
    police.step(f"/tin-bao/{tip}/khoi-to/", decision_no="05/QĐ-CSHS", article="150.2", area_code=COMMUNE)
    case = police.record_id
    police.reads("Điều tra vụ án")
    police.step(
        f"/vu-an/{case}/bi-can/moi/", decision_no="21/QĐ-CSHS", article="150.2", offended_on="2026-02-01",
        full_name="Vừ Bị Can Thử", birth="1990", sex="male", nationality="VN",
    )  # fmt: skip
    police.open(f"/vu-an/{case}/")
    police.reads("●●●")
    police.is_accessible()
    police.step(f"/vu-an/{case}/buoc/conclude/")
    police.reads("Đã kết luận điều tra")
    return case


def a_woman_comes_home(as_: AS) -> str:
    border, health, police, aid = as_("border"), as_("health"), as_("police"), as_("legal_aid")
    border.step(
        "/nan-nhan/tiep-nhan/", area_code=COMMUNE, full_name="Lò Thị Mai Thử", sex="female", birth_year="2007",
        return_way="returned_alone",
    )  # fmt: skip
    victim = border.record_id
    for step in ("verify", "request-identification"):
        health.step(f"/nan-nhan/{victim}/buoc/{step}/")
    police.step(f"/nan-nhan/{victim}/buoc/identify/", decision_number="15/QĐ-CAT", evidence=["a"])
    health.open(f"/nan-nhan/{victim}/buoc/assess-needs/")
    for name in ("2024.essential_needs", "2024.legal_aid"):
        health.page.select_option(f"main select[name='{name}']", "yes")
    health.send()
    health.step(f"/nan-nhan/{victim}/buoc/decide-support/", regimes=["2024.essential_needs"])
    health.open(f"/nan-nhan/{victim}/")
    for part in ("Thời hạn theo luật", "Diễn biến", "Nhu cầu và hỗ trợ", "Xác định là nạn nhân"):
        health.reads(part)
    assert "Lò Thị Mai" not in health.page.content(), "the name is sealed until it is opened"
    health.is_accessible()
    health.page.select_option("main select[name=purpose]", index=1)
    health.page.locator("main .sealed button").click()
    health.reads("Lò Thị Mai Thử")
    she_is_found_by_name(health, victim)
    legal_aid_takes_her_on(health, aid, victim)
    return victim


def she_is_found_by_name(health: Officer, victim: str) -> None:
    """Typed without marks; the name goes into no address."""
    health.open("/")
    health.page.fill("#find", "lo thi mai thu")
    health.page.press("#find", "Enter")
    health.page.wait_for_load_state()
    assert "mai" not in health.page.url.lower()
    health.page.locator("main a", has_text="NN-98-2026-").first.click()
    health.page.wait_for_load_state()
    assert health.record_id == victim


def legal_aid_takes_her_on(health: Officer, aid: Officer, victim: str) -> None:
    health.step(
        f"/nan-nhan/{victim}/chuyen-tuyen/", to_agency_id={"label": "Trung tâm Trợ giúp pháp lý thử nghiệm"},
        service="2024.legal_aid", consent_by="self", consent_fields=["name"],
    )  # fmt: skip
    aid.open("/")
    aid.reads("Gửi đề nghị chuyển tuyến")
    aid.open("/chuyen-tuyen/")
    aid.page.locator("main tbody a").first.click()
    aid.page.wait_for_load_state()
    referral = aid.record_id
    aid.step(f"/chuyen-tuyen/{referral}/buoc/accept/")
    health.open(f"/nan-nhan/{victim}/")
    health.reads("Tiếp nhận chuyển tuyến")


def the_scorecard_shows_it(standing: Officer, plan: str) -> None:
    standing.open(f"/ke-hoach/{plan}/")
    standing.reads("100%")
    standing.reads("Đạt")
    standing.is_accessible()
    standing.open(f"/ke-hoach/{plan}/?tai-ngay=2026-06-09")
    standing.reads("Đang xem như tại ngày 09/06/2026")
    standing.open("/so-lieu/tip.classified/?ky=2026&tai-ngay=2026-06-09")
    standing.reads("chưa có số liệu")
    standing.open("/so-lieu/tip.classified/?ky=2026&tai-ngay=2026-06-10")
    standing.reads("TB-98-2026-")
    standing.is_accessible()


def the_report_says_the_same(standing: Officer, chief: Officer, plan: str) -> None:
    standing.step("/bao-cao/moi/", kind="six_month", period_code="2026-H1", plan_id=plan)
    for box in standing.page.locator("main textarea[name^='s.']").all():
        box.fill(box.input_value().replace("……", "đã thực hiện"))
    standing.fill(number="12", dated_on="2026-06-10", signer="Nguyễn Văn Mẫu")
    standing.page.locator("button[name=then][value=submit]").click()
    standing.reads("Đang trình duyệt")
    for step, shown in (("approve", "Đã duyệt, chờ ký"), ("sign", "Phiên bản 1")):
        chief.open(f"/bao-cao/{standing.record_id}/")
        chief.page.locator(f"form[action$='/buoc/{step}/'] button").click()
        chief.reads(shown)
    standing.open(f"/bao-cao/{standing.record_id}/")
    standing.is_accessible()
    with standing.page.expect_download() as download:
        standing.page.get_by_text("Tải bản Word đã ký").click()
    word = Word(io.BytesIO(download.value.path().read_bytes()))
    table = next(t for t in word.tables if "Chỉ tiêu" in t.rows[0].cells[1].text)
    rows = {row.cells[1].text: [c.text for c in row.cells] for row in table.rows[1:]}
    classified = next(cells for subject, cells in rows.items() if "phân loại" in subject)
    assert classified[3:5] == ["100%", "1/1"]
    footer = "".join(p.text for s in word.sections for p in s.footer.paragraphs)
    assert "SHA-256" in footer


def each_officer_sees_what_waits(as_: AS) -> None:
    for name in ("standing", "police", "health", "border", "commune"):
        officer = as_(name)
        officer.open("/")
        officer.reads("Việc hôm nay")
        officer.is_accessible()


def others_learn_nothing(as_: AS, paths: list[str]) -> None:
    for name in ("outsider", "admin"):
        officer = as_(name)
        nothing = f"/tin-bao/{'0' * 8}-0000-7000-8000-{'0' * 12}/"
        assert officer.open(nothing) == 404
        empty = officer.page.content()
        for path in paths:
            assert officer.open(path) == 404, path
            assert officer.page.content() == empty, "a record that exists must answer with the same bytes"
