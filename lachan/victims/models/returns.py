"""A return announced before the border, and the people its notice names, sealed until they arrive."""

from __future__ import annotations

from django.db import models

from lachan.base.ids import new_id
from lachan.base.persons import Sex
from lachan.vault.fields import SealedField
from lachan.victims.attributes import Country
from lachan.victims.return_rules import AbsentReason, Outcome, Partner, ReturnStatus
from lachan.victims.support_rules import Answer


class ReturnGroup(models.Model):
    """``announced_at``: when the notice came; ``expected_on``: the day named for the gate."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=32, unique=True)
    status = models.CharField(max_length=20, choices=ReturnStatus.choices())
    holder_id = models.UUIDField()
    origin_id = models.UUIDField()
    province_code = models.CharField(max_length=2)
    area_code = models.CharField(max_length=5, blank=True)
    partner = models.CharField(max_length=20, choices=Partner.choices())
    from_country = models.CharField(max_length=10, choices=Country.choices())
    agreement = models.CharField(max_length=40)
    gate = models.CharField(max_length=40)
    announced_at = models.DateTimeField()
    expected_on = models.DateField()
    opened_on = models.DateField()
    handed_over_on = models.DateField(null=True)
    minutes_number = SealedField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "code", "status", "holder_id", "origin_id", "province_code", "area_code", "partner", "from_country",
            "agreement", "gate", "announced_at", "expected_on", "opened_on", "handed_over_on",
        )  # fmt: skip
        PERSONAL = ("minutes_number",)
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["province_code", "-expected_on", "-id"], name="return_by_province")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=[s.value for s in ReturnStatus]), name="return_status_known"
            ),
        ]


class ListedPerson(models.Model):
    """One line of the list. ``verified``: checked before arrival; ``victim_id``: the file she has since she came."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group_id = models.UUIDField()
    place = models.SmallIntegerField()
    sex = models.CharField(max_length=10, choices=Sex.choices())
    birth_year = models.SmallIntegerField(null=True)
    verified = models.CharField(max_length=10, choices=Answer.choices())
    outcome = models.CharField(max_length=10, choices=Outcome.choices())
    absent_reason = models.CharField(max_length=20, choices=AbsentReason.choices(), blank=True)
    victim_id = models.UUIDField(null=True)
    full_name = SealedField(null=True)
    birth_date = SealedField(null=True)
    id_number = SealedField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "group_id", "place", "sex", "birth_year", "verified", "outcome", "absent_reason", "victim_id",
        )  # fmt: skip
        PERSONAL = ("full_name", "birth_date", "id_number")
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["group_id", "place"], name="listed_by_group")]
