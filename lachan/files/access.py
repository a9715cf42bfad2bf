"""Who may keep a file with a record, and who may open it: an agency the file was opened to, never the administrator."""

from __future__ import annotations

from django.db.models import QuerySet

from lachan.access.actor import Actor
from lachan.access.checks import Check, Relation, allow
from lachan.access.roles import Role
from lachan.access.scope import visible
from lachan.files.models import StoredFile

_OFFICERS = tuple(r for r in Role if r is not Role.ADMINISTRATOR)
_READS = (Relation.HOLDS, Relation.RECORDED, Relation.SHARED)

check_may_keep = Check("file.keep", "lưu tệp", allow(*_OFFICERS, when=(Relation.OWN_AREA, Relation.PROVINCE)))
check_may_read = Check("file.read", "mở tệp", allow(*_OFFICERS, when=_READS))


def visible_to(actor: Actor) -> QuerySet[StoredFile]:
    """No role sees files province-wide: a file is seen where it was opened to."""
    return visible(StoredFile.objects.all(), actor, "file", frozenset())
