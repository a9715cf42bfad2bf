"""What is done with a victim's file and with a referral, one function a verb, gathered from their topics."""

from __future__ import annotations

from lachan.journal.procedure import name_verbs, register
from lachan.victims import care_rules, protection_rules, referral_rules, return_rules, rules
from lachan.victims.care import (
    AssessRisk,
    LinkChild,
    RefuseSupport,
    assess_risk,
    link_child,
    refuse_support,
    withdraw_refusal,
)
from lachan.victims.careplans import (
    ApprovePlan,
    DraftPlan,
    Goal,
    ReviewPlan,
    approve_careplan,
    draft_careplan,
    open_careplan,
    replace_careplan,
    return_careplan,
    review_careplan,
)
from lachan.victims.closing import ask_closure, close, return_closure
from lachan.victims.consenting import (
    RenewConsent,
    WithdrawConsent,
    expire_due,
    expire_referral,
    renew_referral,
    withdraw_referral,
)
from lachan.victims.decisions import Decided
from lachan.victims.disputes import Revoke, appeal, reconsider, resume, revoke, suspend, uphold
from lachan.victims.first_contact import (
    Ask,
    assess_safety,
    explain_rights,
    note_wishes,
    receive_and_ask,
    record_consent,
    screen,
)
from lachan.victims.identification import (
    Identify,
    decline_identification,
    extend_identification,
    identify,
    recognise,
    request_identification,
    rule_out,
    verify,
)
from lachan.victims.keeping import change_identity, change_profile, correct_day
from lachan.victims.loans import (
    AskLoan,
    FollowLoan,
    GrantLoan,
    LoanStep,
    RefuseLoan,
    ask_loan,
    follow_loan,
    grant_loan,
    pay_loan,
    refuse_loan,
    repay_loan,
)
from lachan.victims.protection import (
    AskProtection,
    EndProtection,
    GrantProtection,
    OpenedProtection,
    ProtectionStep,
    ReviewProtection,
    ask_protection,
    decline_protection,
    end_protection,
    grant_protection,
    open_protection,
    refuse_protection,
    review_protection,
)
from lachan.victims.reception import HandOver, Identity, Profile, ReceiveVictim, hand_over, notify_health, receive
from lachan.victims.referral import (
    SendReferral,
    accept_referral,
    begin_referral,
    complete_referral,
    decline_referral,
    fail_referral,
    revoke_referral,
    send_referral,
)
from lachan.victims.referral_rules import ConsentBy, DeclineReason, FailReason, FieldGroup, ReferralPurpose
from lachan.victims.referral_steps import ReferralStep
from lachan.victims.reintegration import (
    FollowUp,
    SettleResidence,
    follow_up,
    note_retrafficked,
    reopen,
    settle_residence,
)
from lachan.victims.relatives import Kinship, ReceiveRelative, receive_relative
from lachan.victims.repatriation import Repatriate, ask_repatriation, repatriate
from lachan.victims.return_rules import AbsentReason, Listed, Partner
from lachan.victims.returns import (
    AboutListed,
    AnnounceReturn,
    HandOverGroup,
    ListPersons,
    MarkAbsent,
    Reschedule,
    ReturnStep,
    VerifyPerson,
    announce_return,
    cancel_return,
    confirm_list,
    hand_over_return,
    list_persons,
    listed_ids,
    mark_absent,
    receive_person,
    reschedule,
    verify_person,
)
from lachan.victims.rules import CloseReason, DecidedBy, RevokeGround
from lachan.victims.sheltering import (
    AdmitPerson,
    ExtendStay,
    LeaveFacility,
    admit,
    discharge,
    extend_stay,
)
from lachan.victims.steps import Step
from lachan.victims.support import (
    AssessNeeds,
    GiveSupport,
    ProvideService,
    apply_for_support,
    assess_needs,
    decide_support,
    provide_service,
    support_initially,
)
from lachan.victims.surveys import (
    CloseRound,
    GiveFeedback,
    OpenRound,
    close_needsround,
    give_feedback,
    open_needsround,
)

__all__ = [
    "AboutListed", "AbsentReason", "AdmitPerson", "AnnounceReturn", "ApprovePlan", "Ask", "AskLoan", "AskProtection",
    "AssessNeeds", "AssessRisk", "CloseReason", "CloseRound", "ConsentBy", "Decided", "DecidedBy", "DeclineReason",
    "DraftPlan", "EndProtection", "ExtendStay", "FailReason", "FieldGroup", "FollowLoan", "FollowUp", "GiveFeedback",
    "GiveSupport", "Goal", "GrantLoan", "GrantProtection", "HandOver", "HandOverGroup", "Identify", "Identity",
    "Kinship", "LeaveFacility", "LinkChild", "ListPersons", "Listed", "LoanStep", "MarkAbsent", "OpenRound",
    "OpenedProtection", "Partner", "Profile", "ProtectionStep", "ProvideService", "ReceiveRelative", "ReceiveVictim",
    "ReferralPurpose", "ReferralStep", "RefuseLoan", "RefuseSupport", "RenewConsent", "Repatriate", "Reschedule",
    "ReturnStep", "ReviewPlan", "ReviewProtection", "Revoke", "RevokeGround", "SendReferral", "SettleResidence",
    "Step", "VerifyPerson", "WithdrawConsent", "accept_referral", "admit", "announce_return", "appeal",
    "apply_for_support", "approve_careplan", "ask_closure", "ask_loan", "ask_protection", "ask_repatriation",
    "assess_needs", "assess_risk", "assess_safety", "begin_referral", "cancel_return", "change_identity",
    "change_profile", "close", "close_needsround", "complete_referral", "confirm_list", "correct_day",
    "decide_support", "decline_identification", "decline_protection", "decline_referral", "discharge",
    "draft_careplan", "end_protection", "expire_due", "expire_referral", "explain_rights", "extend_identification",
    "extend_stay", "fail_referral", "follow_loan", "follow_up", "give_feedback", "grant_loan", "grant_protection",
    "hand_over", "hand_over_return", "identify", "link_child", "list_persons", "listed_ids", "mark_absent",
    "note_retrafficked", "note_wishes", "notify_health", "open_careplan", "open_needsround", "open_protection",
    "pay_loan", "provide_service", "receive", "receive_and_ask", "receive_person", "receive_relative", "recognise",
    "reconsider", "record_consent", "refuse_loan", "refuse_protection", "refuse_support", "renew_referral", "reopen",
    "repatriate", "repay_loan", "replace_careplan", "request_identification", "reschedule", "resume",
    "return_careplan", "return_closure", "review_careplan", "review_protection", "revoke", "revoke_referral",
    "rule_out", "screen", "send_referral", "settle_residence", "support_initially", "suspend", "uphold", "verify",
    "verify_person", "withdraw_referral", "withdraw_refusal",
]  # fmt: skip

register(rules.PROCEDURE)
register(referral_rules.PROCEDURE)
for procedure in (care_rules.PLAN, care_rules.LOAN, care_rules.ROUND):
    register(procedure)
register(return_rules.PROCEDURE)
register(protection_rules.PROTECTION)
name_verbs(
    {
        "victim.correct": "Đính chính",
        "victim.change_profile": "Sửa thông tin thống kê",
        "victim.change_identity": "Sửa nhân thân",
        "victim.follow": "Đổi đối tượng theo người được xác định",
        "victim.open_identity": "Mở nhân thân",
        "victim.search": "Tìm người",
        "victim.look_first": "Tìm trước khi tiếp nhận",
        "victim.read": "Xem hồ sơ nạn nhân",
        "referral.read": "Xem chuyển tuyến",
        "careplan.open_words": "Mở lời của kế hoạch hỗ trợ",
        "protection.open_words": "Mở lời niêm phong của việc bảo vệ",
        "needsround.read": "Xem đợt rà soát",
        "feedback.give": "Ghi ý kiến người được hỗ trợ",
        "return.read": "Xem đợt trao trả",
        "return.open_list": "Mở danh sách trao trả",
    }
)
