"""The page that lays two plans side by side: counts, marked words, filters, the file; and who sees what."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.urls import reverse

from lachan.plans.models import PlanDocument
from tests.pages.test_plans_pages import signed_in
from tests.people import Cast
from tests.world_plans import TEXT, a_document, a_plan

pytestmark = pytest.mark.django_db

LATER = (
    TEXT.replace("2026", "2027")
    .replace("đạt trên 90%", "đạt trên 95%")
    .replace("lừa đảo trực tuyến", "lừa đảo trực tuyến, xuyên biên giới")
    .replace("- Tuyên truyền tại cơ sở.", "- In, phát 2.000 tờ rơi cho hộ dân vùng biên giới.")
    .replace("500.000.000", "650.000.000")
    .replace("15/12", "10/12")
)


@pytest.fixture
def pair(cast: Cast) -> tuple[str, str]:
    """This year's plan and next year's."""
    return str(a_plan(cast)), str(a_plan(cast, text=LATER))


def shown(who: str, *args: str, query: str = "") -> str:
    return signed_in(who).get(reverse("plan.compare", args=args) + query).content.decode()


def rows_of(page: str, part: str) -> list[str]:
    """The outcomes of a part, in the order of its rows."""
    section = page[page.index(f'id="{part}"') :].partition("</section>")[0]
    body = section.partition("</table>")[0].partition("<tbody")[2]
    return re.findall(r'data-label="Kết quả"><span class="tag[^"]*">([^<]+)', body)


def test_what_changed_between_two_years(pair: tuple[str, str]) -> None:
    page = shown("standing", pair[1], pair[0])
    assert "Kế hoạch 2027 so với Kế hoạch 2026" in page
    assert rows_of(page, "targets") == ["Nâng lên"]
    assert rows_of(page, "tasks") == ["Có thay đổi", "Không còn", "Mới", "Có thay đổi"]
    assert rows_of(page, "duties") == ["Có thay đổi"]
    assert "Nâng lên" in rows_of(page, "budget")
    assert '<ins><span class="said">thêm: </span>xuyên biên giới,</ins>' in page
    assert "30/06/2027" in page


def test_the_earlier_plan_stands_first_whichever_was_asked_for(pair: tuple[str, str]) -> None:
    one, other = shown("standing", *pair), shown("standing", *reversed(pair))
    assert rows_of(one, "tasks") == rows_of(other, "tasks")
    assert rows_of(one, "targets") == rows_of(other, "targets") == ["Nâng lên"]


def test_a_plan_beside_itself(pair: tuple[str, str]) -> None:
    assert "Hai kế hoạch nói cùng một điều" in shown("standing", pair[0], pair[0])


def test_filters_by_outcome_and_by_agency(pair: tuple[str, str]) -> None:
    assert rows_of(shown("standing", pair[1], pair[0], query="?ket-qua=gone"), "tasks") == ["Không còn"]
    police = shown("standing", pair[1], pair[0], query="?chu-tri=Công+an+tỉnh")
    assert rows_of(police, "tasks") == ["Có thay đổi"]
    assert rows_of(shown("standing", pair[1], pair[0], query="?ket-qua=nonsense"), "targets") == ["Nâng lên"]


def test_the_likeliest_plan_is_offered_and_another_can_be_chosen(pair: tuple[str, str]) -> None:
    client = signed_in("standing")
    reply = client.get(reverse("plan.choose_comparison", args=[pair[1]]), {"ket-qua": "new"})
    assert reply["Location"] == reverse("plan.compare", args=[pair[1], pair[0]]) + "?ket-qua=new"
    reply = client.get(reverse("plan.choose_comparison", args=[pair[1]]), {"voi": pair[1]})
    assert reply["Location"] == reverse("plan.compare", args=[pair[1], pair[1]])
    assert (
        reverse("plan.choose_comparison", args=[pair[1]])
        in client.get(reverse("plan.show", args=[pair[1]])).content.decode()
    )


def test_with_a_single_plan_the_page_says_what_to_do(cast: Cast) -> None:
    page = signed_in("standing").get(reverse("plan.choose_comparison", args=[a_plan(cast)])).content.decode()
    assert "Chưa có kế hoạch nào khác để so" in page
    assert reverse("plan.read") in page


def test_the_file_holds_the_same_rows_and_no_formula(pair: tuple[str, str]) -> None:
    reply = signed_in("standing").get(reverse("plan.comparison_file", args=[pair[1], pair[0]]))
    head, *rows = csv.reader(io.StringIO(reply.content.decode("utf-8-sig")))
    assert head[:2] == ["Phần", "Kết quả"]
    assert [row[1] for row in rows if row[0] == "Nhiệm vụ"][:3] == ["Có thay đổi", "Không còn", "Mới"]
    assert all(cell[:1] not in ("=", "+", "-", "@") for row in rows for cell in row)


def test_a_document_under_review_beside_a_plan(cast: Cast) -> None:
    plan_id, document_id = a_plan(cast), a_document(cast, LATER)
    client = signed_in("standing")
    reply = client.get(reverse("plandoc.choose_comparison", args=[document_id]))
    assert reply["Location"] == reverse("plandoc.compare", args=[document_id, plan_id])
    page = client.get(reply["Location"]).content.decode()
    assert rows_of(page, "tasks") == ["Có thay đổi", "Không còn", "Mới", "Có thay đổi"]
    assert PlanDocument.objects.get(id=document_id).title in page


def test_an_agency_sees_the_tasks_that_name_it(pair: tuple[str, str]) -> None:
    page = shown("police", pair[1], pair[0])
    assert "những nhiệm vụ có nêu cơ quan mình" in page
    assert "tờ rơi" not in page
    assert "xuyên biên giới" in page


def test_a_document_is_not_compared_by_those_who_must_not_see_it(cast: Cast) -> None:
    plan_id, document_id = a_plan(cast), a_document(cast, LATER)
    for who in ("police", "outsider", "admin"):
        assert signed_in(who).get(reverse("plandoc.compare", args=[document_id, plan_id])).status_code == 404
