"""Who may write what a judgment owes: by their relation to the case, and to nothing else."""

from __future__ import annotations

from django.db.models import QuerySet

from lachan.access.actor import Actor
from lachan.access.checks import Check, Relation, allow
from lachan.access.roles import Role
from lachan.cases import access as cases
from lachan.linkage.models import Award

_police = allow(Role.INVESTIGATOR, when=(Relation.HOLDS,))
_procuracy = allow(Role.PROCURACY_READER, when=(Relation.SHARED,))
_court = allow(Role.COURT_READER, when=(Relation.SHARED,))
_all = (_police, _procuracy, _court)

check_may_grant = Check("award.grant", "ghi khoản bồi thường", *_all)
check_may_deny = Check("award.deny", "ghi không buộc bồi thường", *_all)
check_may_pay = Check("award.pay", "ghi lần trả tiền", *_all)
check_may_undo_payment = Check("award.undo_payment", "rút lần trả ghi nhầm", *_all)
check_may_note_unpaid = Check("award.note_unpaid", "ghi chưa trả hết", *_all)
check_may_note_unable = Check("award.note_unable", "ghi chưa có điều kiện thi hành", *_all)
check_may_end = Check("award.end", "ghi đình chỉ thi hành", *_all)
check_may_change = Check("award.change", "sửa số tiền theo bản án sau", *_all)
check_may_set_aside = Check("award.set_aside", "hủy phần bồi thường", *_all)
check_may_open_words = Check("award.open_words", "mở ghi chú về bồi thường", *_all)
check_may_withdraw = Check("award.withdraw", "rút khoản ghi nhầm", *_all)


def visible_to(actor: Actor) -> QuerySet[Award]:
    """The awards of the cases an actor may know of. A person's file has its own way to hers (``queries.owed_to``)."""
    return Award.objects.filter(case_id__in=cases.visible_to(actor).values("id"))
