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


def test_a_document_is_given_reviewed_and_approved(cast):
    client = signed_in("standing")
    upload = SimpleUploadedFile("ke-hoach.txt", TEXT.encode(), "text/plain")
    reply = client.post(reverse("plan.read"), {"file": upload})
    document = PlanDocument.objects.get()
    assert reply["Location"] == reverse("plandoc.show", args=[document.id])
    page = client.get(reply["Location"]).content.decode()
    assert 'data-to="t-0"' in page and 'id="t-0"' in page and "Sở Y tế tỉnh thử nghiệm" in page
    client.post(reverse("plandoc.correct", args=[document.id]), {"key": "f", "number": "16/KH-UBND"})
    summary = client.get(reverse("plandoc.approve", args=[document.id])).content.decode()
    assert "16/KH-UBND" in summary and "15/KH-UBND" in summary and "đã sửa" in summary
    reply = client.post(reverse("plandoc.approve", args=[document.id]))
    plan = Plan.objects.get()
    assert reply["Location"] == reverse("plan.show", args=[plan.id])
    assert plan.number == "16/KH-UBND"


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
