"""Entries (append-only, chained), the head of the chain, the statutory clocks, and sealed notes beside an entry."""

from __future__ import annotations

from django.db import models

from lachan.base.ids import new_id
from lachan.vault.fields import SealedField


class Entry(models.Model):
    """One official act, or one opening of a sealed identity. Never changed, never removed (triggers say so too).

    ``act_of``: whose act it stays where another agency (``agency_id``) wrote its correction.
    """

    seq = models.BigIntegerField(primary_key=True)
    verb = models.CharField(max_length=48)
    record_kind = models.CharField(max_length=16)
    record_id = models.UUIDField()
    occurred_on = models.DateField()
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    account_id = models.UUIDField(null=True)
    agency_id = models.UUIDField()
    province_code = models.CharField(max_length=2)
    area_code = models.CharField(max_length=5, blank=True)
    from_status = models.CharField(max_length=32, blank=True)
    to_status = models.CharField(max_length=32, blank=True)
    corrects = models.BigIntegerField(null=True)
    act_of = models.UUIDField(null=True)
    is_void = models.BooleanField(default=False)
    facts = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "seq", "verb", "record_kind", "record_id", "occurred_on", "occurred_at", "recorded_at", "account_id",
            "agency_id", "province_code", "area_code", "from_status", "to_status", "corrects", "act_of", "is_void",
            "facts", "previous", "digest",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [
            # The next two hold all that a figure asks of an entry: it counts without touching the wide rows.
            models.Index(
                fields=["record_id", "verb", "occurred_on", "recorded_at", "is_void", "seq", "occurred_at"],
                name="entry_counts_record",
            ),
            # The verb first: what is held at the end of a period is asked of a record's acts in whatever province.
            models.Index(
                fields=[
                    "verb",
                    "province_code",
                    "occurred_on",
                    "record_id",
                    "recorded_at",
                    "is_void",
                    "seq",
                    "occurred_at",
                ],
                name="entry_counts_verb",
            ),  # fmt: skip
            models.Index(fields=["area_code", "verb", "occurred_on"], name="entry_by_area"),
            models.Index(fields=["province_code", "seq"], name="entry_newest"),
            models.Index(fields=["agency_id", "seq"], name="entry_by_agency"),
            models.Index(fields=["corrects"], name="entry_corrects", condition=models.Q(corrects__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_void=False) | models.Q(corrects__isnull=False), name="entry_void_corrects"
            )
        ]


class Holding(models.Model):
    """Who holds a record from an act on; a correction of the act's day writes the row again under the new day."""

    entry_seq = models.BigIntegerField(primary_key=True)
    record_id = models.UUIDField()
    agency_id = models.UUIDField()
    occurred_on = models.DateField()
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = ("entry_seq", "record_id", "agency_id", "occurred_on", "occurred_at", "recorded_at")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [
            models.Index(fields=["record_id", "occurred_at"], name="holding_of_record"),
            models.Index(fields=["agency_id", "occurred_on"], name="holding_by_agency"),
        ]


class Head(models.Model):
    """The last link of the chain; its row lock puts writers in line."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = ("id", "seq", "digest")
        PERSONAL = ()
        SECRET = ()


class Note(models.Model):
    """The words beside an entry (a reason, a summary), sealed with the record's own key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entry_seq = models.BigIntegerField(unique=True)
    record_id = models.UUIDField()
    words = SealedField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = ("id", "entry_seq", "record_id")
        PERSONAL = ("words",)
        SECRET = ()


class Clock(models.Model):
    """A limit of the law running for an agency on a record; the due date keeps the rule row it came from."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rule = models.CharField(max_length=64)
    record_kind = models.CharField(max_length=16)
    record_id = models.UUIDField()
    agency_id = models.UUIDField()
    province_code = models.CharField(max_length=2)
    area_code = models.CharField(max_length=5, blank=True)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    unit = models.CharField(max_length=16)
    length = models.IntegerField()
    source = models.CharField(max_length=200)
    confidence = models.CharField(max_length=16)
    start_seq = models.BigIntegerField()
    stopped_at = models.DateTimeField(null=True)
    stop_seq = models.BigIntegerField(null=True)
    stopped_by = models.CharField(max_length=16, blank=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "rule", "record_kind", "record_id", "agency_id", "province_code", "area_code", "started_at", "due_at",
            "unit", "length", "source", "confidence", "start_seq", "stopped_at", "stop_seq", "stopped_by",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record_id", "rule"], condition=models.Q(stopped_at=None), name="clock_runs_once"
            ),
            models.CheckConstraint(
                condition=models.Q(due_at__gte=models.F("started_at")), name="clock_due_after_start"
            ),
        ]
        indexes = [
            models.Index(fields=["agency_id", "due_at"], condition=models.Q(stopped_at=None), name="clock_of_agency"),
            models.Index(fields=["province_code", "due_at"], condition=models.Q(stopped_at=None), name="clock_of_prov"),
            models.Index(fields=["record_id"], name="clock_of_record"),
            models.Index(fields=["record_kind", "due_at"], name="clock_counts"),
        ]
