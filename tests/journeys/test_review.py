"""Reviewing a plan in a real browser: by mouse, by keyboard alone, on a telephone, by two officers at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine
from playwright.sync_api import Browser, Page, expect

from lachan.base.clock import VIETNAM
from lachan.journal.queries import verify
from lachan.plans.models import Plan, PlanDocument, ReviewStep
from tests.journeys.officers import Officer
from tests.world_plans import TEXT, a_document, put

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOON = datetime(2026, 6, 10, 12, 0, tzinfo=VIETNAM)
AS = Callable[[str], Officer]


@pytest.fixture
def as_(browser: Browser, live_server, cast) -> Iterator[AS]:
    with time_machine.travel(NOON, tick=True):
        seated: list[Officer] = []

        def officer(name: str) -> Officer:
            seated.append(Officer(browser, live_server.url, name))
            return seated[-1]

        yield officer
        for one in seated:
            if one.page.context.pages:
                one.leave()


def state() -> dict:
    return PlanDocument.objects.get().corrected


def living(name: str) -> list[str]:
    return [i["key"] for i in state()[name] if not i.get("gone")]


def saved(page: Page, words: str = "Đã lưu") -> None:
    expect(page.locator("#saved")).to_contain_text(words)


def opened(page: Page, key: str) -> None:
    page.locator(f"#{key} .what").click()
    expect(page.locator(f"form[data-edit='{key}']")).to_be_visible()


def gives(officer: Officer) -> str:
    officer.open("/ke-hoach/doc-van-ban/")
    upload = {"name": "ke-hoach-2026.txt", "mimeType": "text/plain", "buffer": TEXT.encode()}
    officer.page.set_input_files("main input[type=file]", upload)
    officer.send()
    return officer.page.url


def test_the_whole_review_with_a_browser_closed_in_between(as_: AS) -> None:
    standing = as_("standing")
    url = gives(standing)
    corrects_three_fields(standing.page)
    connects_two_targets(standing.page)
    merges_and_splits(standing.page)
    standing.is_accessible()
    adds_by_selecting(standing.page)
    rejects_and_undoes(standing.page)
    opened(standing.page, "o-0")
    standing.page.locator("#o-0 [name=text]").press("Control+End")
    standing.page.locator("#o-0 [name=text]").press_sequentially(" Và hơn nữa.", delay=5)
    standing.leave()  # the browser is closed while the last words wait to be sent
    back = as_("standing")
    back.page.goto(url)
    everything_is_there(back.page)
    approves(back)
    assert verify().is_whole


def corrects_three_fields(page: Page) -> None:
    opened(page, "f")
    page.fill("#f-number", "16/KH-UBND")
    page.fill("#f-signer", "Trần Văn Thử")
    page.press("#f-signer", "Tab")
    saved(page)
    expect(page.locator("#head-facts")).to_contain_text("16/KH-UBND")
    opened(page, "v-1")
    page.fill("#x-v-1-deadline_date", "15/7/2026")
    page.press("#x-v-1-deadline_date", "Tab")
    expect(page.locator("#review[data-version='3']")).to_be_attached()


def connects_two_targets(page: Page) -> None:
    for key, typed, found in (("t-0", "phan loai", "phân loại"), ("t-1", "vu an dieu tra", "khám phá")):
        opened(page, key)
        box = page.locator(f"#{key}").get_by_role("combobox", name="Cách tính")
        box.fill(typed)
        expect(page.locator(f"#{key} .combo li.active")).to_be_visible()
        box.press("Enter")
        expect(page.locator(f"#line-{key}")).to_contain_text(found)
    saved(page)
    assert state()["targets"][1]["indicator"] == "case.cleared"


def merges_and_splits(page: Page) -> None:
    opened(page, "v-0")
    page.locator("#v-0 .joins summary").first.click()
    page.locator("#v-0").get_by_role("button", name="Gộp", exact=True).click()
    saved(page, "Đã gộp")
    expect(page.locator("#v-1.gone")).to_be_visible()
    opened(page, "v-2")
    page.evaluate("""() => {
      const box = document.querySelector('#v-2 [data-words]');
      box.focus();
      box.setSelectionRange(box.value.indexOf('; phối') + 2, box.value.indexOf('; phối') + 2);
    }""")
    page.locator("#v-2 .joins summary").nth(1).click()
    page.locator("#v-2 [data-cut]").click()
    saved(page, "Đã tách")
    expect(page.locator("form[data-edit^='v-n']")).to_be_visible()
    assert living("tasks")[:3][0] == "v-0" and len(living("tasks")) == 5


def adds_by_selecting(page: Page) -> None:
    page.evaluate("""() => {
      const p = [...document.querySelectorAll('#doc p')].find((e) => e.textContent.includes('Tuyên truyền tại cơ sở'));
      const walk = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
      let node = walk.nextNode();
      while (!node.data.includes('Tuyên truyền')) node = walk.nextNode();
      const at = node.data.indexOf('Tuyên');
      getSelection().setBaseAndExtent(node, at, node, at + 22);
    }""")
    expect(page.locator("#addbar")).to_be_visible()
    expect(page.locator("#chosen")).to_have_text("Tuyên truyền tại cơ sở")
    page.locator("#addbar [data-add=o]").click()
    saved(page, "Đã thêm")
    added = next(o for o in state()["objectives"] if "was" not in o)
    assert TEXT[slice(*added["span"])] == added["text"] == "Tuyên truyền tại cơ sở"


def rejects_and_undoes(page: Page) -> None:
    opened(page, "t-2")
    page.locator("#t-2").get_by_role("button", name="Bỏ chỉ tiêu này").click()
    saved(page, "Đã bỏ")
    expect(page.locator("#t-2.gone")).to_be_visible()
    page.locator("#undo").click()
    saved(page, "Đã hoàn tác")
    expect(page.locator("#t-2.gone")).to_have_count(0)
    assert "t-2" in living("targets")


def everything_is_there(page: Page) -> None:
    expect(page.locator("#head-facts")).to_contain_text("Trần Văn Thử")
    expect(page.locator("#o-0")).to_contain_text("Và hơn nữa")
    expect(page.locator("#v-1.gone")).to_be_visible()
    assert state()["objectives"][0]["text"].endswith("Và hơn nữa.")


def approves(officer: Officer) -> None:
    officer.page.locator(".head a.go").click()
    for words in ("Theo từng loại", "đã gộp", "đã tách", "đã thêm", "Trần Văn Thử", "16/KH-UBND", "Sẽ được theo dõi"):
        officer.reads(words)
    officer.is_accessible()
    officer.send()
    officer.reads("Phòng, chống mua bán người năm 2026")
    officer.reads("16/KH-UBND")
    officer.open("/ke-hoach/")
    officer.reads("16/KH-UBND")
    plan = Plan.objects.get()
    officer.open(f"/ke-hoach/{plan.id}/")
    for words in (
        "Nhiệm vụ theo cơ quan",
        "Công an tỉnh thử nghiệm",
        "hạn 15/06/2026",
        "Vụ án được điều tra, khám phá",
    ):
        officer.reads(words)
    officer.is_accessible()


def test_the_core_of_it_by_keyboard_alone(as_: AS, cast) -> None:
    document_id = a_document(cast)
    standing = as_("standing")
    page = standing.page
    page.goto(f"/ke-hoach/van-ban/{document_id}/")
    keys = page.keyboard
    page.locator("#f .what").focus()
    keys.press("j")
    expect(page.locator("#t-0.here")).to_be_visible()
    keys.press("Enter")
    expect(page.locator("form[data-edit='t-0']")).to_be_visible()
    expect(page.get_by_role("combobox", name="Cách tính").first).to_be_focused()
    keys.type("vu an truy to")
    keys.press("Enter")
    saved(page)
    keys.press("Escape")
    expect(page.locator("#t-0 .what")).to_be_focused()
    keys.press("x")
    expect(page.locator("#t-1.here")).to_be_visible()
    keys.press("Delete")
    expect(page.locator("#t-1.gone")).to_be_visible()
    keys.press("u")
    expect(page.locator("#t-1.gone")).to_have_count(0)
    keys.press("t")
    expect(page.locator("#m-t-1")).to_be_focused()
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(page.locator("#t-2 .what")).to_be_focused()
    keys.press("a")
    expect(page.locator("#addbar")).to_be_visible()
    for key in ("ArrowLeft", "ArrowLeft", "Shift+ArrowRight", "Enter"):
        keys.press(key)
    expect(page.locator("#addbar [data-add=t]")).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")
    saved(page, "Đã thêm")
    added = next(t for t in state()["tasks"] if "was" not in t)
    assert added["text"] and TEXT[slice(*added["span"])].split() == added["text"].split()
    expect(page.locator("form[data-edit] :focus")).to_be_attached()  # the new finding opens before it is left
    keys.press("Escape")
    expect(page.locator("form[data-edit]")).to_have_count(0)
    keys.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    standing.is_accessible()
    keys.press("Escape")
    keys.press("n")
    page.wait_for_timeout(300)
    assert state()["targets"][0]["indicator"] == "case.prosecuted"


def test_letters_can_be_turned_off(as_: AS, cast) -> None:
    document_id = a_document(cast)
    standing = as_("standing")
    page = standing.page
    page.goto(f"/ke-hoach/van-ban/{document_id}/")
    page.locator("#keys").click()
    page.check("#keys-off")
    page.keyboard.press("Escape")
    page.locator("#t-0 .what").focus()
    page.keyboard.press("Delete")
    page.keyboard.press("j")
    page.wait_for_timeout(300)
    assert not ReviewStep.objects.exists() and page.locator("#t-0.here").count() == 1


def test_on_a_telephone_the_two_sides_are_tabs(as_: AS, cast) -> None:
    document_id = a_document(cast)
    standing = as_("standing")
    page = standing.page
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"/ke-hoach/van-ban/{document_id}/")
    expect(page.locator("#found")).to_be_visible()
    expect(page.locator("#doc")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    standing.is_accessible()
    page.locator("[data-side=text]").click()
    page.locator("#m-t-1").click()
    expect(page.locator("#t-1.here")).to_be_visible()
    opened(page, "t-1")
    page.fill("#x-t-1-value", "92")
    page.press("#x-t-1-value", "Tab")
    saved(page)
    standing.is_accessible()
    assert state()["targets"][1]["value"] == 92


def test_two_officers_at_once_lose_nothing(as_: AS, cast) -> None:
    document_id = a_document(cast)
    standing = as_("standing")
    page = standing.page
    page.goto(f"/ke-hoach/van-ban/{document_id}/")
    opened(page, "t-0")
    put(cast, document_id, "t-0", value=95)
    put(cast, document_id, "t-1", unit="tin")
    page.fill("#x-t-0-value", "97")
    page.press("#x-t-0-value", "Tab")
    clash = page.locator("#t-0 .clash")
    expect(clash).to_contain_text("95")
    expect(clash).to_contain_text("97")
    standing.complaints.clear()  # the browser writes the refused request into its console
    clash.get_by_role("button", name="Dùng bản của tôi").click()
    saved(page)
    expect(page.locator("#line-t-1")).to_contain_text("tin")
    assert state()["targets"][0]["value"] == 97


def test_what_could_not_be_sent_is_sent_when_the_line_is_back(as_: AS, cast) -> None:
    document_id = a_document(cast)
    standing = as_("standing")
    page = standing.page
    page.goto(f"/ke-hoach/van-ban/{document_id}/")
    opened(page, "t-0")
    page.context.set_offline(True)
    page.fill("#x-t-0-value", "88")
    page.press("#x-t-0-value", "Tab")
    saved(page, "Chưa gửi được")
    page.context.set_offline(False)
    saved(page, "Đã lưu")
    standing.complaints.clear()
    assert state()["targets"][0]["value"] == 88
    assert page.evaluate("localStorage.length") == 0


def test_the_summary_shows_what_was_typed_a_moment_before(as_: AS, cast) -> None:
    document_id = a_document(cast)
    standing = as_("standing")
    page = standing.page
    page.goto(f"/ke-hoach/van-ban/{document_id}/")
    opened(page, "t-0")
    page.fill("#x-t-0-value", "83")
    page.locator(".head a.go").click()
    standing.reads("Theo từng loại")
    standing.reads("83")


def test_what_was_typed_before_the_script_came_is_saved(as_: AS, cast) -> None:
    document_id = a_document(cast)
    page = as_("standing").page
    held: list = []
    let_go = False
    page.route("**/js/review/*.js", lambda route: route.continue_() if let_go else held.append(route))
    page.goto(f"/ke-hoach/van-ban/{document_id}/?mo=v-0", wait_until="commit")
    box = page.locator("form[data-edit='v-0'] [name=path]")
    box.fill("VI.9")
    box.press("Tab")
    let_go = True
    for route in held:
        route.continue_()
    saved(page)
    expect(page.locator("#v-0 .line")).to_contain_text("VI.9")


def test_a_long_plan_opens_a_part_at_a_time(as_: AS, cast) -> None:
    from tests.rooms.test_plans_review_rules import LONG

    document_id = a_document(cast, LONG)
    standing = as_("standing")
    page = standing.page
    page.goto(f"/ke-hoach/van-ban/{document_id}/")
    standing.reads("phần 1/")
    page.locator("#found .finding .what").last.focus()
    page.keyboard.press("j")
    expect(page.locator("#review[data-part='2']")).to_be_attached()
    first = page.locator("#sec-v .finding").first
    first.locator(".what").click()
    expect(first.locator("form[data-edit]")).to_be_visible()
    box = first.locator("[name=path]")
    box.fill("VI.9")
    box.press("Tab")
    saved(page)
    expect(first.locator(".line")).to_contain_text("VI.9")
