"""The wall: her side reads a sum and a state and nothing of the case; the case's side a code and nothing of hers."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from lachan.cases.models import Accused, Case
from lachan.linkage import actions as awards
from lachan.linkage.models import Award
from lachan.victims.models import Victim
from lachan.victims.rules import VictimStatus
from tests.rooms.test_exposure import addresses, signed_in, text_of
from tests.world import one_of_each
from tests.world_awards import JUDGED, NEXT, a_judged_case, an_award, paid
from tests.world_cases import NAME
from tests.world_victims import a_victim

pytestmark = pytest.mark.django_db
VICTIM_STAFF = ("health", "commune", "border", "facility", "legal_aid", "union", "commune_police")
CASE_SIDE = ("court", "procuracy")
SUMMARY = "Tóm tắt Canary vụ án"
WORDS = {"phone": "0977000123", "narrative": "Kể chuyện Kínmít", "permanent_address": "Bản Ẩnnáu"}
LATER = NEXT + timedelta(days=2)
# What a page of hers must not say in any word: offence, clause, stage, parties, the case itself.
OF_A_CASE = re.compile(
    r"vụ án|bị can|bị cáo|khởi tố|truy tố|tội mua bán|khoản [0-9] Điều 15|Điều 15[01] khoản|VA-98|BC-98"
)


@pytest.fixture
def joined(cast, time_machine):
    """A judged case with words of its own, a file with words of its own, and what the judgment owes."""
    time_machine.move_to(LATER)
    case_id = a_judged_case(cast, summary=SUMMARY)
    victim_id = a_victim(cast, VictimStatus.IDENTIFIED, name="Lò Thị Canarya", words=WORDS)
    award_id = an_award(cast, case_id=case_id, victim_id=victim_id, amount=77_000_111)
    paid(cast, award_id, 7_000_000)
    return {"case_id": case_id, "victim_id": victim_id, "award_id": award_id}


def crawl(joined, who_looks, world):
    """Every address that this case, this file and this award fill, and with a ``world`` those of all other records."""
    urls = addresses({**world, **joined}, [])
    assert len(urls) > 60
    for who in who_looks:
        client = signed_in(who)
        for url in urls:
            yield who, url, text_of(client.get(url))


def no_case_told(joined, who_looks, world):
    case = Case.objects.get(id=joined["case_id"])
    words = {case.code, str(case.id), NAME, SUMMARY, *Accused.objects.filter(case=case).values_list("code", flat=True)}
    for who, url, said in crawl(joined, who_looks, world):
        assert not [w for w in words if w in said.replace(url, "")], (who, url)


def nothing_of_hers_told(joined, who_looks, world):
    words = {"Canarya", *WORDS.values(), str(joined["victim_id"])}
    for who, url, said in crawl(joined, who_looks, world):
        assert not [w for w in words if w in said.replace(url, "")], (who, url)


def test_no_page_of_victim_staff_carries_anything_of_the_case(joined):
    no_case_told(joined, ("health", "commune", "legal_aid"), {})


def test_no_page_of_the_case_carries_anything_of_her(joined):
    nothing_of_hers_told(joined, ("court",), {})


@pytest.mark.full
def test_the_wall_holds_for_every_role_at_every_address(cast, joined):
    world = one_of_each(cast)
    no_case_told(joined, VICTIM_STAFF, world)
    nothing_of_hers_told(joined, CASE_SIDE, world)


def test_her_page_says_the_sum_and_the_state_and_no_word_of_a_case(cast, joined):
    for who in ("health", "border"):
        client = signed_in(who)
        for url in (f"/nan-nhan/{joined['victim_id']}/", "/hom-nay/", "/"):
            page = text_of(client.get(url, follow=True))
            main = page[page.find("<main") :]
            if "nan-nhan" in url:
                assert "77.000.111" in main and "70.000.111" in main and "Đã thi hành một phần" in main
            assert not OF_A_CASE.search(main), (who, url, OF_A_CASE.search(main))
        own = text_of(client.post(f"/nan-nhan/{joined['victim_id']}/cua-toi/"))
        assert "77.000.111" in own and not OF_A_CASE.search(own[own.find("<main") :])


def test_the_case_page_of_compensation_says_the_code_and_no_status_of_hers(cast, joined):
    victim = Victim.objects.get(id=joined["victim_id"])
    page = text_of(signed_in("court").get(f"/vu-an/{joined['case_id']}/boi-thuong/"))
    main = page[page.find("<main") :]
    assert victim.code in main and "77.000.111" in main
    assert f"/nan-nhan/{victim.id}" not in main
    for word in ("Đã xác định là nạn nhân", "sinh năm", "Sở Y tế", "UBND xã", "Đồn Biên phòng"):
        assert word not in main, word


def test_before_the_judgment_her_page_is_as_if_there_were_no_case(cast, time_machine):
    """The page with an open case beside it and the page without differ in nothing."""
    time_machine.move_to(LATER)
    victim_id = a_victim(cast, VictimStatus.IDENTIFIED)

    def read():
        return re.sub(
            r'csrf\w*" value="\w+"|nonce-[\w+/=]+|"\w{64}"',
            "",
            text_of(signed_in("health").get(f"/nan-nhan/{victim_id}/")),
        )

    before = read()
    case_id = a_judged_case(cast)
    awards.deny(awards.NameFile(case_id, JUDGED, Victim.objects.get(id=victim_id).code), by=cast.court, now=NEXT)
    assert read() == before


def test_the_crawl_would_see_a_case(cast, joined):
    """The negative control: the court's own page of the case carries what her side must never read."""
    page = text_of(signed_in("court").get(f"/vu-an/{joined['case_id']}/"))
    assert Case.objects.get(id=joined["case_id"]).code in page and OF_A_CASE.search(page)
    assert Award.objects.filter(case_id=joined["case_id"]).exists()
