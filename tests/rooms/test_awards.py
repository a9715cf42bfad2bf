"""Compensation through the wall: sums within the judgment, payments and what undoes them, a later judgment, figures."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lachan.base.clock import end_of_day
from lachan.base.errors import NotAllowed, NotFound, Refused
from lachan.cases.models import Case
from lachan.cases.rules import CaseStatus
from lachan.indicators.figures import figure
from lachan.indicators.measures import Scope, Window
from lachan.journal.models import Entry
from lachan.journal.queries import replayed_status
from lachan.linkage import actions as awards
from lachan.linkage.models import Award, PaymentRow
from lachan.linkage.queries import open_awards, open_words, owed_to
from lachan.linkage.rules import AwardStatus, PaymentState, PaymentWay, file_code, state_of
from lachan.notices.models import Notice
from lachan.reports.own_file import own_file
from lachan.victims.dossier import open_dossier
from lachan.victims.rules import VictimStatus
from tests.world_awards import JUDGED, NEXT, TOTAL, a_judged_case, an_award, code_of, paid
from tests.world_cases import DAYS, a_case
from tests.world_victims import a_referral, a_victim

pytestmark = pytest.mark.django_db
LATER = NEXT + timedelta(days=30)
P = PaymentState


def seen(cast, award_id, who="health", now=LATER):
    """What her side reads."""
    victim_id = Award.objects.get(id=award_id).victim_id
    return owed_to(open_dossier(cast.actors[who], victim_id, now))


def line(cast, award_id):
    award = Award.objects.get(id=award_id)
    return next(a for a in open_awards(cast.police, award.case_id).awards if a.id == award_id)


def step(award_id, at=NEXT, note=""):
    return awards.AwardStep(award_id, at, note)


def revised(cast, case_id, total, amounts=(), at=LATER, number="12/2026/HS-PT"):
    awards.revise(awards.Revise(case_id, at, number, total, tuple(amounts)), by=cast.police, now=at)


@pytest.mark.parametrize(("status", "owed", "paid_", "state"), [
    ("awarded", 10, 0, P.UNKNOWN), ("awarded", 10, 4, P.PARTLY), ("enforcing", 10, 0, P.UNPAID),
    ("enforcing", 10, 4, P.PARTLY), ("enforcing", 10, 10, P.PAID), ("unable", 10, 4, P.UNABLE),
    ("unable", 10, 10, P.PAID), ("ended", 10, 4, P.ENDED), ("ended", 10, 10, P.PAID),
    ("set_aside", 0, 0, P.SET_ASIDE), ("withdrawn", 10, 0, P.SET_ASIDE),
])  # fmt: skip
def test_nobody_having_said_is_not_unpaid(status, owed, paid_, state):
    assert state_of(status, owed, paid_) is state


@pytest.mark.parametrize("typed", ["nn-98-2026-abc234", " NN-98-2026-ABC234 ", "NN–98–2026–ABC234"])
def test_a_code_is_read_however_it_was_typed(typed):
    assert file_code(typed) == "NN-98-2026-ABC234"


def test_what_a_judgment_owes_her_reaches_her_file_as_a_sum_and_a_state(cast):
    award_id = an_award(cast)
    (told,) = seen(cast, award_id).lines
    assert (told.owed, told.paid, told.left, told.state) == (50_000_000, 0, 50_000_000, P.UNKNOWN)
    assert set(told.__dataclass_fields__) == {"owed", "paid", "state", "changed_on"}
    notice = Notice.objects.filter(verb="award.grant").get()
    assert (notice.record_kind, notice.record_code) == ("victim", code_of(Award.objects.get().victim_id))
    entry = Entry.objects.get(verb="award.grant")
    assert entry.facts == {"compensation": 50_000_000}, "neither case nor file is named"


def test_before_a_judgment_nothing_crosses(cast):
    case_id, victim_id = a_case(cast, CaseStatus.ON_TRIAL), a_victim(cast, VictimStatus.IDENTIFIED)
    for do, command in (
        (awards.grant, awards.GrantAward(case_id, JUDGED, code_of(victim_id), "", 1)),
        (awards.deny, awards.NameFile(case_id, JUDGED, code_of(victim_id))),
    ):
        with pytest.raises(Refused, match="Hãy ghi «Bản án sơ thẩm» trước"):
            do(command, by=cast.police, now=NEXT)
    assert owed_to(open_dossier(cast.health, victim_id, NEXT)).lines == ()
    assert not Notice.objects.filter(record_id=victim_id, verb__startswith="award.").exists()


def test_shares_add_up_to_no_more_than_the_judgment(cast):
    case_id = a_judged_case(cast)
    an_award(cast, case_id=case_id, amount=50_000_000)
    with pytest.raises(Refused) as refusal:
        an_award(cast, case_id=case_id, amount=30_000_001)
    said = refusal.value.sentence
    assert "80.000.001 đồng" in said and "80.000.000 đồng" in said and "1 đồng" in said and "bản án phúc thẩm" in said
    an_award(cast, case_id=case_id, amount=30_000_000)
    page = open_awards(cast.court, case_id)
    assert (page.shared, page.case.total) == (TOTAL, TOTAL)


def test_a_code_that_leads_nowhere_is_one_sentence_whatever_the_reason(cast):
    case_id = a_judged_case(cast)
    said = set()
    for code in ("NN-98-2026-ABCDEF", "NN-99-2026-ABCDEF"):
        with pytest.raises(Refused) as refusal:
            awards.grant(awards.GrantAward(case_id, JUDGED, code, "", 5), by=cast.police, now=NEXT)
        said.add(refusal.value.sentence)
    assert len(said) == 1 and "cơ quan đang hỗ trợ" in said.pop()
    with pytest.raises(Refused, match="có dạng NN-98-2026-ABC234"):
        awards.grant(awards.GrantAward(case_id, JUDGED, "Lò Thị Mai", "", 5), by=cast.police, now=NEXT)


def test_one_person_one_award_in_a_case(cast):
    award_id = an_award(cast, amount=10)
    award = Award.objects.get(id=award_id)
    with pytest.raises(Refused, match="đã có khoản bồi thường"):
        an_award(cast, case_id=award.case_id, victim_id=award.victim_id, amount=10)
    other = a_judged_case(cast)
    an_award(cast, case_id=other, victim_id=award.victim_id, amount=20)
    assert [x.owed for x in seen(cast, award_id).lines] == [10, 20]


def test_payments_add_up_and_never_exceed_what_is_owed(cast):
    award_id = an_award(cast, amount=50)
    paid(cast, award_id, 20)
    assert seen(cast, award_id).lines[0].state is P.PARTLY
    with pytest.raises(Refused, match="Chỉ còn phải trả 30 đồng"):
        paid(cast, award_id, 31)
    paid(cast, award_id, 30, LATER)
    (told,) = seen(cast, award_id).lines
    assert (told.paid, told.left, told.state) == (50, 0, P.PAID)
    assert Award.objects.get().status == replayed_status(award_id) == AwardStatus.ENFORCING


def test_a_payment_written_by_mistake_is_taken_back_once(cast):
    award_id = an_award(cast, amount=50)
    paid(cast, award_id, 20)
    (payment,) = line(cast, award_id).payments
    undo = {"payment_id": payment.id, "by": cast.police, "now": LATER}
    with pytest.raises(Refused, match="lý do rút lần trả"):
        awards.undo_payment(step(award_id, LATER), **undo)
    awards.undo_payment(step(award_id, LATER, "Ghi nhầm người"), **undo)
    with pytest.raises(Refused, match="đã rút rồi"):
        awards.undo_payment(step(award_id, LATER, "Lại"), **undo)
    (told,) = seen(cast, award_id).lines
    assert (told.paid, told.state) == (0, P.UNPAID)
    assert [p.is_undone for p in line(cast, award_id).payments] == [True]


def test_the_ways_an_award_ends_and_stops(cast):
    award_id = an_award(cast)
    awards.note_unpaid(step(award_id), by=cast.police, now=NEXT)
    assert seen(cast, award_id).lines[0].state is P.UNPAID
    with pytest.raises(Refused, match="số, ngày quyết định"):
        awards.note_unable(step(award_id), by=cast.police, now=NEXT)
    awards.note_unable(step(award_id, note="QĐ 5/THADS"), by=cast.police, now=NEXT)
    assert seen(cast, award_id).lines[0].state is P.UNABLE
    awards.end(awards.EndAward(award_id, NEXT, reason=awards.EndedFor.WAIVED), by=cast.police, now=NEXT)
    assert seen(cast, award_id).lines[0].state is P.ENDED
    with pytest.raises(Refused, match="Có thể làm: "):
        paid(cast, award_id, 5)


def test_a_wrong_person_is_taken_off_and_no_longer_told(cast):
    award_id = an_award(cast, amount=50)
    paid(cast, award_id, 20)
    with pytest.raises(Refused, match="Hãy rút các lần trả"):
        awards.withdraw(step(award_id, note="Nhầm mã"), by=cast.police, now=LATER)
    awards.undo_payment(step(award_id, note="Nhầm"), payment_id=PaymentRow.objects.get().id, by=cast.police, now=LATER)
    awards.withdraw(step(award_id, note="Nhầm mã"), by=cast.police, now=LATER)
    assert seen(cast, award_id).lines == ()
    assert Notice.objects.filter(verb="award.withdraw", record_kind="victim").exists()
    an_award(cast, case_id=Award.objects.get().case_id, amount=TOTAL, now=LATER)


def test_a_judgment_that_owes_her_nothing_is_not_told_on_her_file(cast):
    case_id, victim_id = a_judged_case(cast), a_victim(cast, VictimStatus.IDENTIFIED)
    awards.deny(awards.NameFile(case_id, JUDGED, code_of(victim_id)), by=cast.court, now=NEXT)
    assert owed_to(open_dossier(cast.health, victim_id, NEXT)).lines == ()
    assert not Notice.objects.filter(record_id=victim_id, verb__startswith="award.").exists()
    (denied,) = open_awards(cast.court, case_id).awards
    assert denied.status is AwardStatus.DENIED


def test_a_later_judgment_changes_the_sum_and_what_each_is_owed(cast):
    case_id = a_judged_case(cast)
    first, second = (an_award(cast, case_id=case_id, amount=a) for a in (50_000_000, 30_000_000))
    paid(cast, first, 20_000_000)
    with pytest.raises(Refused, match=r"nhiều hơn tổng 40\.000\.000 đồng"):
        revised(cast, case_id, 40_000_000)
    with pytest.raises(Refused, match=r"Đã trả 20\.000\.000 đồng"):
        revised(cast, case_id, 40_000_000, [(first, 10_000_000), (second, 0)])
    assert Case.objects.get(id=case_id).compensation == TOTAL, "nothing of a refused judgment stays"
    with pytest.raises(Refused, match="số bản án phúc thẩm"):
        revised(cast, case_id, 40_000_000, [(first, 40_000_000), (second, 0)], number="")
    revised(cast, case_id, 40_000_000, [(first, 40_000_000), (second, 0)])
    assert Case.objects.get(id=case_id).compensation == 40_000_000
    assert [(x.owed, x.state) for x in seen(cast, first).lines] == [(40_000_000, P.PARTLY)]
    assert [(x.owed, x.state) for x in seen(cast, second).lines] == [(0, P.SET_ASIDE)]
    assert Award.objects.get(id=second).status == replayed_status(second) == AwardStatus.SET_ASIDE


def test_who_writes_it_by_the_relation_to_the_case(cast):
    case_id, victim_id = a_judged_case(cast), a_victim(cast, VictimStatus.IDENTIFIED)
    command = awards.GrantAward(case_id, JUDGED, code_of(victim_id), "", 5)
    for who in ("health", "commune", "border", "legal_aid", "union", "facility", "outsider", "admin"):
        with pytest.raises(NotFound):
            awards.grant(command, by=cast.actors[who], now=NEXT)
        with pytest.raises(NotFound):
            open_awards(cast.actors[who], case_id)
    with pytest.raises(NotAllowed):
        awards.grant(command, by=cast.standing, now=NEXT)
    awards.grant(command, by=cast.court, now=NEXT)
    assert open_awards(cast.procuracy, case_id).may_grant
    assert not open_awards(cast.standing, case_id).may_grant


def test_the_notes_stay_on_the_side_of_the_case(cast):
    award_id = an_award(cast)
    awards.note_unpaid(step(award_id, note="Chờ Chi cục THADS"), by=cast.police, now=NEXT)
    case_id = Award.objects.get().case_id
    assert list(open_words(case_id, purpose="handling", by=cast.court, now=LATER).values()) == ["Chờ Chi cục THADS"]
    assert Entry.objects.filter(verb="award.open_words", record_id=case_id).exists()
    with pytest.raises(NotFound):
        open_words(case_id, purpose="handling", by=cast.health, now=LATER)


def test_a_recipient_of_a_referral_is_told_only_with_consent_to_support(cast):
    award_id = an_award(cast)
    victim_id = Award.objects.get().victim_id
    a_referral(cast, victim_id, at=NEXT)
    assert seen(cast, award_id, "legal_aid") is None


def test_she_reads_it_in_plain_words(cast):
    award_id = an_award(cast, amount=50_000_000)
    paid(cast, award_id, 20_000_000)
    file = own_file(Award.objects.get().victim_id, by=cast.health, now=LATER)
    (part,) = [p for p in file.parts if p.head == "Tiền bồi thường cho bạn"]
    assert "Tòa án buộc trả cho bạn 50.000.000 đồng" in part.lines[0] and "còn lại 30.000.000 đồng" in part.lines[0]
    none = own_file(a_victim(cast, VictimStatus.IDENTIFIED), by=cast.health, now=LATER)
    (part,) = [p for p in none.parts if p.head == "Tiền bồi thường cho bạn"]
    assert part.lines == () and "miễn phí" in part.none


def figures(on, as_of=None, by=()):
    window = Window(Scope("98"), date(2026, 1, 1), on, end_of_day(as_of or on))
    codes = ("victim.compensation_awarded", "victim.compensation_paid", "compensation.owed", "compensation.paid")
    return [figure(code, window) for code in codes] if not by else figure(codes[0], window, by)


def said(on, as_of=None):
    counted, share, owed, got = figures(on, as_of)
    return counted.numerator, (share.numerator, share.denominator), owed.numerator, got.numerator


def test_figures_count_persons_sums_and_what_is_not_known(cast):
    case_id = a_judged_case(cast)
    women = [a_victim(cast, VictimStatus.IDENTIFIED, codes={"birth_year": y}) for y in (2010, 1990, 1980)]
    first, second, _third = (an_award(cast, case_id=case_id, victim_id=v, amount=20) for v in women)
    paid(cast, first, 20)
    awards.note_unpaid(step(second), by=cast.police, now=NEXT)
    assert said(NEXT.date()) == (3, (1, 2), 60, 20), "whom nobody asked about is left out of the share"
    cells = {c.keys[0]: c.numerator for c in figures(NEXT.date(), by=("payment",)).cells}
    assert cells == {"paid": 1, "unpaid": 1, "unknown": 1}
    ages = {c.keys: c.numerator for c in figures(NEXT.date(), by=("payment", "age_group")).cells}
    assert ages == {("paid", "under_18"): 1, ("unpaid", "adult"): 1, ("unknown", "adult"): 1}
    # A payment taken back later, a later judgment: an earlier day keeps what was known.
    awards.undo_payment(
        step(first, LATER, "Nhầm"), payment_id=PaymentRow.objects.get().id, by=cast.police, now=LATER
    )  # fmt: skip
    revised(cast, case_id, TOTAL, [(second, 50)], at=LATER + timedelta(hours=1))
    assert said(LATER.date()) == (3, (0, 2), 90, 0)
    assert said(LATER.date(), as_of=NEXT.date()) == (3, (1, 2), 60, 20)
    assert said(NEXT.date(), as_of=LATER.date()) == (3, (0, 2), 90, 0)


def test_a_wrong_person_leaves_the_figures_from_then_on(cast):
    award_id = an_award(cast)
    awards.withdraw(step(award_id, LATER, "Nhầm mã"), by=cast.police, now=LATER)
    assert said(LATER.date())[0] == 0
    assert said(LATER.date(), as_of=NEXT.date())[0] == 1


def test_a_person_of_two_judgments_is_one_person(cast):
    victim_id = a_victim(cast, VictimStatus.IDENTIFIED)
    first = an_award(cast, victim_id=victim_id, amount=10)
    an_award(cast, victim_id=victim_id, amount=20)
    paid(cast, first, 10)
    assert said(NEXT.date()) == (1, (0, 1), 30, 10)


def test_a_payment_before_the_judgment_is_written_on_its_day(cast):
    award_id = an_award(cast)
    with pytest.raises(Refused, match="thì ghi ngày của bản án"):
        paid(cast, award_id, 5, JUDGED - DAYS, now=NEXT)
    command = awards.PayAward(award_id, JUDGED, amount=5, way=PaymentWay.BEFORE_TRIAL)
    awards.pay(command, by=cast.police, now=NEXT)
    assert line(cast, award_id).payments[0].way is PaymentWay.BEFORE_TRIAL
