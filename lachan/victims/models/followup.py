"""Visits after she settled, one row a visit, never changed; the words of a visit are its sealed note."""

from __future__ import annotations

from typing import Any

from django.db import models

from lachan.victims.followup_rules import VisitWay
from lachan.victims.models.file import Version
from lachan.victims.support_rules import Answer

_ANSWER: dict[str, Any] = {"max_length": 10, "choices": Answer.choices(), "default": str(Answer.UNKNOWN)}


class FollowUpRow(Version):
    visited_on = models.DateField()
    way = models.CharField(max_length=10, choices=VisitWay.choices())
    met = models.CharField(**_ANSWER)
    housing = models.CharField(**_ANSWER)
    income = models.CharField(**_ANSWER)
    work = models.CharField(**_ANSWER)
    health = models.CharField(**_ANSWER)
    safety = models.CharField(**_ANSWER)
    family = models.CharField(**_ANSWER)
    next_on = models.DateField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "record_id", "entry_seq", "recorded_at", "visited_on", "way", "met", "housing", "income", "work",
            "health", "safety", "family", "next_on",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["record_id", "-entry_seq"], name="followup_by_record")]
