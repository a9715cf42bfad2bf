"""A victim's file: codes in the open, the identity sealed beside it, and its append-only versions."""

from __future__ import annotations

from django.db import models

from lachan.base.ids import new_id
from lachan.base.persons import Sex
from lachan.vault.fields import SealedField
from lachan.victims.attributes import UNKNOWN, AgeBand, Country
from lachan.victims.rules import VictimStatus
from lachan.victims.support_rules import Answer

ATTRIBUTES = (
    "person_kind", "sex", "birth_year", "age_band", "ethnicity", "nationality", "exploitation", "return_way",
    "destination", "origin_code", "legal_regime", "way_in", "abroad", "cause", "approach", "disability",
    "poor_household", "occupation", "schooling",
)  # fmt: skip


class Attributes(models.Model):
    """What statistics divide by: on the file as it stands now, and in every version of its profile.

    ``abroad``, ``disability``, ``poor_household`` are yes, no or unknown; unknown is not no.
    """

    person_kind = models.CharField(max_length=40)
    sex = models.CharField(max_length=10, choices=Sex.choices())
    birth_year = models.SmallIntegerField(null=True)
    age_band = models.CharField(max_length=10, choices=AgeBand.choices())
    ethnicity = models.CharField(max_length=10)
    nationality = models.CharField(max_length=10, choices=Country.choices())
    exploitation = models.CharField(max_length=40)
    return_way = models.CharField(max_length=40)
    destination = models.CharField(max_length=10, choices=Country.choices())
    origin_code = models.CharField(max_length=5, blank=True)
    legal_regime = models.CharField(max_length=10)
    way_in = models.CharField(max_length=40, default=UNKNOWN)
    abroad = models.CharField(max_length=10, choices=Answer.choices(), default=UNKNOWN)
    cause = models.CharField(max_length=40, default=UNKNOWN)
    approach = models.CharField(max_length=40, default=UNKNOWN)
    disability = models.CharField(max_length=10, choices=Answer.choices(), default=UNKNOWN)
    poor_household = models.CharField(max_length=10, choices=Answer.choices(), default=UNKNOWN)
    occupation = models.CharField(max_length=40, default=UNKNOWN)
    schooling = models.CharField(max_length=40, default=UNKNOWN)

    class Meta:
        abstract = True


class Victim(Attributes):
    """``accompanies_id``: the person whom someone under 18 came with. ``closing_since``: the end of the file is asked

    for since that day and waits for other eyes; like the status a copy of what the journal says.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=32, unique=True)
    status = models.CharField(max_length=32, choices=VictimStatus.choices())
    holder_id = models.UUIDField()
    origin_id = models.UUIDField()
    province_code = models.CharField(max_length=2)
    area_code = models.CharField(max_length=5, blank=True)
    received_at = models.DateTimeField()
    opened_on = models.DateField()
    identified_on = models.DateField(null=True)
    accompanies_id = models.UUIDField(null=True)
    closing_since = models.DateField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "code", "status", "holder_id", "origin_id", "province_code", "area_code", "received_at", "opened_on",
            "identified_on", "accompanies_id", "closing_since", *ATTRIBUTES,
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [
            models.Index(fields=["-opened_on", "-id"], name="victim_newest"),
            models.Index(fields=["province_code", "-opened_on", "-id"], name="victim_by_province"),
            models.Index(fields=["province_code", "status", "-opened_on", "-id"], name="victim_by_status"),
            models.Index(fields=["province_code", "area_code", "-opened_on", "-id"], name="victim_by_area"),
            models.Index(fields=["province_code", "return_way", "-opened_on", "-id"], name="victim_by_way"),
            models.Index(fields=["province_code", "sex", "-opened_on", "-id"], name="victim_by_sex"),
            models.Index(
                fields=["province_code", "closing_since"],
                condition=models.Q(closing_since__isnull=False),
                name="victim_closing",
            ),
            models.Index(fields=["status", "holder_id", "origin_id", "id"], name="victim_in_care"),
            models.Index(
                fields=["accompanies_id"], condition=models.Q(accompanies_id__isnull=False), name="victim_with"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=[s.value for s in VictimStatus]), name="victim_status_known"
            ),
        ]


class VictimIdentity(models.Model):
    """Who the person is, one row a file under the file's own id. Digests answer equality and nothing else."""

    id = models.UUIDField(primary_key=True, editable=False)
    full_name = SealedField(null=True)
    other_name = SealedField(null=True)
    birth_date = SealedField(null=True)
    id_number = SealedField(null=True)
    phone = SealedField(null=True)
    permanent_address = SealedField(null=True)
    relatives_contact = SealedField(null=True)
    language_note = SealedField(null=True)
    narrative = SealedField(null=True)
    decision_number = SealedField(null=True)
    id_number_digest = models.BinaryField(null=True)
    phone_digest = models.BinaryField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = ("id",)
        PERSONAL = (
            "full_name", "other_name", "birth_date", "id_number", "phone", "permanent_address", "relatives_contact",
            "language_note", "decision_number", "id_number_digest", "phone_digest",
        )  # fmt: skip
        SECRET = ("narrative",)
        DIGESTS = ("id_number_digest", "phone_digest")

    class Meta:
        indexes = [
            models.Index(fields=["id_number_digest"], name="victim_by_number"),
            models.Index(fields=["phone_digest"], name="victim_by_phone"),
        ]


class Version(models.Model):
    """A row that is never changed: which file, by which entry, written when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record_id = models.UUIDField()
    entry_seq = models.BigIntegerField()
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True


class VictimProfile(Version, Attributes):
    """One version of the coded attributes; the newest known on a day is the one that day's figures use."""

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = ("id", "record_id", "entry_seq", "recorded_at", *ATTRIBUTES)
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["record_id", "-entry_seq"], name="victim_profile_newest")]
