"""Care over time: rights by kind, risks, plans by version, what was given, stays and their extension, loans, rounds."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from lachan.base.clock import VIETNAM
from lachan.base.errors import NotAllowed, NotFound, Refused
from lachan.facilities.rules import DischargeReason
from lachan.journal import clocks
from lachan.journal.models import Entry
from lachan.journal.queries import replayed_status
from lachan.law.regimes import Right, matrix
from lachan.victims import actions as victims
from lachan.victims import care_due, care_queries, survey_queries
from lachan.victims.care_rules import (
    CarePlanStatus,
    Danger,
    FeedbackQuestion,
    LinkOutcome,
    LoanPurpose,
    LoanRefusal,
    LoanStatus,
    NotNeededReason,
    RiskLevel,
)
from lachan.victims.dossier import open_dossier
from lachan.victims.models import CarePlan, FeedbackRow, GoalRow, Loan, SupportRow
from lachan.victims.referral_rules import FieldGroup
from lachan.victims.rules import VictimStatus
from lachan.victims.support_rules import Answer, SupportState
from tests.world import DAY
from tests.world_care import a_child, a_loan, a_plan_of, a_round
from tests.world_facilities import HOUR, SHELTER_ADDRESS, a_service, a_shelter
from tests.world_victims import a_referral, a_victim

pytestmark = pytest.mark.django_db
S, P, L = VictimStatus, CarePlanStatus, LoanStatus
LATER = DAY + timedelta(days=2)


def provide(cast, victim_id, regime="2024.health", at=LATER, by="health", **more):
    victims.provide_service(victims.ProvideService(victim_id, at, regime=regime, **more), by=cast.actors[by], now=at)


def refuse(cast, victim_id, *regimes, at=LATER, note="Đơn ngày 3/3, tự viết"):
    victims.refuse_support(victims.RefuseSupport(victim_id, at, note, regimes), by=cast.health, now=at)


# --- Who has what


NEW = {
    "victim": "●●●●●●●●●●", "accompanying_minor": "●●●●●●●●–?", "presumed_abroad": "●●●●––––––",
    "minor_of_presumed_abroad": "●●●●––––––", "presumed_in_vietnam": "●●●●●●●–––",
    "minor_of_presumed_in_vietnam": "●●●●●●●–––", "foreign_presumed": "○○○○○–○–––", "foreign_victim": "○○○○○–○–––",
}  # fmt: skip
OLD = {"victim": "●●●●◐◐", "foreign_victim": "●●●●––", "accompanying_minor": "●●●–––"}
SIGNS = {Right.YES: "●", Right.AS_APPROPRIATE: "○", Right.NO: "–", Right.UNCONFIRMED: "?", Right.CONDITION: "◐"}


@pytest.mark.parametrize(("day", "wanted"), [(date(2025, 7, 1), NEW), (date(2025, 6, 30), OLD)])
def test_the_matrix_is_that_of_the_law_of_the_day(day, wanted):
    found = matrix(day)
    assert {row.person_kind: "".join(SIGNS[c] for c in row.cells) for row in found.rows} == wanted


# --- Risks, refusals, children


def test_a_high_risk_needs_what_was_seen_and_a_day_to_look_again(cast):
    victim_id = a_victim(cast)
    high = ((Danger.RETALIATION, RiskLevel.HIGH), (Danger.DEBT, RiskLevel.UNKNOWN))
    with pytest.raises(Refused, match="nguy cơ cao"):
        victims.assess_risk(victims.AssessRisk(victim_id, LATER, "", high), by=cast.health, now=LATER)
    again = LATER.date() + timedelta(days=7)
    command = victims.AssessRisk(victim_id, LATER, "Có người lạ hỏi thăm nhà", high, again)
    victims.assess_risk(command, by=cast.health, now=LATER)
    lines = care_queries.open_care(cast.health, victim_id, LATER).risks
    assert [(x.danger, x.level, x.next_on) for x in lines] == [(*high[0], again), (*high[1], again)]
    assert Entry.objects.get(verb="victim.assess_risk").facts == {"high": ["retaliation"]}


def test_a_refusal_is_in_writing_forbids_that_regime_and_is_taken_back(cast):
    victim_id = a_victim(cast, S.IDENTIFIED)
    with pytest.raises(Refused, match="bằng văn bản"):
        refuse(cast, victim_id, "2024.health", note="")
    refuse(cast, victim_id, "2024.health", "2024.hardship")
    states = {x.regime: x.state for x in open_dossier(cast.health, victim_id, LATER).support}
    assert states["2024.health"] is SupportState.REFUSED and states["2024.schooling"] is SupportState.NOT_ASKED
    with pytest.raises(Refused, match="đã từ chối bằng văn bản: «Hỗ trợ y tế»"):
        provide(cast, victim_id)
    with pytest.raises(Refused, match="đã từ chối"):
        command = victims.GiveSupport(victim_id, LATER, regimes=("2024.hardship",))
        victims.decide_support(command, by=cast.health, now=LATER)
    provide(cast, victim_id, "2024.psychology")
    with pytest.raises(Refused, match="đang bị từ chối"):
        back = victims.RefuseSupport(victim_id, LATER, "", ("2024.schooling",))
        victims.withdraw_refusal(back, by=cast.health, now=LATER)
    back = victims.RefuseSupport(victim_id, LATER + HOUR, "", ("2024.health",))
    victims.withdraw_refusal(back, by=cast.health, now=LATER + HOUR)
    provide(cast, victim_id, at=LATER + HOUR)
    assert care_queries.open_care(cast.health, victim_id, LATER).refused == ("2024.hardship",)


def test_every_child_is_asked_for_and_the_answer_is_one_of_three(cast):
    mother = a_victim(cast)
    child = a_child(cast, mother)
    service = a_service(cast)
    assert care_queries.children_unasked(cast.health, [mother, child]) == {child}
    with pytest.raises(Refused, match="không dưới 18 tuổi"):
        victims.link_child(victims.LinkChild(mother, LATER, by_hotline=True), by=cast.health, now=LATER)
    for command, sentence in (
        (victims.LinkChild(child, LATER), "Kết nối với ai"),
        (victims.LinkChild(child, LATER, "", LinkOutcome.NOT_NEEDED), "chọn lý do"),
        (victims.LinkChild(child, LATER, "", LinkOutcome.NOT_NEEDED, reason="other"), "ghi rõ"),
    ):
        with pytest.raises(Refused, match=sentence):
            victims.link_child(command, by=cast.border, now=LATER)
    victims.link_child(victims.LinkChild(child, LATER, facility_id=service), by=cast.border, now=LATER)
    line = care_queries.open_care(cast.health, child, LATER).link
    assert (line.outcome, line.facility_id) == (LinkOutcome.LINKED, service)
    later = victims.LinkChild(child, LATER, "", LinkOutcome.NOT_NEEDED, reason=str(NotNeededReason.FAMILY))
    victims.link_child(later, by=cast.health, now=LATER)
    assert care_queries.open_care(cast.health, child, LATER).link.reason is NotNeededReason.FAMILY
    assert care_queries.children_unasked(cast.health, [mother, child]) == set()


# --- The plan


@pytest.mark.parametrize("status", list(P), ids=str)
def test_every_status_of_a_plan(cast, status):
    victim_id = a_plan_of(cast, status)
    found = CarePlan.objects.get(victim_id=victim_id, number=1)
    assert found.status == status == replayed_status(found.id)


def test_a_plan_is_changed_by_a_further_version_and_the_head_approves_it(cast):
    victim_id = a_plan_of(cast)
    again = victims.DraftPlan(victim_id, LATER, "", (victims.Goal("Về ở với mẹ"),), LATER.date() + timedelta(days=60))
    with pytest.raises(Refused, match="đang chờ duyệt"):
        victims.draft_careplan(again, by=cast.health, now=LATER)
    with pytest.raises(Refused, match="số, ngày văn bản"):
        victims.approve_careplan(victims.ApprovePlan(victim_id, LATER), by=cast.health2, now=LATER)
    with pytest.raises(NotAllowed):
        victims.approve_careplan(victims.ApprovePlan(victim_id, LATER, "QĐ 1"), by=cast.border, now=LATER)
    victims.approve_careplan(victims.ApprovePlan(victim_id, LATER, "QĐ 1, Giám đốc ký"), by=cast.health2, now=LATER)
    victims.draft_careplan(again, by=cast.health, now=LATER)
    assert [p.status for p in care_queries.open_care(cast.health, victim_id, LATER).plans] == [P.PROPOSED, P.APPROVED]
    victims.approve_careplan(victims.ApprovePlan(victim_id, LATER, "QĐ 2"), by=cast.health2, now=LATER)
    assert [p.status for p in care_queries.open_care(cast.health, victim_id, LATER).plans] == [P.APPROVED, P.REPLACED]


def test_whoever_drew_up_a_plan_does_not_approve_it_and_help_waits_for_nobody(cast):
    victim_id = a_plan_of(cast)
    with pytest.raises(Refused, match=r"nhờ người khác của cơ quan bạn hoặc của Sở Y tế.*một tài khoản"):
        victims.approve_careplan(victims.ApprovePlan(victim_id, LATER, "QĐ 1"), by=cast.health, now=LATER)
    own = {m.verb: m for m in care_queries.open_care(cast.health, victim_id, LATER).plans[0].moves}
    other = {m.verb: m for m in care_queries.open_care(cast.health2, victim_id, LATER).plans[0].moves}
    assert "không tự duyệt" in own["careplan.approve"].why and other["careplan.approve"].may
    urgent = victims.ProvideService(victim_id, LATER, regime="2024.health")
    victims.provide_service(urgent, by=cast.health, now=LATER)
    victims.approve_careplan(victims.ApprovePlan(victim_id, LATER, "QĐ 1"), by=cast.health2, now=LATER)


def test_goals_are_sealed_opened_for_a_purpose_and_looked_at_again(cast):
    victim_id = a_plan_of(cast, P.APPROVED)
    assert str(GoalRow.objects.first().goal) == "●●●"
    words = victims.open_careplan(victim_id, purpose="support", by=cast.health, now=LATER)
    assert ("Học nghề may Canary", "Trung tâm dạy nghề") in words.values()
    with pytest.raises((NotFound, NotAllowed)):
        victims.open_careplan(victim_id, purpose="support", by=cast.standing, now=LATER)
    first, second = (g.id for g in care_queries.open_care(cast.health, victim_id, LATER).plans[0].goals)
    with pytest.raises(Refused, match="Chưa trả lời"):
        victims.review_careplan(victims.ReviewPlan(victim_id, LATER), by=cast.health, now=LATER)
    outcomes = ((first, Answer.YES), (second, Answer.UNKNOWN))
    command = victims.ReviewPlan(victim_id, LATER, "", outcomes, LATER.date() + timedelta(days=90))
    victims.review_careplan(command, by=cast.health, now=LATER)
    (plan,) = care_queries.open_care(cast.health, victim_id, LATER).plans
    assert [g.reached for g in plan.goals] == [Answer.YES, Answer.UNKNOWN]
    assert plan.review_on == LATER.date() + timedelta(days=90)


def test_a_plan_without_a_goal_or_a_day_of_review_is_refused(cast):
    victim_id = a_victim(cast)
    with pytest.raises(Refused, match="mục tiêu"):
        victims.draft_careplan(victims.DraftPlan(victim_id, LATER, "", (), LATER.date()), by=cast.health, now=LATER)
    with pytest.raises(Refused, match="ngày xem lại"):
        command = victims.DraftPlan(victim_id, LATER, "", (victims.Goal("Về nhà"),))
        victims.draft_careplan(command, by=cast.health, now=LATER)


# --- What was given


def test_what_is_given_says_item_quantity_need_and_end(cast):
    victim_id = a_victim(cast)
    answers = (("2024.essential_needs", Answer.YES),)
    victims.assess_needs(victims.AssessNeeds(victim_id, LATER, answers=answers), by=cast.health, now=LATER)
    given = {"item": "meals", "quantity": 12, "until_on": LATER.date() + timedelta(days=11), "cost": 900_000}
    provide(cast, victim_id, "2024.essential_needs", **given)
    page = care_queries.open_care(cast.health, victim_id, LATER)
    (line,) = page.given
    assert (line.item, line.quantity, line.unit, line.need) == ("Ăn uống", 12, "ngày", "Có")
    assert page.cost == 900_000
    with pytest.raises(Refused, match="không thuộc chế độ"):
        provide(cast, victim_id, "2024.health", item="meals")
    with pytest.raises(Refused, match="trước ngày bắt đầu"):
        provide(cast, victim_id, until_on=DAY.date())


def test_schooling_is_for_the_first_year_and_the_next_and_under_the_old_law_for_the_first(cast):
    victim_id = a_victim(cast, S.IDENTIFIED)
    provide(cast, victim_id, "2024.schooling", item="tuition", school_year=2025)
    second = datetime(2026, 9, 10, 9, tzinfo=VIETNAM)
    provide(cast, victim_id, "2024.schooling", second, item="tuition", school_year=2026)
    with pytest.raises(Refused, match=r"năm học đầu 2025–2026 và năm kế tiếp 2026–2027"):
        third = second.replace(year=2027)
        provide(cast, victim_id, "2024.schooling", third, item="tuition", school_year=2027)
    old = a_victim(cast, S.IDENTIFIED, at=datetime(2024, 3, 1, 9, tzinfo=VIETNAM))
    first = datetime(2024, 9, 10, 9, tzinfo=VIETNAM)
    provide(cast, old, "2011.schooling_vocational", first, school_year=2024)
    with pytest.raises(Refused, match=r"năm học đầu 2024–2025\. "):
        provide(cast, old, "2011.schooling_vocational", first.replace(year=2025), school_year=2025)


def test_the_insurance_of_the_first_year_and_sums_nobody_confirmed(cast):
    page = care_queries.open_care(cast.health, a_victim(cast, S.IDENTIFIED), LATER)
    assert page.insurance_until == date(2027, 3, 2)
    share = next(row for row in page.amounts if row.id == "health_insurance_share")
    assert (share.value, str(share.confidence)) == (None, "unconfirmed")
    old = care_queries.open_care(cast.health, a_victim(cast, S.IDENTIFIED, at=DAY.replace(year=2025)), LATER)
    assert old.insurance_until is None
    assert {row.regime.partition(".")[0] for row in old.amounts} == {"2011"}


def test_what_a_relative_receives_is_written_down_though_no_regime_names_relatives(cast):
    from tests.world_care import a_relative

    relative = a_relative(cast, a_victim(cast))
    first = victims.GiveSupport(relative, DAY + HOUR, regimes=("2024.essential_needs",))
    victims.support_initially(first, by=cast.border, now=DAY + HOUR)
    provide(cast, relative, "2024.travel", item="fare", quantity=1, cost=250_000)
    lines = care_queries.open_care(cast.health, relative, LATER).given
    assert [(x.item, x.is_in_time) for x in lines] == [("Tiền tàu xe", True), ("", True)]
    assert all(right.person_kind != "relative" for right in matrix(LATER.date()).rows)


# --- The stay


@pytest.mark.parametrize(("day", "days"), [(DAY, 120), (DAY.replace(year=2025), 60)])
def test_a_stay_runs_the_days_of_its_law_and_is_extended_by_a_decision(cast, day, days):
    house, victim_id = a_shelter(cast, at=day), a_victim(cast, at=day)
    when = day + 3 * HOUR
    victims.admit(victims.AdmitPerson(victim_id, when, "QĐ 5", house), by=cast.health, now=when)
    (clock,) = [c for c in clocks.running(victim_id) if c.rule == "victim.keep_in_shelter"]
    last = when.date() + timedelta(days=days)
    assert (clock.length, clock.due_at.astimezone(VIETNAM).date()) == (days, last)
    later = when + timedelta(days=days - 5)
    longer = last + timedelta(days=30)
    with pytest.raises(Refused, match="Gia hạn phải đến sau"):
        victims.extend_stay(victims.ExtendStay(victim_id, later, "QĐ 9", last), by=cast.health, now=later)
    with pytest.raises(Refused, match="phải có quyết định"):
        victims.extend_stay(victims.ExtendStay(victim_id, later, "", longer), by=cast.health, now=later)
    victims.extend_stay(victims.ExtendStay(victim_id, later, "QĐ 9", longer), by=cast.health, now=later)
    (clock,) = [c for c in clocks.running(victim_id) if c.rule == "victim.keep_in_shelter"]
    assert (clock.started_at, clock.due_at.astimezone(VIETNAM).date()) == (when, longer)
    out = later + HOUR
    victims.discharge(victims.LeaveFacility(victim_id, out, "", DischargeReason.INDEPENDENT), by=cast.health, now=out)
    assert not [c for c in clocks.running(victim_id) if c.rule == "victim.keep_in_shelter"]


def test_her_file_says_that_she_was_taken_in_and_never_where(cast):
    house, victim_id = a_shelter(cast), a_victim(cast)
    victims.admit(victims.AdmitPerson(victim_id, LATER, "QĐ 5", house), by=cast.health, now=LATER)
    assert care_queries.open_care(cast.health, victim_id, LATER).stay.name == "Nơi tạm lánh Thử"
    for who in ("standing", "police", "border"):
        dossier = open_dossier(cast.actors[who], victim_id, LATER)
        care = care_queries.open_care(cast.actors[who], victim_id, LATER)
        assert (care.stay.facility_id, care.stay.name) == (None, "")
        said = str(dossier) + str(care)
        assert str(house) not in said and "Nơi tạm lánh Thử" not in said and SHELTER_ADDRESS not in said
        assert "victim.admit" in {x.verb for x in dossier.timeline}
    with pytest.raises(NotAllowed):
        victims.admit(victims.AdmitPerson(a_victim(cast), LATER, "", house), by=cast.border, now=LATER)
    with pytest.raises(Refused, match="không ở cơ sở nào"):
        victims.discharge(victims.LeaveFacility(a_victim(cast), LATER), by=cast.health, now=LATER)


# --- Loans


@pytest.mark.parametrize("status", list(L), ids=str)
def test_every_status_of_a_loan(cast, status):
    loan_id = a_loan(cast, status)
    assert Loan.objects.get(id=loan_id).status == status == replayed_status(loan_id)


def test_a_loan_names_lender_programme_sums_and_days_and_is_followed(cast):
    loan_id = a_loan(cast, L.PAID)
    _, line = care_queries.open_loan(cast.health, loan_id)
    assert (line.lender, line.programme, line.purpose) == ("vbsp", "poor_household", LoanPurpose.LIVESTOCK)
    assert (line.asked, line.granted, line.as_meant) == (50_000_000, 40_000_000, None)
    assert line.asked_on <= line.decided_on <= line.paid_on
    wrong = victims.FollowLoan(loan_id, LATER, "", Answer.NO)
    with pytest.raises(Refused, match="ghi rõ đã thấy gì"):
        victims.follow_loan(wrong, by=cast.health, now=LATER)
    for answer in (Answer.UNKNOWN, Answer.YES):
        victims.follow_loan(victims.FollowLoan(loan_id, LATER, "", answer), by=cast.health, now=LATER)
    assert care_queries.open_loan(cast.health, loan_id)[1].as_meant is Answer.YES


def test_a_loan_is_refused_with_its_reason_and_told_to_nobody_outside(cast):
    loan_id = a_loan(cast)
    with pytest.raises(Refused, match="ghi rõ"):
        victims.refuse_loan(victims.RefuseLoan(loan_id, LATER), by=cast.health, now=LATER)
    with pytest.raises(Refused, match="nhiều hơn"):
        victims.grant_loan(victims.GrantLoan(loan_id, LATER, "", 60_000_000), by=cast.health, now=LATER)
    with pytest.raises(Refused, match="danh mục"):
        ask = victims.AskLoan(a_victim(cast), LATER, "", "moneylender", "", LoanPurpose.TRADE, 1_000_000)
        victims.ask_loan(ask, by=cast.health, now=LATER)
    for who in ("outsider_health", "admin", "legal_aid", "other_commune"):
        with pytest.raises(NotFound):
            victims.pay_loan(victims.LoanStep(loan_id, LATER), by=cast.actors[who], now=LATER)
        with pytest.raises(NotFound):
            care_queries.open_loan(cast.actors[who], loan_id)
    victims.refuse_loan(victims.RefuseLoan(loan_id, LATER, "", LoanRefusal.NO_CAPITAL), by=cast.health, now=LATER)
    assert care_queries.open_loan(cast.health, loan_id)[1].refusal is LoanRefusal.NO_CAPITAL


# --- Rounds of survey, feedback


def sheet(cast, victim_id, round_id, *answers, at=LATER, met=Answer.YES):
    command = victims.AssessNeeds(victim_id, at, answers=answers, round_id=round_id, met=met)
    victims.assess_needs(command, by=cast.health, now=at)


def test_a_round_is_summed_by_commune_and_each_person_counts_once(cast):
    round_id = a_round(cast)
    one, two, absent = a_victim(cast), a_victim(cast), a_victim(cast)
    sheet(cast, one, round_id, ("2024.health", Answer.NO), ("2024.vocational", Answer.UNKNOWN))
    sheet(cast, one, round_id, ("2024.health", Answer.YES), at=LATER + HOUR)
    sheet(cast, two, round_id, ("2024.health", Answer.YES))
    sheet(cast, absent, round_id, met=Answer.NO)
    page = survey_queries.open_round_page(cast.health, round_id)
    (commune,) = page.communes
    assert (commune.area_code, commune.sheets, commune.met) == ("98001", 3, 2)
    assert commune.needs["2024.health"] == {Answer.YES: 2, Answer.NO: 0, Answer.UNKNOWN: 0}
    assert commune.needs["2024.vocational"][Answer.UNKNOWN] == 1
    assert survey_queries.open_round_page(cast.other_commune, round_id).communes == ()
    victims.close_needsround(victims.CloseRound(round_id, LATER), by=cast.health, now=LATER)
    with pytest.raises(Refused, match="đã kết thúc"):
        sheet(cast, two, round_id, ("2024.health", Answer.YES))


def test_a_sheet_belongs_to_the_days_and_the_place_of_its_round(cast):
    victim_id = a_victim(cast)
    with pytest.raises(Refused, match="không ở địa bàn"):
        sheet(cast, victim_id, a_round(cast, area_code="98002"), ("2024.health", Answer.YES))
    with pytest.raises(Refused, match="không nằm trong đợt"):
        late = LATER + timedelta(days=300)
        sheet(cast, victim_id, a_round(cast), ("2024.health", Answer.YES), at=late)
    for who in ("outsider_health", "admin"):
        with pytest.raises(NotFound):
            survey_queries.open_round_page(cast.actors[who], a_round(cast))


def feedback(cast, victim_id, by="health", answer=Answer.YES):
    answers = tuple((q, answer) for q in FeedbackQuestion)
    command = victims.GiveFeedback(victim_id, cast.facility.agency_id, "2024.psychology", answers)
    victims.give_feedback(command, by=cast.actors[by], now=LATER)


def test_the_provider_reads_what_is_said_of_it_and_never_by_whom(cast):
    people = [a_victim(cast) for _ in range(5)]
    for victim_id in people[:4]:
        feedback(cast, victim_id)
    (few,) = survey_queries.feedback_of(cast.facility)
    assert few.sheets == 4 and all(line.answers is None for line in few.lines), "too few to stay unknown"
    feedback(cast, people[4], answer=Answer.NO)
    (enough,) = survey_queries.feedback_of(cast.facility)
    assert enough.lines[0].answers == {Answer.YES: 4, Answer.NO: 1, Answer.UNKNOWN: 0}
    assert survey_queries.feedback_of(cast.legal_aid) == []
    traces = str(list(FeedbackRow.objects.values())) + str(list(Entry.objects.filter(verb="feedback.give").values()))
    assert not [v for v in people if str(v) in traces]
    assert set(FeedbackRow.objects.values_list("month", flat=True)) == {date(2026, 3, 1)}


def test_feedback_never_goes_through_the_hands_of_the_agency_spoken_of(cast):
    victim_id = a_victim(cast)
    command = victims.HandOver(victim_id, DAY + HOUR, to_agency_id=cast.facility.agency_id)
    victims.hand_over(command, by=cast.border, now=DAY + HOUR)
    with pytest.raises(Refused, match="cơ quan khác hỏi"):
        feedback(cast, victim_id, by="facility")
    with pytest.raises(Refused, match="Chưa có câu trả lời"):
        feedback(cast, victim_id, answer=Answer.UNKNOWN)


def test_a_recipient_without_consent_to_support_reads_nothing_of_the_care(cast):
    victim_id = a_victim(cast)
    a_referral(cast, victim_id, fields=(FieldGroup.NAME,))
    with pytest.raises(NotFound):
        care_queries.open_care(cast.legal_aid, victim_id, LATER)
    a_referral(cast, victim_id, fields=(FieldGroup.SUPPORT,), at=DAY + 3 * HOUR)
    assert care_queries.open_care(cast.legal_aid, victim_id, LATER).victim.id == victim_id


def test_rows_of_support_are_never_changed(cast):
    from django.db import Error, transaction

    victim_id = a_victim(cast)
    provide(cast, victim_id)
    with pytest.raises(Error), transaction.atomic():
        SupportRow.objects.filter(record_id=victim_id).update(cost=1)


def test_a_sheet_counts_where_she_lives_now(cast):
    round_id = a_round(cast)
    victim_id = a_victim(cast, S.SUPPORT_DECIDED)
    home = victims.SettleResidence(victim_id, LATER, area_code="98002")
    victims.settle_residence(home, by=cast.health, now=LATER)
    sheet(cast, victim_id, round_id, ("2024.health", Answer.YES), at=LATER + HOUR)
    assert [c.area_code for c in survey_queries.open_round_page(cast.health, round_id).communes] == ["98002"]
    assert survey_queries.open_round_page(cast.commune, round_id).communes == ()


# --- What is due

D = care_due.DuePart


def due_for(actor, on):
    return care_due.counts(actor, on, D)


def test_what_is_due_is_told_to_those_who_care_for_the_file(cast):
    mother = a_victim(cast)
    child = a_child(cast, mother)
    levels = ((Danger.DEBT, RiskLevel.MEDIUM), (Danger.STIGMA, RiskLevel.NONE))
    command = victims.AssessRisk(mother, LATER, "", levels, LATER.date() + timedelta(days=5))
    victims.assess_risk(command, by=cast.health, now=LATER)
    a_plan_of(cast, P.APPROVED, victim_id=mother)
    a_referral(cast, mother, consent_until=LATER.date() + timedelta(days=30))
    on = LATER.date() + timedelta(days=20)
    here = (D.CHILDREN, D.RISKS, D.PLANS, D.CONSENTS)
    assert due_for(cast.health, on) == {part: int(part in here) for part in D}
    assert due_for(cast.border, on)[D.RISKS] == 1
    assert set(due_for(cast.legal_aid, on).values()) == set(due_for(cast.outsider, on).values()) == {0}
    (line,) = care_due.due(cast.health, D.CHILDREN, on).items
    assert line.victim_id == child and line.code.startswith("NN-")
    victims.assess_risk(
        victims.AssessRisk(mother, LATER + HOUR, "", ((Danger.DEBT, RiskLevel.LOW),)), by=cast.health, now=LATER + HOUR
    )
    assert due_for(cast.health, on)[D.RISKS] == 0, "the newest word counts"
