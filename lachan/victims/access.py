"""Who may do what with a victim's file and with a referral, and which of them an actor may know of."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from lachan.access.actor import Actor
from lachan.access.checks import Check, Relation, allow
from lachan.access.roles import Role
from lachan.access.scope import listed, visible
from lachan.victims.models import Loan, Referral, ReturnGroup, SurveyRound, Victim

# The pseudonymous file of the whole province; a sealed identity needs a wrap besides.
PROVINCE_WIDE = frozenset({Role.STANDING_OFFICE, Role.HEALTH_OFFICER, Role.INVESTIGATOR})
RECEIVERS = (
    Role.BORDER_OFFICER, Role.COMMUNE_OFFICER, Role.COMMUNE_POLICE, Role.INVESTIGATOR, Role.HEALTH_OFFICER,
    Role.FACILITY_OFFICER,
)  # fmt: skip
CARERS = (*RECEIVERS, Role.LEGAL_AID_OFFICER, Role.UNION_OFFICER)
READERS = frozenset({*CARERS, Role.STANDING_OFFICE})

_WITHIN = (Relation.HOLDS, Relation.RECORDED, Relation.SHARED)
_health = allow(Role.HEALTH_OFFICER, when=(Relation.PROVINCE,))
_police = allow(Role.INVESTIGATOR, when=(Relation.PROVINCE,))
_first = allow(*RECEIVERS, when=(Relation.HOLDS, Relation.RECORDED))
_carers = allow(*CARERS, when=_WITHIN)
_commune = allow(Role.COMMUNE_OFFICER, Role.FACILITY_OFFICER, when=_WITHIN)

check_may_receive = Check("victim.receive", "tiếp nhận", allow(*RECEIVERS, when=(Relation.OWN_AREA,)))
check_may_receive_relative = Check(
    "victim.receive_relative", "tiếp nhận thân nhân", allow(*RECEIVERS, when=(Relation.OWN_AREA,))
)
check_may_assess_safety = Check("victim.assess_safety", "đánh giá an toàn", _health, _first, _commune)
check_may_note_wishes = Check("victim.note_wishes", "ghi nguyện vọng", _health, _carers)
check_may_explain_rights = Check("victim.explain_rights", "giải thích quyền", _health, _carers)
check_may_record_consent = Check("victim.record_consent", "ghi sự đồng ý tiếp nhận", _health, _first, _commune)
check_may_screen = Check("victim.screen", "sàng lọc dấu hiệu", _health, _police, _first)
check_may_notify_health = Check("victim.notify_health", "thông báo cho Sở Y tế", _first)
check_may_hand_over = Check("victim.hand_over", "bàn giao", _first)
check_may_support_initially = Check("victim.support_initially", "hỗ trợ ban đầu", _first, _health, _commune)
check_may_verify = Check("victim.verify", "ghi kết quả xác minh ban đầu", _health)
check_may_rule_out = Check("victim.rule_out", "kết luận không có dấu hiệu", _health)
check_may_request_identification = Check("victim.request_identification", "đề nghị xác định nạn nhân", _health)
check_may_extend_identification = Check("victim.extend_identification", "kéo dài thời hạn xác định", _police)
check_may_identify = Check("victim.identify", "xác định là nạn nhân", _police)
check_may_recognise = Check("victim.recognise", "ghi nhận giấy tờ xác nhận", _health)
check_may_decline_identification = Check("victim.decline_identification", "trả lời không phải nạn nhân", _police)
check_may_suspend = Check("victim.suspend", "tạm dừng xác minh", _police)
check_may_resume = Check("victim.resume", "tiếp tục xác minh", _police)
check_may_revoke = Check("victim.revoke", "hủy xác nhận nạn nhân", _police)
check_may_appeal = Check("victim.appeal", "nhận đề nghị xem xét lại", _health, _police, _carers)
check_may_uphold = Check("victim.uphold", "giữ nguyên kết luận", _health, _police)
check_may_ask_repatriation = Check("victim.ask_repatriation", "đề nghị phối hợp hồi hương", _health, _police)
check_may_repatriate = Check(
    "victim.repatriate", "ghi việc hồi hương", _health, _police, allow(Role.BORDER_OFFICER, when=_WITHIN)
)
check_may_assess_needs = Check("victim.assess_needs", "đánh giá nhu cầu", _health, _first, _commune)
check_may_apply_for_support = Check("victim.apply_for_support", "nhận hồ sơ đề nghị hỗ trợ", _health, _commune)
check_may_decide_support = Check("victim.decide_support", "quyết định hỗ trợ", _health)
check_may_provide_service = Check("victim.provide_service", "ghi hỗ trợ đã thực hiện", _health, _carers)
check_may_assess_risk = Check("victim.assess_risk", "đánh giá nguy cơ", _health, _first, _commune)
check_may_refuse_support = Check("victim.refuse_support", "ghi từ chối hỗ trợ", _health, _carers)
check_may_withdraw_refusal = Check("victim.withdraw_refusal", "ghi rút lại từ chối", _health, _carers)
check_may_link_child = Check("victim.link_child", "kết nối bảo vệ trẻ em", _health, _first, _commune)
_house = allow(Role.FACILITY_OFFICER, when=_WITHIN)
check_may_admit = Check("victim.admit", "đưa vào cơ sở", _health, _house)
check_may_extend_stay = Check("victim.extend_stay", "gia hạn ở cơ sở", _health, _house)
check_may_discharge = Check("victim.discharge", "ghi rời cơ sở", _health, _house)
_planners = allow(Role.COMMUNE_OFFICER, Role.FACILITY_OFFICER, Role.UNION_OFFICER, when=_WITHIN)
check_may_draft_careplan = Check("careplan.draft", "lập kế hoạch hỗ trợ", _health, _planners)
_heads = allow(Role.FACILITY_OFFICER, Role.COMMUNE_OFFICER, when=(Relation.HOLDS,))
check_may_approve_careplan = Check("careplan.approve", "duyệt kế hoạch hỗ trợ", _health, _heads)
check_may_return_careplan = Check("careplan.return", "trả lại kế hoạch hỗ trợ", _health, _heads)
check_may_review_careplan = Check("careplan.review", "xem lại kế hoạch hỗ trợ", _health, _planners)
check_may_replace_careplan = Check("careplan.replace", "thay kế hoạch hỗ trợ", _health, _heads)
check_may_open_careplan = Check("careplan.open_words", "mở lời của kế hoạch hỗ trợ", _carers)
_lenders = allow(Role.UNION_OFFICER, Role.COMMUNE_OFFICER, Role.FACILITY_OFFICER, when=_WITHIN)
check_may_ask_loan = Check("loan.ask", "ghi đề nghị vay vốn", _health, _lenders)
check_may_grant_loan = Check("loan.grant", "ghi duyệt cho vay", _health, _lenders)
check_may_refuse_loan = Check("loan.refuse", "ghi không cho vay", _health, _lenders)
check_may_pay_loan = Check("loan.pay", "ghi giải ngân", _health, _lenders)
check_may_follow_loan = Check("loan.follow", "ghi việc sử dụng vốn", _health, _lenders)
check_may_repay_loan = Check("loan.repay", "ghi trả hết vốn", _health, _lenders)
_surveyors = allow(Role.HEALTH_OFFICER, Role.COMMUNE_OFFICER, when=(Relation.OWN_AREA,))
check_may_open_needsround = Check("needsround.open", "mở đợt rà soát", _surveyors)
check_may_close_needsround = Check("needsround.close", "kết thúc đợt rà soát", _surveyors)
check_may_read_needsround = Check(
    "needsround.read", "xem đợt rà soát", allow(*READERS, when=(Relation.PROVINCE, Relation.OWN_AREA))
)
check_may_give_feedback = Check("feedback.give", "ghi ý kiến người được hỗ trợ", _health, _carers)
_askers = allow(*CARERS, when=(Relation.HOLDS, Relation.RECORDED))
check_may_ask_protection = Check("protection.ask", "đề nghị bảo vệ", _health, _police, _askers)
check_may_grant_protection = Check("protection.grant", "quyết định bảo vệ", _police)
check_may_refuse_protection = Check("protection.refuse", "không áp dụng biện pháp bảo vệ", _police)
check_may_decline_protection = Check("protection.decline", "ghi người được bảo vệ từ chối", _police, _carers)
check_may_review_protection = Check("protection.review", "xem xét lại việc bảo vệ", _police)
check_may_end_protection = Check("protection.end", "chấm dứt bảo vệ", _police)
check_may_open_protection = Check("protection.open_words", "mở nơi an toàn, kế hoạch an toàn", _police, _carers)
check_may_settle_residence = Check("victim.settle_residence", "xác định nơi cư trú", _health, _commune)
check_may_follow_up = Check("victim.follow_up", "ghi lần thăm, theo dõi", _health, _commune, _carers)
check_may_note_retrafficked = Check("victim.note_retrafficked", "ghi bị mua bán trở lại", _health, _police, _commune)
check_may_ask_closure = Check(
    "victim.ask_closure", "đề nghị kết thúc", _health, _commune, allow(*RECEIVERS, when=(Relation.HOLDS,))
)
check_may_close = Check("victim.close", "duyệt kết thúc", _health, _heads)
check_may_return_closure = Check("victim.return_closure", "trả lại đề nghị kết thúc", _health, _heads)
check_may_reopen = Check("victim.reopen", "mở lại", _health)
check_may_reconsider = Check("victim.reconsider", "xem xét lại", _health)
check_may_correct = Check("victim.correct", "đính chính", _health, _police, _first)
check_may_change_profile = Check("victim.change_profile", "sửa thông tin thống kê", _health, _first)
check_may_change_identity = Check(
    "victim.change_identity", "sửa nhân thân", _first, allow(Role.HEALTH_OFFICER, when=_WITHIN)
)
check_may_open_identity = Check("victim.open_identity", "mở nhân thân", _carers)
check_may_search = Check("victim.search", "tìm người", allow(*CARERS, when=(Relation.ANYONE,)))
check_may_look_first = Check("victim.look_first", "tìm trước khi tiếp nhận", allow(*RECEIVERS, when=(Relation.ANYONE,)))
check_may_read = Check("victim.read", "xem hồ sơ nạn nhân", allow(*PROVINCE_WIDE, when=(Relation.PROVINCE,)), _carers)

_recipient = allow(*CARERS, when=(Relation.HOLDS,))
check_may_send_referral = Check("referral.send", "gửi đề nghị chuyển tuyến", _health, _carers)
check_may_accept_referral = Check("referral.accept", "tiếp nhận chuyển tuyến", _recipient)
check_may_decline_referral = Check("referral.decline", "từ chối chuyển tuyến", _recipient)
check_may_complete_referral = Check("referral.complete", "hoàn thành chuyển tuyến", _recipient)
check_may_begin_referral = Check("referral.begin", "ghi biên bản bàn giao", _recipient)
check_may_fail_referral = Check("referral.fail", "ghi không hoàn thành", _recipient)
check_may_withdraw_referral = Check("referral.withdraw", "ghi rút lại sự đồng ý", _health, _carers)
check_may_renew_referral = Check("referral.renew", "ghi đồng ý lại", _health, allow(*CARERS, when=(Relation.RECORDED,)))
check_may_expire_referral = Check("referral.expire", "ghi sự đồng ý hết hạn", allow(*CARERS, when=(Relation.RECORDED,)))
check_may_revoke_referral = Check(
    "referral.revoke", "thu hồi đề nghị", _health, allow(*CARERS, when=(Relation.RECORDED,))
)
check_may_read_referral = Check(
    "referral.read", "xem chuyển tuyến", allow(*PROVINCE_WIDE, when=(Relation.PROVINCE,)), _carers
)


def visible_to(actor: Actor, *, many: bool = False) -> QuerySet[Victim]:
    """Health, investigators and the standing office follow the province; other carers what they hold or was shared."""
    if not actor.roles & READERS:
        return Victim.objects.none()
    return (listed if many else visible)(Victim.objects.all(), actor, "victim", PROVINCE_WIDE)


def visible_among(actor: Actor, ids: Sequence[UUID]) -> list[Victim]:
    """The visible ones of a few known files, by id alone: given the province too, SQLite would read all of it."""
    rows = Victim.objects.filter(id__in=list(ids))
    if actor.roles & PROVINCE_WIDE and not actor.area_code:
        return [v for v in rows if v.province_code == actor.province_code]
    return list(visible_to(actor).filter(id__in=list(ids)))


def visible_referrals(actor: Actor, *, many: bool = False) -> QuerySet[Referral]:
    if not actor.roles & READERS:
        return Referral.objects.none()
    return (listed if many else visible)(Referral.objects.all(), actor, "referral", PROVINCE_WIDE)


_border = allow(Role.BORDER_OFFICER, Role.INVESTIGATOR, when=_WITHIN)
check_may_announce_return = Check(
    "return.announce", "ghi thông báo trước", allow(Role.BORDER_OFFICER, Role.INVESTIGATOR, when=(Relation.OWN_AREA,))
)
check_may_list_persons = Check("return.list_persons", "thêm người vào danh sách", _border)
check_may_verify_person = Check("return.verify_person", "ghi kết quả xác minh trước", _border)
check_may_confirm_list = Check("return.confirm_list", "xong xác minh danh sách", _border)
check_may_reschedule = Check("return.reschedule", "đổi ngày dự kiến", _border)
check_may_receive_person = Check("return.receive_person", "ghi người đã đến", _border)
check_may_mark_absent = Check("return.mark_absent", "ghi người không đến", _border)
check_may_hand_over_return = Check("return.hand_over", "lập biên bản giao, nhận", _border)
check_may_cancel_return = Check("return.cancel", "hủy đợt trao trả", _border)
check_may_open_list = Check(
    "return.open_list", "mở danh sách", _border, allow(Role.HEALTH_OFFICER, when=(Relation.SHARED,))
)
check_may_read_return = Check(
    "return.read", "xem đợt trao trả", allow(*PROVINCE_WIDE, when=(Relation.PROVINCE,)), _border
)


def visible_returns(actor: Actor, *, many: bool = False) -> QuerySet[ReturnGroup]:
    """The standing office, health and police follow the province; a post sees what it announced or what is shared."""
    if not actor.roles & {*PROVINCE_WIDE, Role.BORDER_OFFICER}:
        return ReturnGroup.objects.none()
    return (listed if many else visible)(ReturnGroup.objects.all(), actor, "return", PROVINCE_WIDE)


def visible_rounds(actor: Actor) -> QuerySet[SurveyRound]:
    """Rounds of the own province; a commune is told of those of the whole province and its own."""
    if not actor.roles & READERS:
        return SurveyRound.objects.none()
    rows = SurveyRound.objects.filter(province_code=actor.province_code)
    return rows.filter(area_code__in=("", actor.area_code)) if actor.area_code else rows


def visible_loans(actor: Actor) -> QuerySet[Loan]:
    """Loans of the province for those who follow its files; others those they wrote down themselves."""
    if not actor.roles & READERS:
        return Loan.objects.none()
    rows = Loan.objects.filter(province_code=actor.province_code)
    return rows if actor.roles & PROVINCE_WIDE and not actor.area_code else rows.filter(holder_id=actor.agency_id)
