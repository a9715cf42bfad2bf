"""A hand-over to the police software and its lines; a line keeps codes and counted facts, never a name."""

from __future__ import annotations

from django.db import models

from lachan.base.ids import new_id
from lachan.handovers.rules import HandedKind, HandoverStatus


class Handover(models.Model):
    """``from_seq`` (excluded) to ``to_seq``: the entries of the journal whose records it lists."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=32, unique=True)
    status = models.CharField(max_length=32, choices=HandoverStatus.choices())
    holder_id = models.UUIDField()
    origin_id = models.UUIDField()
    province_code = models.CharField(max_length=2)
    area_code = models.CharField(max_length=5, blank=True)
    opened_on = models.DateField()
    from_seq = models.BigIntegerField()
    to_seq = models.BigIntegerField()
    minute_number = models.CharField(max_length=40, blank=True)
    minute_on = models.DateField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "code", "status", "holder_id", "origin_id", "province_code", "area_code", "opened_on", "from_seq",
            "to_seq", "minute_number", "minute_on",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [
            models.Index(fields=["origin_id", "-to_seq"], name="handover_by_origin"),
            models.Index(fields=["holder_id", "-opened_on"], name="handover_by_holder"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=[s.value for s in HandoverStatus]), name="handover_status_known"
            ),
            models.CheckConstraint(condition=models.Q(to_seq__gte=models.F("from_seq")), name="handover_forward"),
        ]


class HandoverItem(models.Model):
    """One record of the list as it stood that day; ``number`` and ``entered_on`` once it is in the software."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="items")
    position = models.IntegerField()
    kind = models.CharField(max_length=16, choices=HandedKind.choices())
    subject_id = models.UUIDField()
    subject_code = models.CharField(max_length=32)
    is_new = models.BooleanField()
    facts = models.JSONField()
    number = models.CharField(max_length=40, blank=True)
    entered_on = models.DateField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "handover", "position", "kind", "subject_id", "subject_code", "is_new", "facts", "number",
            "entered_on",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["subject_id"], name="handover_item_subject")]
        constraints = [models.UniqueConstraint(fields=["handover", "kind", "subject_id"], name="handover_item_once")]
