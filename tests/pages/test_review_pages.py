"""The review page: forms of single findings without scripts, pieces of the page with them, and its refusals."""

from __future__ import annotations

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lachan.plans import actions as plans
from lachan.plans.models import Plan, PlanDocument, ReviewSeen, ReviewStep
from lachan.plans.rules import StepKind
from tests.pages.test_plans_pages import signed_in
from tests.rooms.test_plans_review_rules import LONG
from tests.world import DAY
from tests.world_plans import TEXT, a_document, a_plan, put, wish

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


def at(name: str, document_id: object) -> str:
    return reverse(f"plandoc.{name}", args=[document_id])


def state(document_id: object) -> dict:
    return PlanDocument.objects.get(id=document_id).corrected


def form_of(client: Client, document_id: object, key: str) -> dict[str, list[str]]:
    """What a browser without scripts would post from the form of a finding, untouched."""
    page = client.get(at("show", document_id), {"mo": key}).content.decode()
    start = page.index(f'data-edit="{key}"')
    form = page[start : page.index("</form>", start)]
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ("checkbox" not in tag or "checked" in tag):
            found.setdefault(name[1], []).append(
                html.unescape(value[1]) if value else "on" if "checkbox" in tag else ""
            )
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', form):
        found[name] = [html.unescape(text)]
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)"[^>]* selected', options)
        found[name] = [html.unescape(chosen[1])] if chosen else [""]
    found.pop("csrfmiddlewaretoken", None)
    return {**found, "do": ["set"]}


@pytest.mark.parametrize("key", ["f", "t-0", "v-0", "b-0", "c-0", "k-0", "n-0", "o-0"])
def test_a_form_posted_untouched_changes_nothing(cast, key):
    client, document_id = signed_in("standing"), a_document(cast)
    client.post(at("correct", document_id), form_of(client, document_id, key))
    assert [s.writes for s in ReviewStep.objects.all()] == []


CORRECTIONS = [
    ("f", {"title": "Tên mới"}, "title", "Tên mới"), ("f", {"date": "21/3/2026"}, "date", "2026-03-21"),
    ("f", {"start": "2026", "end": "2027"}, "end", "2027"), ("f", {"level": "commune"}, "level", "commune"),
    ("f", {"area": "xã Thử Một"}, "area", "xã Thử Một"), ("f", {"signer": "Trần Thử"}, "signer", "Trần Thử"),
    ("f", {"capacity": "KT."}, "capacity", "KT."), ("f", {"box": "is_draft", "is_draft": "on"}, "is_draft", True),
    ("f", {"doc_type": "quyet_dinh"}, "doc_type", "quyet_dinh"), ("f", {"place": "Thử Hai"}, "place", "Thử Hai"),
    ("t-0", {"value": "95,5"}, "value", 95.5), ("t-0", {"comparator": ">="}, "comparator", ">="),
    ("t-0", {"value": ""}, "value", None), ("t-0", {"by": "2030"}, "by", "2030"),
    ("t-0", {"indicator": "tip.resolved"}, "indicator", "tip.resolved"), ("t-0", {"unit": "vụ"}, "unit", "vụ"),
    ("t-0", {"kind": "commitment"}, "kind", "commitment"), ("t-0", {"subject": "Nội dung"}, "subject", "Nội dung"),
    ("v-0", {"text": "Việc khác"}, "text", "Việc khác"), ("v-0", {"role": "phoi_hop"}, "role", "phoi_hop"),
    ("v-1", {"deadline_raw": "", "deadline_date": ""}, "deadline", None),
    ("v-0", {"box": "is_request", "is_request": "on"}, "is_request", True),
    ("v-0", {"box": "themes", "themes": ["finance", "steering"]}, "themes", ["finance", "steering"]),
    ("b-0", {"due": "20/6"}, "due", "20/6"), ("b-0", {"cycle": "quarterly"}, "cycle", "quarterly"),
    ("b-0", {"reporters": "Sở Y tế; Công an tỉnh"}, "reporters", ["Sở Y tế", "Công an tỉnh"]),
    ("b-0", {"via": "Phòng PC02"}, "via", ["Phòng PC02"]), ("b-0", {"what": "review"}, "what", "review"),
    ("c-0", {"number": "1/2026/QH"}, "number", "1/2026/QH"), ("k-0", {"value": "1.200.000"}, "value", 1_200_000),
    ("n-0", {"text": "Nguồn khác"}, "text", "Nguồn khác"), ("o-0", {"text": "Mục tiêu khác"}, "text", "Mục tiêu khác"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "typed", "field", "kept"), CORRECTIONS, ids=lambda v: v if isinstance(v, str) else "")
def test_every_field_is_corrected_and_shown(cast, key, typed, field, kept):
    client, document_id = signed_in("standing"), a_document(cast)
    reply = client.post(at("correct", document_id), {"key": key, **typed})
    assert reply.status_code == 302 and f"mo={key}" in reply["Location"]
    found = state(document_id)
    item = (
        found["head"]
        if key == "f"
        else next(i for r in found.values() if isinstance(r, list) for i in r if i["key"] == key)
    )
    assert item[field] == kept
    assert client.get(reply["Location"]).status_code == 200


def test_agencies_of_a_task_and_a_deadline_with_its_day(cast):
    client, document_id = signed_in("standing"), a_document(cast)
    typed = {"key": "v-0", "leads": "Công an tỉnh; Sở Tư pháp", "deadline_date": "30/9/2026", "deadline_raw": ""}
    client.post(at("correct", document_id), typed)
    task = state(document_id)["tasks"][0]
    assert [a["name"] for a in task["leads"]] == ["Công an tỉnh", "Sở Tư pháp"] and task["leads"][0]["span"]
    assert task["deadline"] == {"raw": "30/09/2026", "date": "2026-09-30"}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"key": "f", "date": "hôm qua"}, "không phải ngày"), ({"key": "t-0", "value": "nhiều"}, "không phải là số"),
        ({"key": "t-0", "value": "nan"}, "không phải là số"), ({"key": "t-99", "value": "1"}, "Không thấy chỗ này"),
        ({"do": "fly", "key": "t-0"}, "Không rõ việc"), ({"do": "merge", "key": "v-0", "other": "t-0"}, "cùng loại"),
        ({"do": "split", "key": "v-0", "at": "0"}, "Chưa rõ tách"), ({"do": "add", "key": "q"}, "Chưa chọn loại"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_said_and_nothing_is_written(cast, typed, sentence):
    client, document_id = signed_in("standing"), a_document(cast)
    assert sentence in client.post(at("correct", document_id), typed, follow=True).content.decode()
    reply = client.post(at("correct", document_id), typed, **JSON)
    assert reply.status_code == 400 and sentence in reply.json()["said"]
    assert not ReviewStep.objects.exists()


def test_an_answer_with_scripts_is_the_pieces_that_changed(cast):
    client, document_id = signed_in("standing"), a_document(cast)
    reply = client.post(at("correct", document_id), {"key": "t-0", "indicator": ""}, **JSON).json()
    assert (reply["status"], reply["version"], reply["key"], reply["undo"]) == ("saved", 1, "t-0", 1)
    assert set(reply["html"]) == {"attention", "sections", "far", "line-t-0"} and reply["text"] is None
    assert "chọn cách tính" in reply["html"]["line-t-0"] and "Chưa nối cách tính" in reply["html"]["attention"]
    again = client.post(at("correct", document_id), {"key": "t-0", "indicator": "", "version": "1"}, **JSON).json()
    assert again["status"] == "same"
    gone = client.post(at("correct", document_id), {"key": "v-0", "do": "drop", "version": "1"}, **JSON).json()
    assert {"sec-v", "sec-g"} & set(gone["html"]) == {"sec-v"} and 'data-to="v-1"' in gone["text"]


def test_a_colleagues_steps_come_with_the_next_answer(cast):
    client, document_id = signed_in("standing"), a_document(cast)
    put(cast, document_id, "t-1", value=77)
    reply = client.post(at("correct", document_id), {"key": "t-0", "unit": "tin", "version": "0"}, **JSON).json()
    assert "77%" in reply["html"]["line-t-1"] and reply["version"] == 2


def test_a_clash_gives_both_values_to_either_kind_of_page(cast):
    client, document_id = signed_in("standing"), a_document(cast)
    put(cast, document_id, "t-0", value=95)
    typed = {"key": "t-0", "value": "97", "version": "0"}
    reply = client.post(at("correct", document_id), typed, **JSON)
    clash = reply.json()["clash"]
    assert reply.status_code == 409 and (clash["mine"], clash["theirs"], clash["field"]) == ("97", "95", "value")
    page = client.post(at("correct", document_id), typed, follow=True).content.decode()
    assert "Bản của bạn: «97»" in page and "«95»" in page


def test_adding_from_chosen_or_pasted_words(cast):
    client, document_id = signed_in("standing"), a_document(cast)
    start = TEXT.index("Tuyên truyền tại cơ sở")
    typed = {"do": "add", "key": "t", "from": str(start - 1), "to": str(start + 22)}
    made = client.post(at("correct", document_id), typed, **JSON).json()["key"]
    client.post(at("correct", document_id), {"do": "add", "key": "o", "words": "Giảm  nguy cơ mua bán người"})
    client.post(at("correct", document_id), {"do": "add", "key": "h", "words": "18001567"})
    found = state(document_id)
    target = next(t for t in found["targets"] if t["key"] == made)
    assert (target["subject"], target["span"]) == ("Tuyên truyền tại cơ sở", [start, start + 22])
    goal = (
        found["objectives"][-1]
        if "was" not in found["objectives"][-1]
        else next(o for o in found["objectives"] if "was" not in o)
    )
    assert TEXT[slice(*goal["span"])] == "Giảm nguy cơ mua bán người"
    assert (found["hotlines"][-1]["text"], found["hotlines"][-1]["span"]) == ("18001567", None)


def test_an_agency_is_settled_from_the_list(cast):
    client, document_id = signed_in("standing"), a_document(cast)
    form = form_of(client, document_id, "g-0")
    assert form["name"] == ["Công an tỉnh"] and form["found"] == [str(cast.police.agency_id)]
    client.post(at("correct", document_id), {**form, "found": str(cast.health.agency_id)})
    assert state(document_id)["agencies"] == {"Công an tỉnh": str(cast.health.agency_id)}
    client.post(at("correct", document_id), {"key": "g", "name": "Công an tỉnh", "found": "-"})
    assert state(document_id)["agencies"] == {}


def test_the_form_of_a_finding_comes_alone(cast):
    client, document_id = signed_in("standing"), a_document(cast)
    page = client.get(at("finding", document_id), {"mo": "t-0"}).content.decode()
    assert "Máy đề xuất:" in page and "data-search" in page and "<html" not in page
    assert client.get(at("finding", document_id), {"mo": "t-99"}).status_code == 404


def test_progress_and_history(cast):
    client, document_id = signed_in("standing"), a_document(cast)
    reply = client.post(at("see", document_id), {"key": ["t-0", "t-1"]}, **JSON).json()
    assert "Đã xem 2/" in reply["html"]["far"] and ReviewSeen.objects.count() == 2
    put(cast, document_id, "t-0", value=95)
    page = client.get(at("history", document_id)).content.decode()
    assert "<del>100</del>" in page and "<ins>95</ins>" in page
    client.post(at("correct", document_id), {"do": "undo", "step": "1"})
    assert "đã hoàn tác" in client.get(at("history", document_id)).content.decode()


def test_what_was_dropped_is_shown_struck_and_comes_back(cast):
    client, document_id = signed_in("standing"), a_document(cast)
    wish(cast, document_id, StepKind.DROP, "v-1")
    page = client.get(at("show", document_id), {"mo": "v-1"}).content.decode()
    assert 'class="finding gone' in page and "Lấy lại" in page
    client.post(at("correct", document_id), {"do": "restore", "key": "v-1"})
    assert not state(document_id)["tasks"][1]["gone"]


def test_a_document_under_another_agency_is_shown_without_its_buttons(cast):
    document_id = a_document(cast)
    page = signed_in("auditor").get(at("show", document_id), {"mo": "t-0"}).content.decode()
    assert "Văn bản của cơ quan khác" in page and 'id="addbar"' not in page and "Bỏ chỉ tiêu này" not in page
    reply = signed_in("auditor").post(at("correct", document_id), {"key": "t-0", "value": "1"})
    assert reply.status_code == 403
    assert signed_in("police").get(at("show", document_id)).status_code == 404


def test_a_long_document_comes_in_parts(cast):
    document_id, client = a_document(cast, LONG), signed_in("standing")
    first = client.get(at("show", document_id)).content.decode()
    assert "phần 1/" in first and len(first) < 700_000
    last = PlanDocument.objects.get(id=document_id).corrected["tasks"][-1]["key"]
    page = client.get(at("show", document_id), {"mo": last}).content.decode()
    assert f'id="{last}"' in page and f'id="{last}"' not in first and f'data-edit="{last}"' in page


def test_a_page_of_sixty_tasks_asks_the_database_little(cast, django_assert_max_num_queries):
    tasks = "\n".join(f"{n}. Công an tỉnh chủ trì việc thứ {n}; phối hợp với Sở Y tế." for n in range(1, 61))
    document_id, client = a_document(cast, f"KẾ HOẠCH\nNăm 2026\nI. NHIỆM VỤ\n{tasks}"), signed_in("standing")
    client.get(at("show", document_id))
    with django_assert_max_num_queries(26):
        client.get(at("show", document_id))
    with django_assert_max_num_queries(45):
        client.post(at("correct", document_id), {"key": "v-0", "text": "khác"}, **JSON)


def test_reopening_and_confirming_from_the_page(cast):
    plan_id, client = a_plan(cast), signed_in("standing")
    document_id = Plan.objects.get(id=plan_id).document_id
    page = client.get(at("show", document_id)).content.decode()
    assert "Mở lại để sửa" in page and "chế độ chỉ đọc" in page
    client.post(at("reopen", document_id))
    client.post(at("correct", document_id), {"key": "f", "number": "17/KH-UBND"})
    assert "Duyệt và cập nhật kế hoạch" in client.get(at("approve", document_id)).content.decode()
    assert client.post(at("approve", document_id))["Location"] == reverse("plan.show", args=[plan_id])
    assert Plan.objects.get(id=plan_id).number == "17/KH-UBND"


def test_a_document_being_read_shows_its_bar_and_one_that_failed_its_reason(cast):
    client = signed_in("standing")
    given = plans.ReadDocument("a.pdf", b"%PDF-1.4 x")
    document_id = plans.receive_plandoc(given, by=cast.standing, now=DAY)
    assert "<progress" in client.get(at("show", document_id)).content.decode()
    assert client.get(at("state", document_id)).json()["is_reading"] is True
    plans.finish_plandoc(document_id, by=cast.standing, now=DAY)
    assert "Không đọc được văn bản" in client.get(at("show", document_id)).content.decode()


def test_the_plan_list_names_documents_of_our_own_that_wait(cast):
    a_document(cast)
    client = signed_in("standing")
    assert "Văn bản chờ duyệt" in client.get(reverse("plan.list")).content.decode()
    assert "Văn bản chờ duyệt" not in signed_in("auditor").get(reverse("plan.list")).content.decode()
    upload = SimpleUploadedFile("a.txt", TEXT.encode(), "text/plain")
    assert signed_in("commune").post(reverse("plan.read"), {"file": upload}).status_code == 302


def test_plans_above_and_below_name_each_other(cast):
    from tests.rooms.test_plans_own import COMMUNE_PLAN

    above, by = a_plan(cast), signed_in("commune")
    by.post(reverse("plan.read"), {"text": COMMUNE_PLAN})
    document_id = PlanDocument.objects.exclude(plan_id=above).get().id
    assert "15/KH-UBND · Phòng" in by.get(at("approve", document_id)).content.decode()
    below = by.post(at("approve", document_id))["Location"]
    assert reverse("plan.show", args=[above]) in by.get(below).content.decode()
    assert below in signed_in("standing").get(reverse("plan.show", args=[above])).content.decode()
    assert "Nối và điều chỉnh" not in signed_in("standing").get(below).content.decode()
