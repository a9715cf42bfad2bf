"""Pages of plans: a document given, reviewed, approved; the scorecard; tasks; and who sees none of it."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lachan.people.models import Account
from lachan.plans.models import Plan, PlanDocument, Task
from lachan.plans.rules import TaskStatus
from tests.world_plans import TEXT, a_document, a_plan, a_task

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(who: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=who), backend=BACKEND)
    return client


def fields(page: str) -> dict[str, str]:
    """What a browser would post from the review form, untouched."""
    form = page[page.index('<form id="review"') : page.index("</form>", page.index('<form id="review"'))]
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ("checkbox" not in tag or "checked" in tag):
            found[name[1]] = value[1] if value else ""
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', form):
        found[name] = text
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return {k: v.replace("&gt;", ">").replace("&lt;", "<").replace("&quot;", '"') for k, v in found.items()}


def test_a_document_is_given_reviewed_and_approved(cast):
    client = signed_in("standing")
    upload = SimpleUploadedFile("ke-hoach.txt", TEXT.encode(), "text/plain")
    reply = client.post(reverse("plan.read"), {"file": upload})
    document = PlanDocument.objects.get()
    assert reply["Location"] == reverse("plandoc.show", args=[document.id])
    page = client.get(reply["Location"]).content.decode()
    assert 'href="#t-0"' in page and 'id="t-0"' in page and "Sở Y tế tỉnh thử nghiệm" in page
    posted = fields(page)
    reply = client.post(reply["Location"], {**posted, "f-number": "16/KH-UBND", "viec": "duyet"})
    assert reply["Location"] == reverse("plandoc.approve", args=[document.id])
    summary = client.get(reply["Location"]).content.decode()
    assert "16/KH-UBND" in summary and "15/KH-UBND" in summary
    reply = client.post(reply["Location"])
    plan = Plan.objects.get()
    assert reply["Location"] == reverse("plan.show", args=[plan.id])
    assert plan.number == "16/KH-UBND"


def test_a_form_posted_untouched_changes_nothing(cast):
    client, document_id = signed_in("standing"), a_document(cast)
    url = reverse("plandoc.show", args=[document_id])
    client.post(url, fields(client.get(url).content.decode()))
    document = PlanDocument.objects.get(id=document_id)
    assert (document.version, document.agencies) == (1, {})


def test_every_kind_of_correction_comes_back(cast):
    client, document_id = signed_in("standing"), a_document(cast)
    url = reverse("plandoc.show", args=[document_id])
    change = {
        "t-0-value": "95,5", "t-0-comparator": ">=", "t-0-indicator": "", "t-1-drop": "on",
        "v-0-leads": "Công an tỉnh; Sở Y tế", "v-0-deadline_date": "30/9/2026", "v-2-drop": "on",
        "g-0-found": "Sở Y tế tỉnh thử nghiệm", "f-date": "hôm qua", "k-0-value": "1.200.000",
    }  # fmt: skip
    reply = client.post(url, {**fields(client.get(url).content.decode()), **change}, follow=True)
    read = PlanDocument.objects.get(id=document_id).corrected
    assert (read["targets"][0]["value"], read["targets"][0]["comparator"]) == (95.5, ">=")
    assert len(read["targets"]) == 2 and len(read["tasks"]) == 4
    assert [a["name"] for a in read["tasks"][0]["leads"]] == ["Công an tỉnh", "Sở Y tế"]
    assert read["tasks"][0]["deadline"] == {"raw": "30/09/2026", "date": "2026-09-30"}
    assert read["budget"]["amounts"][0]["value"] == 1_200_000
    assert read["metadata"]["date"] == "2026-01-20"
    page = reply.content.decode()
    assert "không phải ngày" in page
    assert PlanDocument.objects.get(id=document_id).agencies == {"Công an tỉnh": str(cast.health.agency_id)}


def test_targets_and_tasks_can_be_added(cast):
    client, document_id = signed_in("standing"), a_document(cast)
    url = reverse("plandoc.show", args=[document_id])
    for wish, key, anchor in (("them-chi-tieu", "targets", "#t-3"), ("them-nhiem-vu", "tasks", "#v-5")):
        reply = client.post(url, {**fields(client.get(url).content.decode()), "viec": wish})
        assert reply["Location"].endswith(anchor)
        assert PlanDocument.objects.get(id=document_id).corrected[key][-1].get("was") is None
    reply = client.post(reverse("plandoc.approve", args=[document_id]), {"back": url}, follow=True)
    assert "chưa ghi nội dung" in reply.content.decode()
    assert not Plan.objects.exists()


def test_pasted_text_is_read_and_nothing_is_refused_kindly(cast):
    client = signed_in("standing")
    assert "Chưa có văn bản" in client.post(reverse("plan.read"), {"text": "  "}).content.decode()
    wrong = SimpleUploadedFile("a.exe", b"MZ\x90\x00")
    assert "Không nhận loại tệp" in client.post(reverse("plan.read"), {"file": wrong}).content.decode()
    assert client.post(reverse("plan.read"), {"text": TEXT}).status_code == 302


def test_text_of_a_document_is_shown_as_text(cast):
    hostile = "<script>alert(1)</script> Tuyên truyền < 2 lần & hơn"
    document_id = a_document(cast, TEXT.replace("Tuyên truyền", hostile))
    page = signed_in("standing").get(reverse("plandoc.show", args=[document_id])).content.decode()
    assert "<script>alert" not in page
    assert "&lt; 2 lần &amp; hơn" in page


def test_the_file_comes_back_as_given(cast):
    document_id = a_document(cast)
    reply = signed_in("standing").post(reverse("plandoc.file", args=[document_id]))
    assert reply.content == TEXT.encode()
    assert reply["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("who", ["standing", "police", "commune", "auditor"])
def test_the_scorecard_opens_for_the_province(cast, who):
    plan_id = a_plan(cast)
    client = signed_in(who)
    page = client.get(reverse("plan.show", args=[plan_id])).content.decode()
    assert "&gt; 90%" in page and "Công an tỉnh thử nghiệm" in page
    assert (reverse("plan.amend_target", args=[plan_id]) in page) == (who == "standing")
    assert client.get(reverse("plan.show", args=[plan_id]) + "?ky=2026-H1&tai-ngay=2026-03-02").status_code == 200
    assert "Phòng, chống mua bán người năm 2026" in client.get(reverse("plan.list")).content.decode()


@pytest.mark.parametrize("who", ["outsider", "outsider_health", "admin"])
def test_elsewhere_nothing_is_there(cast, who):
    task_id = a_task(cast)
    plan_id = Task.objects.get(id=task_id).plan_id
    document_id = PlanDocument.objects.get(plan_id=plan_id).id
    client = signed_in(who)
    for name, key in (
        ("plan.show", plan_id), ("plan.close", plan_id), ("plan.amend_target", plan_id), ("plandoc.show", document_id),
        ("plandoc.approve", document_id), ("plandoc.file", document_id), ("task.show", task_id),
    ):  # fmt: skip
        for send in (client.get, client.post):
            assert send(reverse(name, args=[key])).status_code == 404, name


def test_a_target_is_connected_and_amended_by_the_standing_office(cast):
    plan_id, client = a_plan(cast), signed_in("standing")
    page = client.get(reverse("plan.show", args=[plan_id])).content.decode()
    url = re.search(r'href="([^"]+chi-tieu=[^"]+)"', page)[1]
    change = {"indicator": "", "subject": "Nội dung mới", "comparator": ">=", "value": "80", "unit": "%"}
    assert client.post(url, change).status_code == 302
    page = client.get(reverse("plan.show", args=[plan_id])).content.decode()
    assert "Nội dung mới" in page and "≥ 80%" in page and "Chưa nối cách tính" in page


def test_a_task_is_done_from_its_page(cast):
    task_id, client = a_task(cast), signed_in("police")
    page = client.get(reverse("task.show", args=[task_id])).content.decode()
    url = reverse("task.step", args=[task_id, "report-done"])
    assert url in page and url in reverse("task.step", args=[task_id, "report-done"])
    form = client.get(url).content.decode()
    at = re.search(r'name="occurred_at" value="([^"]+)"', form)[1]
    assert client.post(url, {"occurred_at": at, "note": "Đã mở đợt cao điểm"}).status_code == 302
    assert Task.objects.get(id=task_id).status == TaskStatus.DONE
    opened = client.post(reverse("task.open_words", args=[task_id]), {"purpose": "handling"}).content.decode()
    assert "Đã mở đợt cao điểm" in opened
    assert "Đã mở đợt cao điểm" not in client.get(reverse("task.show", args=[task_id])).content.decode()


def test_the_task_list_filters(cast):
    a_plan(cast)
    client = signed_in("standing")
    page = client.get(reverse("task.list"), {"agency_id": str(cast.health.agency_id)}).content.decode()
    assert "Chủ trì tiếp nhận, hỗ trợ nạn nhân" in page and "Rà soát các đường dây" not in page
    assert client.get(reverse("task.list"), {"state": "late", "agency_id": "x"}).status_code == 200
    mine = signed_in("border").get(reverse("task.list"), {"vai": "partner"}).content.decode()
    assert "mở đợt cao điểm" in mine


def test_the_standing_office_entrusts_a_task_without_a_leader(cast):
    plan_id = a_plan(cast)
    task = Task.objects.get(plan_id=plan_id, text__startswith="Tuyên truyền")
    url = reverse("task.step", args=[task.id, "entrust"])
    assert signed_in("standing").post(url, {"agency_id": str(cast.commune.agency_id)}).status_code == 302
    assert Task.objects.get(id=task.id).holder_id == cast.commune.agency_id


def test_a_report_sent_is_noted(cast):
    plan_id, client = a_plan(cast), signed_in("police")
    page = client.get(reverse("plan.show", args=[plan_id])).content.decode()
    occurrence = re.search(r'<select id="occurrence"[^>]*><option value="([^"]+)"', page)[1]
    data = {"occurrence_id": occurrence, "agency_id": str(cast.police.agency_id), "sent_on": "2026-03-02"}
    page = client.post(reverse("plan.send_report", args=[plan_id]), data, follow=True).content.decode()
    assert "đã gửi 02/03/2026" in page
