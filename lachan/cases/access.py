"""Who may do what with a case and its accused, and which cases an actor may know of."""

from __future__ import annotations

from django.db.models import QuerySet

from lachan.access.actor import Actor
from lachan.access.checks import Check, Relation, allow
from lachan.access.roles import Role
from lachan.access.scope import listed, visible
from lachan.cases.models import Accused, Case

PROVINCE_WIDE = frozenset({Role.STANDING_OFFICE, Role.INVESTIGATOR, Role.PROCURACY_READER, Role.COURT_READER})

# The procuracy and the court record their own decisions once the file is with them; until they work in the system,
# the police as holder record what was decided and notified to them.
_police = allow(Role.INVESTIGATOR, when=(Relation.HOLDS,))
_procuracy = allow(Role.PROCURACY_READER, when=(Relation.SHARED,))
_court = allow(Role.COURT_READER, when=(Relation.SHARED,))

check_may_institute = Check("case.institute", "khởi tố vụ án", allow(Role.INVESTIGATOR, when=(Relation.OWN_AREA,)))
check_may_extend_investigation = Check("case.extend_investigation", "gia hạn điều tra", _police)
check_may_change_article = Check("case.change_article", "thay đổi quyết định khởi tố vụ án", _police)
check_may_describe = Check("case.describe", "cập nhật đặc điểm vụ án", _police)
check_may_conclude = Check("case.conclude", "kết luận điều tra", _police)
check_may_prosecute = Check("case.prosecute", "ghi quyết định truy tố", _police, _procuracy)
check_may_return_for_more = Check("case.return_for_more", "trả hồ sơ điều tra bổ sung", _police, _procuracy, _court)
check_may_accept_for_trial = Check("case.accept_for_trial", "ghi việc thụ lý", _police, _court)
check_may_bring_to_trial = Check("case.bring_to_trial", "ghi quyết định đưa ra xét xử", _police, _court)
check_may_judge = Check("case.judge", "ghi bản án sơ thẩm", _police, _court)
check_may_change_compensation = Check("case.change_compensation", "sửa tổng bồi thường", _police, _procuracy, _court)
check_may_suspend = Check("case.suspend", "tạm đình chỉ điều tra", _police)
check_may_resume = Check("case.resume", "phục hồi điều tra", _police)
check_may_discontinue = Check("case.discontinue", "đình chỉ vụ án", _police, _procuracy, _court)
check_may_correct = Check("case.correct", "đính chính", _police)
check_may_open_words = Check("case.open_words", "mở nội dung vụ án", _police, _procuracy, _court)
check_may_open_accused = Check("case.open_accused", "mở danh tính bị can", _police, _procuracy)
check_may_read = Check("case.read", "xem vụ án", allow(*PROVINCE_WIDE, when=(Relation.PROVINCE,)))

check_may_charge = Check("accused.charge", "khởi tố bị can", _police)
check_may_change_article_accused = Check("accused.change_article", "thay đổi quyết định khởi tố bị can", _police)
check_may_declare_wanted = Check("accused.declare_wanted", "truy nã bị can", _police)
check_may_end_search = Check("accused.end_search", "đình nã", _police)
check_may_discontinue_accused = Check("accused.discontinue", "đình chỉ đối với bị can", _police, _procuracy, _court)
check_may_bring_to_trial_accused = Check("accused.bring_to_trial", "ghi bị cáo", _police, _court)
check_may_convict = Check("accused.convict", "ghi tuyên có tội", _police, _court)
check_may_acquit = Check("accused.acquit", "ghi tuyên không có tội", _police, _court)


def visible_to(actor: Actor, *, many: bool = False) -> QuerySet[Case]:
    """Investigators, the standing office, the procuracy and the court follow the province's cases; others none."""
    return (listed if many else visible)(Case.objects.all(), actor, "case", PROVINCE_WIDE)


def visible_accused(actor: Actor) -> QuerySet[Accused]:
    """The accused of the cases the actor may know of."""
    return Accused.objects.filter(case__in=visible_to(actor))
