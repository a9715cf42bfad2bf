"""A report goes up and comes back: commune, province, ministry, each officer at his own browser."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import datetime

import pypdfium2
import pytest
import time_machine
from openpyxl import load_workbook
from playwright.sync_api import Browser

from lachan.base.clock import VIETNAM
from lachan.journal.queries import verify
from tests.journeys.officers import Officer
from tests.people import COMMUNE
from tests.sheet_checker import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOON = datetime(2026, 6, 16, 12, 0, tzinfo=VIETNAM)
AS = Callable[[str], Officer]


@pytest.fixture
def as_(browser: Browser, live_server, cast) -> Iterator[AS]:
    with time_machine.travel(NOON, tick=True):
        seated: dict[str, Officer] = {}

        def officer(name: str) -> Officer:
            if name not in seated:
                seated[name] = Officer(browser, live_server.url, name)
            return seated[name]

        yield officer
        for one in seated.values():
            one.leave()


def test_a_report_goes_from_the_commune_to_the_ministry(as_: AS) -> None:
    standing = as_("standing")
    asked = the_standing_office_opens_a_round(standing)
    report = the_commune_reports(as_)
    submission = it_is_received_and_asked_back(standing, asked)
    the_commune_answers_and_corrects(as_, report, submission)
    consolidated = the_province_sums(as_, asked)
    the_files_are_what_an_official_signs(standing, consolidated)
    it_goes_to_the_ministry(as_, consolidated)
    as_("outsider").open(f"/bao-cao/{report}/")
    assert as_("outsider").open(f"/bao-cao/nhan/{submission}/") == 404
    assert verify().is_whole


def the_standing_office_opens_a_round(standing: Officer) -> str:
    standing.step("/bao-cao/dot/moi/", kind="six_month", period_code="2026-H1", line="programme", due_on="2026-06-20")
    standing.reads("chưa gửi, còn hạn")
    standing.is_accessible()
    return standing.record_id


def sign(writer: Officer, chief: Officer, report: str) -> None:
    writer.open(f"/bao-cao/{report}/")
    for box in writer.page.locator("main textarea[name^='s.']").all():
        box.fill(box.input_value().replace("……", "đã thực hiện"))
    writer.fill(number="5", dated_on="2026-06-16", signer="Lò Văn Mẫu")
    writer.page.locator("button[name=then][value=submit]").click()
    writer.reads("Đang trình duyệt")
    for step, shown in (("approve", "Đã duyệt, chờ ký"), ("sign", "Phiên bản 1")):
        chief.open(f"/bao-cao/{report}/")
        chief.page.locator(f"form[action$='/buoc/{step}/'] button").click()
        chief.reads(shown)


def the_commune_reports(as_: AS) -> str:
    commune = as_("commune")
    commune.step("/bao-cao/moi/", kind="six_month", period_code="2026-H1")
    report = commune.record_id
    commune.reads("Đề xuất từ số liệu")
    sign(commune, as_("commune2"), report)
    commune.open(f"/bao-cao/{report}/")
    commune.page.get_by_label("Ban Chỉ đạo 138 tỉnh thử nghiệm").check()
    commune.page.get_by_role("button", name="Gửi báo cáo").click()
    commune.reads("Đã gửi, chờ tiếp nhận")
    commune.is_accessible()
    return report


def it_is_received_and_asked_back(standing: Officer, asked: str) -> str:
    standing.open("/")
    standing.reads("Gửi báo cáo lên cấp trên")
    standing.open(f"/bao-cao/dot/{asked}/")
    standing.page.locator("main table a", has_text="UBND xã Thử Một").click()
    standing.page.wait_for_load_state()
    submission = standing.record_id
    standing.reads("mã băm khớp nội dung")
    standing.page.get_by_role("button", name="Tiếp nhận báo cáo").click()
    standing.reads("Đã tiếp nhận")
    standing.page.select_option("main select[name=cell]", "tips/tip.received")
    standing.page.fill("#hoi-lai textarea", "Xã có chắc trong kỳ không có nguồn tin nào?")
    standing.page.get_by_role("button", name="Gửi câu hỏi").click()
    standing.reads("chưa trả lời")
    standing.is_accessible()
    return submission


def the_commune_answers_and_corrects(as_: AS, report: str, submission: str) -> None:
    commune = as_("commune")
    commune.step(
        "/tin-bao/moi/", channel="in_person", kind="report", suspicion="online_scam", area_code=COMMUNE,
        received_at="2026-06-10T08:00", summary="Tin tiếp nhận muộn", refusal_reason="Người báo tin không nêu tên",
    )  # fmt: skip
    commune.open(f"/bao-cao/nhan/{submission}/")
    commune.page.fill("main textarea[name=text]", "Có một tin ghi sổ muộn; xã đính chính báo cáo.")
    commune.page.get_by_role("button", name="Gửi trả lời").click()
    commune.reads("Có một tin ghi sổ muộn")
    commune.open(f"/bao-cao/{report}/")
    form = commune.page.locator("form[action$='/dinh-chinh/']")
    form.locator("textarea").fill("Bổ sung một nguồn tin ghi sổ muộn")
    form.locator("button").click()
    commune.reads("Phiên bản 2")
    commune.reads("Tố giác, tin báo, kiến nghị khởi tố tiếp nhận: 0 → 1")
    commune.page.get_by_label("Ban Chỉ đạo 138 tỉnh thử nghiệm").check()
    commune.page.get_by_role("button", name="Gửi báo cáo").click()
    commune.reads("Đã có bản thay")


def the_province_sums(as_: AS, asked: str) -> str:
    standing = as_("standing")
    standing.open(f"/bao-cao/dot/{asked}/")
    standing.page.locator("main table a", has_text="UBND xã Thử Một").click()
    standing.page.get_by_role("button", name="Tiếp nhận báo cáo").click()
    standing.reads("Đã tiếp nhận")
    standing.open(f"/bao-cao/dot/{asked}/")
    standing.reads("Tổng hợp theo địa bàn")
    standing.is_accessible()
    standing.page.get_by_role("link", name="Lập báo cáo tổng hợp").click()
    standing.send()
    standing.reads("Cộng từ 1 báo cáo đã ký")
    report = standing.record_id
    sign(standing, as_("standing2"), report)
    standing.open(f"/bao-cao/dot/{asked}/")
    standing.reads("Đã tổng hợp, khóa")
    return report


def the_files_are_what_an_official_signs(standing: Officer, report: str) -> None:
    standing.open(f"/bao-cao/{report}/")
    files = {}
    for kind, words in (("word", "Tải bản Word đã ký"), ("pdf", "PDF/A"), ("excel", "Excel")):
        with standing.page.expect_download() as download:
            standing.page.get_by_role("link", name=words, exact=True).click()
        files[kind] = download.value.path().read_bytes()
    assert faults(files["word"]) == []
    pages = pypdfium2.PdfDocument(files["pdf"])
    assert "Danh sách báo cáo đã tổng hợp".upper() in pages[len(pages) - 1].get_textpage().get_text_range()
    sheet = next(s for s in load_workbook(io.BytesIO(files["excel"])) if s.title.startswith("Nguồn tin"))
    assert any(row[0].value == "Tố giác, tin báo, kiến nghị khởi tố tiếp nhận" and row[2].value == 1
               for row in sheet.iter_rows())  # fmt: skip


def it_goes_to_the_ministry(as_: AS, report: str) -> None:
    standing, ministry = as_("standing"), as_("ministry")
    standing.open(f"/bao-cao/{report}/")
    standing.page.get_by_label("Bộ Công an (thử nghiệm)").check()
    standing.page.get_by_role("button", name="Gửi báo cáo").click()
    standing.reads("Đã gửi, chờ tiếp nhận")
    ministry.open("/bao-cao/nhan/")
    ministry.page.locator("main table a").first.click()
    ministry.reads("Ban Chỉ đạo 138 tỉnh thử nghiệm")
    ministry.page.get_by_role("button", name="Tiếp nhận báo cáo").click()
    ministry.reads("Đã tiếp nhận")
    ministry.is_accessible()


def test_parts_proposals_and_the_list_for_the_police_software(as_: AS) -> None:
    standing, health, finance = as_("standing"), as_("health"), as_("finance")
    standing.step("/bao-cao/moi/", kind="six_month", period_code="2026-H1")
    report = standing.record_id
    part = the_health_department_writes_its_part(standing, health, report)
    assert part != report
    the_finance_department_is_asked(standing, report)
    sign(standing, as_("standing2"), report)
    finance.open("/kien-nghi/")
    finance.page.locator("main table a").first.click()
    finance.is_accessible()
    finance.page.fill("main textarea[name=text]", "Đã bố trí trong dự toán bổ sung.")
    finance.page.get_by_role("button", name="Trả lời").click()
    finance.reads("Đã trả lời")
    standing.open("/kien-nghi/?chi=chua-tra-loi")
    standing.reads("Chưa có kiến nghị nào")
    the_border_guard_hands_over(as_)


def the_health_department_writes_its_part(standing: Officer, health: Officer, report: str) -> str:
    form = standing.page.locator("form[action$='/yeu-cau-phan/']")
    form.evaluate("e => e.closest('details').open = true")
    form.locator("select[name='part-section']").select_option("results.victims")
    form.locator("select[name='part-to']").select_option(label="Sở Y tế tỉnh thử nghiệm")
    form.locator("input[name='part-due_on']").fill("2026-06-18")
    form.locator("button").click()
    standing.reads("Đã yêu cầu")
    health.open("/bao-cao/")
    health.page.get_by_role("link", name="Công tác tiếp nhận, xác minh, xác định").click()
    health.page.fill("main textarea[name=text]", "Ngành y tế đã kiểm tra các cơ sở trợ giúp.")
    health.is_accessible()
    health.page.get_by_role("button", name="Gửi phần viết").click()
    health.reads("Đã gửi phần viết")
    part = health.record_id
    standing.open(f"/bao-cao/phan/{part}/")
    standing.is_accessible()
    standing.page.get_by_role("button", name="Ghép vào báo cáo").click()
    standing.reads("Đã ghép vào báo cáo")
    standing.open(f"/bao-cao/{report}/")
    standing.reads("Ngành y tế đã kiểm tra các cơ sở trợ giúp.")
    return part


def the_finance_department_is_asked(standing: Officer, report: str) -> None:
    form = standing.page.locator(f"form[action='/bao-cao/{report}/kien-nghi/']")
    form.evaluate("e => e.closest('details').open = true")
    form.locator("textarea").fill("Bố trí kinh phí hỗ trợ nạn nhân trở về")
    form.locator("select").select_option(label="Sở Tài chính tỉnh thử nghiệm")
    form.locator("button").click()
    standing.reads("Đã ghi, chưa gửi")


def the_border_guard_hands_over(as_: AS) -> None:
    border, police = as_("border"), as_("police")
    border.step(
        "/nan-nhan/tiep-nhan/", area_code=COMMUNE, full_name="Lò Thị Thử", sex="female", birth_year="2001",
        return_way="returned_alone",
    )  # fmt: skip
    border.open("/ban-giao/")
    border.is_accessible()
    border.page.get_by_role("button", name="Lập danh sách bàn giao").click()
    border.reads("Đã lập danh sách")
    assert "Lò Thị Thử" not in border.page.content()
    border.page.get_by_role("button", name="Gửi danh sách").click()
    border.reads("Đã gửi, chờ biên bản")
    handover = border.record_id
    police.open(f"/ban-giao/{handover}/")
    police.page.fill("main [name=minute_number]", "01/BB")
    police.page.get_by_role("button", name="Nhận", exact=True).click()
    police.reads("Đã nhận, có biên bản")
    police.page.fill("main table input[name^='n.']", "PM-1")
    police.page.keyboard.press("Enter")
    police.reads("Đã ghi 1 dòng")
    police.is_accessible()
    police.page.get_by_role("button", name="Kết thúc bàn giao").click()
    police.reads("Đã nhập đủ vào phần mềm")
