"""What an officer looks at again and again: an address of the explorer under a name of his own."""

from __future__ import annotations

from django.db import models

from lachan.base.ids import new_id


class SavedView(models.Model):
    """``query`` holds codes of indicators, dimensions and periods, never a record; one officer's own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account_id = models.UUIDField()
    agency_id = models.UUIDField()
    province_code = models.CharField(max_length=2)
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=400)
    saved_on = models.DateField()

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = ("id", "account_id", "agency_id", "province_code", "name", "query", "saved_on")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["account_id", "name"], name="view_of_account")]
        constraints = [models.UniqueConstraint(fields=["account_id", "name"], name="view_name_once")]
