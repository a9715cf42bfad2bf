"""A case, its accused with sealed identities, the numbers of its decisions, and the versions statistics divide by."""

from __future__ import annotations

from django.db import models

from lachan.base.ids import new_id
from lachan.cases.rules import AccusedStatus, CaseStatus
from lachan.law.rows import OffenceClass
from lachan.tips.rules import Suspicion
from lachan.vault.fields import SealedField


class Case(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=32, unique=True)
    status = models.CharField(max_length=32, choices=CaseStatus.choices())
    holder_id = models.UUIDField()
    origin_id = models.UUIDField()
    province_code = models.CharField(max_length=2)
    area_code = models.CharField(max_length=5, blank=True)
    instituted_at = models.DateTimeField()
    opened_on = models.DateField()
    tip_id = models.UUIDField(null=True)
    article = models.CharField(max_length=8)
    offence_class = models.CharField(max_length=20, choices=OffenceClass.choices())
    suspicion = models.CharField(max_length=20, choices=Suspicion.choices())
    is_cross_border = models.BooleanField(default=False)
    victim_count = models.IntegerField(default=0)
    compensation = models.BigIntegerField(null=True)
    summary = SealedField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "code", "status", "holder_id", "origin_id", "province_code", "area_code", "instituted_at",
            "opened_on", "tip_id", "article", "offence_class", "suspicion", "is_cross_border", "victim_count",
            "compensation",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ("summary",)

    class Meta:
        indexes = [
            models.Index(fields=["province_code", "-opened_on", "-id"], name="case_by_province"),
            models.Index(fields=["province_code", "status", "-opened_on"], name="case_by_status"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=[s.value for s in CaseStatus]), name="case_status_known"
            ),
            models.CheckConstraint(condition=models.Q(victim_count__gte=0), name="case_victims_counted"),
            models.UniqueConstraint(fields=["tip_id"], name="case_of_tip"),
        ]


class CaseProfile(models.Model):
    """One version of a case's coded attributes; the newest known on a day is the one that day's figures use."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record_id = models.UUIDField()
    entry_seq = models.BigIntegerField()
    recorded_at = models.DateTimeField()
    article = models.CharField(max_length=8)
    offence_class = models.CharField(max_length=20)
    suspicion = models.CharField(max_length=20)
    place_code = models.CharField(max_length=5)
    is_cross_border = models.BooleanField()
    victim_count = models.IntegerField()
    compensation = models.BigIntegerField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "record_id", "entry_seq", "recorded_at", "article", "offence_class", "suspicion", "place_code",
            "is_cross_border", "victim_count", "compensation",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["record_id", "-entry_seq"], name="case_profile_by_record")]


class Decision(models.Model):
    """The number of the document behind an act: an indictment, a judgment. The day is the act's own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record_id = models.UUIDField()
    entry_seq = models.BigIntegerField(unique=True)
    number = models.CharField(max_length=40)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = ("id", "record_id", "entry_seq", "number")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["record_id"], name="decision_by_record")]


class Accused(models.Model):
    """One person charged in a case. The identity is sealed with the data key of the case."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=32, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="accused")
    number = models.SmallIntegerField()
    status = models.CharField(max_length=32, choices=AccusedStatus.choices())
    holder_id = models.UUIDField()
    origin_id = models.UUIDField()
    province_code = models.CharField(max_length=2)
    area_code = models.CharField(max_length=5, blank=True)
    opened_on = models.DateField()
    full_name = SealedField(null=True)
    birth_date = SealedField(null=True)
    id_number = SealedField(null=True)
    address = SealedField(null=True)
    id_digest = models.BinaryField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "code", "case", "number", "status", "holder_id", "origin_id", "province_code", "area_code",
            "opened_on",
        )  # fmt: skip
        PERSONAL = ("full_name", "birth_date", "id_number", "address", "id_digest")
        SECRET = ()
        DIGESTS = ("id_digest",)

    class Meta:
        indexes = [models.Index(fields=["id_digest"], name="accused_by_id_number")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=[s.value for s in AccusedStatus]), name="accused_status_known"
            ),
            models.UniqueConstraint(fields=["case", "number"], name="accused_number_in_case"),
        ]


class AccusedProfile(models.Model):
    """One version of an accused person's coded attributes. ``penalty`` is empty until a judgment."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record_id = models.UUIDField()
    entry_seq = models.BigIntegerField()
    recorded_at = models.DateTimeField()
    sex = models.CharField(max_length=10)
    birth_year = models.SmallIntegerField()
    birth_month = models.SmallIntegerField(default=0)
    age_at_offence = models.SmallIntegerField()
    nationality = models.CharField(max_length=2)
    article = models.CharField(max_length=8)
    part = models.CharField(max_length=12)
    penalty = models.CharField(max_length=20, blank=True)
    months = models.SmallIntegerField(default=0)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "record_id", "entry_seq", "recorded_at", "sex", "birth_year", "birth_month", "age_at_offence",
            "nationality", "article", "part", "penalty", "months",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["record_id", "-entry_seq"], name="accused_profile_by_record")]
