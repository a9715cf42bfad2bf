"""Keys: one per agency and epoch, one per person; a wrap opens a person's key to an agency."""

from __future__ import annotations

from django.db import models

from lachan.base.ids import new_id


class AgencyKey(models.Model):
    """An agency's key, wrapped by the KeyProvider. The newest is used for new wraps."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency_id = models.UUIDField(db_index=True)
    made_at = models.DateTimeField()
    wrapped = models.BinaryField()

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = ("id", "agency_id", "made_at", "wrapped")
        PERSONAL = ()
        SECRET = ()


class Wrap(models.Model):
    """One person's data key, closed for one agency. A referral adds a row; erasing the rows erases the person."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject_id = models.UUIDField()
    agency_id = models.UUIDField()
    agency_key = models.ForeignKey(AgencyKey, on_delete=models.PROTECT)
    wrapped = models.BinaryField()

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = ("id", "subject_id", "agency_id", "agency_key", "wrapped")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject_id", "agency_id"], name="wrap_once")]
