"""Tables of areas and their successors, agencies, accounts and invitations."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from lachan.access.roles import AgencyKind
from lachan.base.ids import new_id
from lachan.people.rules import AreaLevel


class Area(models.Model):
    """A province, district or commune in one span of its life; its identity is (code, in_force_from)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    level = models.CharField(max_length=10, choices=AreaLevel.choices())
    code = models.CharField(max_length=5)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    province_code = models.CharField(max_length=2)
    in_force_from = models.DateField()
    in_force_until = models.DateField(null=True)
    source = models.CharField(max_length=120)
    is_sample = models.BooleanField(default=False)

    class Sensitivity:
        PUBLIC = (
            "id", "level", "code", "name", "kind", "province_code", "in_force_from", "in_force_until", "source",
            "is_sample",
        )  # fmt: skip
        INTERNAL = ()
        PERSONAL = ()
        SECRET = ()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["level", "code", "in_force_from"], name="area_once"),
            models.CheckConstraint(
                condition=models.Q(in_force_until=None) | models.Q(in_force_until__gte=models.F("in_force_from")),
                name="area_dates",
            ),
        ]
        indexes = [models.Index(fields=["province_code", "level"], name="area_of_province")]


class Succession(models.Model):
    """What an area became: one row a successor (a unit may be split)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    old = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="became")
    new = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="formed_from")
    source = models.CharField(max_length=120)

    class Sensitivity:
        PUBLIC = ("id", "old", "new", "source")
        INTERNAL = ()
        PERSONAL = ()
        SECRET = ()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="succession_once")]


class Agency(models.Model):
    """An office of the programme. Renamed or merged: the old row ends and names its successor."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=10, choices=AgencyKind.choices())
    province_code = models.CharField(max_length=2)
    area_code = models.CharField(max_length=5, blank=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT)
    in_force_from = models.DateField()
    in_force_until = models.DateField(null=True)
    successor = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="predecessors")
    is_sample = models.BooleanField(default=False)

    class Sensitivity:
        PUBLIC = (
            "id", "code", "name", "kind", "province_code", "area_code", "parent", "in_force_from", "in_force_until",
            "successor", "is_sample",
        )  # fmt: skip
        INTERNAL = ()
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["province_code", "kind"], name="agency_of_province")]


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(username=username)


class Account(AbstractBaseUser):
    """An officer's account. The user name is an office name, never a person's number."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=60, unique=True)
    display_name = models.CharField(max_length=80)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    roles = models.JSONField(default=list)
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    objects = AccountManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "username", "display_name", "agency", "roles", "is_active", "made_at", "last_login", "password",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    @property
    def is_staff(self) -> bool:
        return False

    def get_full_name(self) -> str:
        return self.display_name


class Invitation(models.Model):
    """A one-time way in: only a digest of its word is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    word_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = ("id", "account", "word_digest", "made_at", "expires_at", "used_at")
        PERSONAL = ()
        SECRET = ()
