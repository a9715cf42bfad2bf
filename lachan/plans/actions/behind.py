"""Reading behind the page: documents in status «Đang đọc» are the queue, so that nothing is lost with the process."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q

from lachan.access.actor import Actor
from lachan.base.errors import NotFound
from lachan.journal.models import Entry
from lachan.people.queries import actor_of_account
from lachan.plans.actions.documents import finish_plandoc, give_up_plandoc
from lachan.plans.models import PlanDocument
from lachan.plans.rules import DocumentStatus

SILENT = timedelta(minutes=5)  # whoever read it and gave no sign for so long has died with his process
MOST_ATTEMPTS = 2
GAVE_UP = (
    "Đọc văn bản này hai lần đều bị dừng giữa chừng. Hãy tách tệp thành phần nhỏ hơn, hoặc tải bản .docx có chữ"
    " thay cho ảnh quét."
)
log = logging.getLogger("lachan.plans")


def read_next(clock: Callable[[], datetime]) -> bool:
    """Reads the document that has waited longest; False where none waits. ``clock``: since reading takes minutes."""
    now = clock()
    waiting = PlanDocument.objects.filter(status=str(DocumentStatus.READING))
    free = waiting.filter(Q(claimed_at=None) | Q(claimed_at__lt=now - SILENT)).order_by("read_at")
    found = free.only("id", "claimed_at", "attempts").first()
    if found is None:
        return False
    mine = waiting.filter(id=found.id, claimed_at=found.claimed_at)
    if not mine.update(claimed_at=now, attempts=F("attempts") + 1):
        return True  # another process was faster; there may be more
    by = _giver(found.id)
    if found.attempts >= MOST_ATTEMPTS:
        give_up_plandoc(found.id, GAVE_UP, by=by, now=now)
        return True
    try:
        finish_plandoc(found.id, by=by, now=now, progress=_sign(found.id, clock))
    except Exception:
        log.exception("reading behind the page failed: %s", found.id)  # it is tried again, then given up
    return True


def _giver(document_id: UUID) -> Actor:
    """The officer who gave the document: the reading is his act, whenever it is done."""
    entry = Entry.objects.filter(record_id=document_id, verb="plandoc.receive").latest("seq")
    if entry.account_id is None:
        raise NotFound
    return actor_of_account(entry.account_id)


def _sign(document_id: UUID, clock: Callable[[], datetime]) -> Callable[[int, int], None]:
    def turned(done: int, whole: int) -> None:
        row = PlanDocument.objects.filter(id=document_id)
        row.update(pages_read=done, page_count=whole, claimed_at=clock())

    return turned
