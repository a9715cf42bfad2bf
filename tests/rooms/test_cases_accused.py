"""The accused: sealed identity, age and liability, what the judgment says of each, who may open what."""

from __future__ import annotations

from datetime import date

import pytest

from lachan.base.errors import NotAllowed, NotFound, Refused
from lachan.cases import actions as cases
from lachan.cases import queries
from lachan.cases.models import Accused, AccusedProfile, CaseProfile
from lachan.cases.rules import CaseStatus, Penalty, age_on, check_liable
from lachan.journal.actions import bulk
from lachan.journal.models import Entry
from lachan.journal.queries import verify
from lachan.law.offences import classify_offence
from lachan.vault.keys import keyed_digest
from tests.world import DAY
from tests.world_cases import DAYS, ID_NUMBER, NAME, a_case, a_charge, an_institution, the_accused

AT = DAY + 2 * DAYS
needs_database = pytest.mark.django_db


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        ((2008, 3, 2), date(2026, 3, 2), 18),
        ((2008, 3, 3), date(2026, 3, 2), 17),
        ((2008, 3, 0), date(2026, 3, 30), 17),  # no day: the last of the month
        ((2008, 0, 0), date(2026, 12, 30), 17),  # no month: the last day of the year
        ((2008, 0, 0), date(2026, 12, 31), 18),
    ],
)
def test_age_is_read_in_favour_of_the_person(born, on, age):
    assert age_on(on, *born) == age


@pytest.mark.parametrize(
    ("age", "article", "liable"),
    [
        (16, "297.1", True),
        (15, "150.1", True),
        (14, "151.3", True),
        (15, "154.3", False),
        (15, "297.3", False),
        (13, "151.3", False),
    ],
)
def test_from_which_age_a_person_is_liable(age, article, liable):
    if liable:
        check_liable(age, article, classify_offence(article))
    else:
        with pytest.raises(Refused, match="chưa đủ tuổi"):
            check_liable(age, article, classify_offence(article))


@needs_database
def test_the_identity_is_sealed_and_the_codes_are_kept(cast):
    accused = the_accused(a_case(cast))
    assert {str(accused.full_name), str(accused.id_number), str(accused.birth_date)} == {"●●●"}
    assert bytes(accused.id_digest) == keyed_digest("id_number", ID_NUMBER)
    profile = AccusedProfile.objects.get(record_id=accused.id)
    assert (profile.birth_year, profile.age_at_offence, profile.article, profile.nationality) == (
        1990,
        35,
        "150.2",
        "VN",
    )


@needs_database
def test_the_holder_opens_an_identity_with_a_purpose_and_an_entry(cast):
    accused = the_accused(a_case(cast))
    seen = queries.open_accused(accused.id, purpose="investigation", by=cast.police, now=AT + 5 * DAYS)
    assert (seen.full_name, seen.birth_date, seen.id_number) == (NAME, "09/04/1990", ID_NUMBER)
    entry = Entry.objects.get(verb="case.open_accused")
    assert (entry.record_kind, entry.record_id, entry.facts) == ("accused", accused.id, {"purpose": "investigation"})


@needs_database
@pytest.mark.parametrize("who", ["standing", "court", "procuracy"])
def test_readers_of_the_case_do_not_open_identities(cast, who):
    accused = the_accused(a_case(cast))
    with pytest.raises(NotAllowed):
        queries.open_accused(accused.id, purpose="oversight", by=cast.actors[who], now=AT + 5 * DAYS)
    page = queries.open_case(cast.actors[who], accused.case_id, AT + 5 * DAYS)
    assert [a.may_open for a in page.accused] == [False]


@needs_database
def test_the_procuracy_opens_an_identity_once_the_file_is_with_it(cast):
    accused = the_accused(a_case(cast, CaseStatus.CONCLUDED))
    seen = queries.open_accused(accused.id, purpose="prosecution", by=cast.procuracy, now=AT + 50 * DAYS)
    assert seen.full_name == NAME


@needs_database
@pytest.mark.parametrize("who", ["outsider", "admin", "health", "commune"])
def test_others_do_not_even_know_the_accused(cast, who):
    accused = the_accused(a_case(cast))
    with pytest.raises(NotFound):
        queries.open_accused(accused.id, purpose="handling", by=cast.actors[who], now=AT + 5 * DAYS)


@needs_database
def test_nothing_personal_is_left_beside_the_seals(cast):
    a_case(cast, CaseStatus.JUDGED, summary="Vụ việc của Bùi Văn Mẫu Thử")
    for model in (Entry, Accused, AccusedProfile, CaseProfile):
        assert not [row for row in model.objects.values() if NAME in str(row) or ID_NUMBER in str(row)]


@needs_database
def test_a_person_is_charged_only_while_the_case_is_investigated(cast):
    case_id = a_case(cast, CaseStatus.CONCLUDED)
    with pytest.raises(Refused, match="Chỉ làm khi vụ án đang điều tra"):
        cases.charge(a_charge(case_id, AT + 20 * DAYS), by=cast.police, now=AT + 20 * DAYS)


@needs_database
def test_a_child_is_not_charged(cast):
    case_id = a_case(cast, accused=0)
    with pytest.raises(Refused, match="chưa đủ tuổi"):
        cases.charge(a_charge(case_id, AT + DAYS, birth_year=2012, birth_month=12), by=cast.police, now=AT + DAYS)


@needs_database
def test_wanted_found_and_another_clause(cast):
    accused = the_accused(a_case(cast, accused=1))
    for n, go in enumerate((cases.declare_wanted, cases.end_search), 2):
        go(cases.AccusedStep(accused.id, AT + n * DAYS), by=cast.police, now=AT + n * DAYS)
    when = AT + 5 * DAYS
    cases.change_article_accused(cases.AccusedStep(accused.id, when), article="150.3", by=cast.police, now=when)
    assert Accused.objects.get(id=accused.id).status == "charged"
    assert [p.article for p in AccusedProfile.objects.order_by("entry_seq")] == ["150.2", "150.3"]


@needs_database
def test_a_judgment_says_something_of_every_defendant(cast):
    case_id = a_case(cast, CaseStatus.ON_TRIAL, accused=2)
    one, two = Accused.objects.filter(case_id=case_id).order_by("number")
    when = AT + 60 * DAYS
    guilty = cases.Sentence(one.id, Penalty.PRISON, 144)
    with pytest.raises(Refused, match="Còn thiếu bị cáo số: 2"):
        cases.judge(cases.Judge(case_id, when, "11/HSST", (guilty,)), by=cast.police, now=when)
    with pytest.raises(Refused, match="số tháng"):
        bad = (guilty, cases.Sentence(two.id, Penalty.PRISON))
        cases.judge(cases.Judge(case_id, when, "11/HSST", bad), by=cast.police, now=when)
    both = (guilty, cases.Sentence(two.id, None))
    cases.judge(cases.Judge(case_id, when, "11/HSST", both, 120_000_000), by=cast.court, now=when)
    assert [a.status for a in Accused.objects.order_by("number")] == ["convicted", "acquitted"]
    assert AccusedProfile.objects.filter(record_id=one.id).latest("entry_seq").months == 144
    assert CaseProfile.objects.filter(record_id=case_id).latest("entry_seq").compensation == 120_000_000


@needs_database
def test_the_same_life_within_a_batch(cast):
    """What the sample province does: rows are buffered, so nothing may be looked for in the database alone."""
    with bulk() as batch:
        case_id = cases.institute(an_institution(cast), by=cast.police, now=AT)
        accused_id = cases.charge(a_charge(case_id, AT), by=cast.police, now=AT)
        step = cases.Step(case_id, AT, "1/QĐ")
        cases.change_article(step, article="150.3", by=cast.police, now=AT)
        cases.change_article_accused(cases.AccusedStep(accused_id, AT), article="150.3", by=cast.police, now=AT)
        cases.extend_investigation(step, by=cast.police, now=AT)
        for go in (cases.conclude, cases.prosecute, cases.accept_for_trial, cases.bring_to_trial):
            go(step, by=cast.police, now=AT)
        sentences = (cases.Sentence(accused_id, Penalty.LIFE),)
        cases.judge(cases.Judge(case_id, AT, "2/HSST", sentences, 5), by=cast.police, now=AT)
        batch.flush()
    page = queries.open_case(cast.police, case_id, AT)
    assert (page.case.status, page.accused[0].status, page.accused[0].penalty) == ("judged", "convicted", "life")
    assert not [c for c in page.clocks if c.is_open]
    assert queries.open_accused(accused_id, purpose="checking", by=cast.procuracy, now=AT).full_name == NAME
    assert verify().is_whole
