"""One kept file: its sealed name here, its sealed bytes in the home under its id."""

from __future__ import annotations

from django.db import models

from lachan.base.ids import new_id
from lachan.vault.fields import SealedField


class StoredFile(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    holder_id = models.UUIDField()
    origin_id = models.UUIDField()
    province_code = models.CharField(max_length=2)
    area_code = models.CharField(max_length=5, blank=True)
    record_kind = models.CharField(max_length=16)
    record_id = models.UUIDField()
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    sealed_digest = models.CharField(max_length=64)
    kept_at = models.DateTimeField()
    name = SealedField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "holder_id", "origin_id", "province_code", "area_code", "record_kind", "record_id", "media_type",
            "size", "sealed_digest", "kept_at",
        )  # fmt: skip
        PERSONAL = ("name",)
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["record_id"], name="file_by_record")]
        constraints = [models.CheckConstraint(condition=models.Q(size__gt=0), name="file_not_empty")]
