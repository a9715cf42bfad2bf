"""A facility, what it offers, its append-only versions and scores; stays of people known by a file's id only."""

from __future__ import annotations

from django.db import models

from lachan.base.ids import new_id
from lachan.facilities.rules import (
    AdmissionGround,
    Condition,
    DischargeReason,
    Equipment,
    FacilityKind,
    FacilityStatus,
    InspectionResult,
    ServiceKind,
)
from lachan.vault.fields import SealedField


class Facility(models.Model):
    """``holder_id``: the agency that runs it. A confidential one has no area and no public address."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=32, unique=True)
    status = models.CharField(max_length=16, choices=FacilityStatus.choices())
    holder_id = models.UUIDField()
    origin_id = models.UUIDField()
    province_code = models.CharField(max_length=2)
    area_code = models.CharField(max_length=5, blank=True)
    opened_on = models.DateField()
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=24, choices=FacilityKind.choices())
    is_confidential = models.BooleanField()
    public_address = models.CharField(max_length=250, blank=True)
    public_phone = models.CharField(max_length=40, blank=True)
    capacity = models.IntegerField(null=True)
    licence_number = models.CharField(max_length=60, blank=True)
    licensed_on = models.DateField(null=True)
    licence_until = models.DateField(null=True)
    address = SealedField(null=True)
    contact = SealedField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "code", "status", "holder_id", "origin_id", "province_code", "area_code", "opened_on", "name", "kind",
            "is_confidential", "public_address", "public_phone", "capacity", "licence_number", "licensed_on",
            "licence_until",
        )  # fmt: skip
        PERSONAL = ("contact",)
        SECRET = ("address",)

    class Meta:
        indexes = [
            models.Index(fields=["province_code", "kind", "name"], name="facility_by_kind"),
            models.Index(fields=["province_code", "area_code"], name="facility_by_area"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=[s.value for s in FacilityStatus]), name="facility_status_known"
            ),
            models.CheckConstraint(
                condition=models.Q(is_confidential=False) | models.Q(area_code="", public_address=""),
                name="facility_place_kept",
            ),
        ]


class Offer(models.Model):
    """One service given at a facility; replaced as a whole when the facility is described anew."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    facility_id = models.UUIDField()
    service = models.CharField(max_length=24, choices=ServiceKind.choices())

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = ("id", "facility_id", "service")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["facility_id", "service"], name="offer_once")]


class Version(models.Model):
    """A row that is never changed: which facility, by which entry, written when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record_id = models.UUIDField()
    entry_seq = models.BigIntegerField()
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True


class FacilityProfile(Version):
    """How a facility stood after an entry: what the yearly review and the stock figures read."""

    kind = models.CharField(max_length=24)
    status = models.CharField(max_length=16)
    capacity = models.IntegerField(null=True)
    since = models.DateField()

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = ("id", "record_id", "entry_seq", "recorded_at", "kind", "status", "capacity", "since")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["record_id", "-entry_seq"], name="facility_profile_newest")]


class EquipmentRow(Version):
    """One kind of equipment as found on a day; ``upgrade_on``: when it is planned to be bettered."""

    found_on = models.DateField()
    item = models.CharField(max_length=24, choices=Equipment.choices())
    quantity = models.IntegerField()
    condition = models.CharField(max_length=10, choices=Condition.choices())
    upgrade_on = models.DateField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "record_id", "entry_seq", "recorded_at", "found_on", "item", "quantity", "condition", "upgrade_on",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["record_id", "-entry_seq"], name="equipment_by_facility")]


class ScoreRow(Version):
    """One criterion judged on a day. No score: it could not be judged, which is not nought."""

    assessed_on = models.DateField()
    next_on = models.DateField(null=True)
    criterion = models.CharField(max_length=40)
    score = models.IntegerField(null=True)
    largest = models.IntegerField()
    must_improve = models.BooleanField()

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "record_id", "entry_seq", "recorded_at", "assessed_on", "next_on", "criterion", "score", "largest",
            "must_improve",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["record_id", "-entry_seq"], name="score_by_facility")]


class InspectionRow(Version):
    inspected_on = models.DateField()
    result = models.CharField(max_length=16, choices=InspectionResult.choices())
    is_in_time = models.BooleanField()

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = ("id", "record_id", "entry_seq", "recorded_at", "inspected_on", "result", "is_in_time")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["record_id", "-entry_seq"], name="inspection_by_facility")]


class Stay(models.Model):
    """Someone lives there: known here by the id of her file and nothing else."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    facility_id = models.UUIDField()
    file_id = models.UUIDField()
    province_code = models.CharField(max_length=2)
    entry_seq = models.BigIntegerField()
    recorded_at = models.DateTimeField()
    admitted_on = models.DateField()
    ground = models.CharField(max_length=20, choices=AdmissionGround.choices())
    left_on = models.DateField(null=True)
    left_seq = models.BigIntegerField(null=True)
    left_recorded_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=20, choices=DischargeReason.choices(), blank=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "facility_id", "file_id", "province_code", "entry_seq", "recorded_at", "admitted_on", "ground",
            "left_on", "left_seq", "left_recorded_at", "reason",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file_id"], condition=models.Q(left_on=None), name="stay_in_one_place"),
            models.CheckConstraint(
                condition=models.Q(left_on=None) | models.Q(left_on__gte=models.F("admitted_on")),
                name="stay_ends_later",
            ),
        ]
        indexes = [
            models.Index(fields=["facility_id", "-admitted_on"], name="stay_by_facility"),
            models.Index(fields=["province_code", "admitted_on"], name="stay_by_province"),
        ]
