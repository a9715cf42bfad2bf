"""Care over time: risks, plans with their goals, refusals, child protection, loans, rounds of survey, feedback."""

from __future__ import annotations

from django.db import models

from lachan.base.ids import new_id
from lachan.vault.fields import SealedField
from lachan.victims.care_rules import (
    CarePlanStatus,
    Danger,
    FeedbackQuestion,
    LinkOutcome,
    LoanPurpose,
    LoanRefusal,
    LoanStatus,
    NotNeededReason,
    RiskLevel,
    RoundStatus,
)
from lachan.victims.models.file import Version
from lachan.victims.rules import DecidedBy
from lachan.victims.support_rules import Answer

_VERSION = ("id", "record_id", "entry_seq", "recorded_at")


class RiskRow(Version):
    """One danger as it looked on a day; what was seen stands in the note of the entry, sealed."""

    assessed_on = models.DateField()
    danger = models.CharField(max_length=20, choices=Danger.choices())
    level = models.CharField(max_length=10, choices=RiskLevel.choices())
    next_on = models.DateField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (*_VERSION, "assessed_on", "danger", "level", "next_on")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["record_id", "-entry_seq"], name="risk_by_record")]


class RefusalRow(Version):
    """A regime refused in writing, or the refusal taken back."""

    said_on = models.DateField()
    regime = models.CharField(max_length=40)
    is_refused = models.BooleanField()

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (*_VERSION, "said_on", "regime", "is_refused")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["record_id", "-entry_seq"], name="refusal_by_record")]


class ChildLinkRow(Version):
    """What came of the question whether a child is linked to a child-protection service."""

    asked_on = models.DateField()
    outcome = models.CharField(max_length=12, choices=LinkOutcome.choices())
    facility_id = models.UUIDField(null=True)
    by_hotline = models.BooleanField(default=False)
    reason = models.CharField(max_length=12, choices=NotNeededReason.choices(), blank=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (*_VERSION, "asked_on", "outcome", "facility_id", "by_hotline", "reason")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["record_id", "-entry_seq"], name="child_link_by_record")]


class OfAFile(models.Model):
    """A record of its own beside one file, held and placed as that file was when it was written."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=32, unique=True)
    holder_id = models.UUIDField()
    origin_id = models.UUIDField()
    province_code = models.CharField(max_length=2)
    area_code = models.CharField(max_length=5, blank=True)
    victim_id = models.UUIDField(db_index=True)
    opened_on = models.DateField()

    class Meta:
        abstract = True


OF_A_FILE = ("id", "code", "holder_id", "origin_id", "province_code", "area_code", "victim_id", "opened_on", "status")


class CarePlan(OfAFile):
    """One version of a person's support plan; a change is a further version."""

    status = models.CharField(max_length=12, choices=CarePlanStatus.choices())
    number = models.SmallIntegerField()
    review_on = models.DateField()
    approved_on = models.DateField(null=True)
    approved_by = models.CharField(max_length=20, choices=DecidedBy.choices(), blank=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (*OF_A_FILE, "number", "review_on", "approved_on", "approved_by")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["victim_id", "number"], name="careplan_version_once")]


class GoalRow(Version):
    """One goal of a plan: what is wanted and how, sealed; under which regime, by whom, until when, in the open."""

    plan_id = models.UUIDField(db_index=True)
    place = models.SmallIntegerField()
    regime = models.CharField(max_length=40, blank=True)
    who_id = models.UUIDField(null=True)
    due_on = models.DateField(null=True)
    goal = SealedField(null=True)
    means = SealedField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (*_VERSION, "plan_id", "place", "regime", "who_id", "due_on")
        PERSONAL = ("goal", "means")
        SECRET = ()


class GoalOutcome(Version):
    """Whether a goal was reached when the plan was looked at again; unknown is not no."""

    goal_id = models.UUIDField(db_index=True)
    seen_on = models.DateField()
    reached = models.CharField(max_length=10, choices=Answer.choices())

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (*_VERSION, "goal_id", "seen_on", "reached")
        PERSONAL = ()
        SECRET = ()


class Loan(OfAFile):
    """Lender and programme are codes of the law's lists; sums in đồng."""

    status = models.CharField(max_length=12, choices=LoanStatus.choices())
    lender = models.CharField(max_length=40)
    programme = models.CharField(max_length=40, blank=True)
    purpose = models.CharField(max_length=12, choices=LoanPurpose.choices())
    asked_on = models.DateField()
    asked = models.BigIntegerField()
    decided_on = models.DateField(null=True)
    granted = models.BigIntegerField(null=True)
    paid_on = models.DateField(null=True)
    refusal = models.CharField(max_length=16, choices=LoanRefusal.choices(), blank=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            *OF_A_FILE, "lender", "programme", "purpose", "asked_on", "asked", "decided_on", "granted", "paid_on",
            "refusal",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(asked__gt=0), name="loan_asked_something"),
            models.CheckConstraint(
                condition=models.Q(granted=None) | models.Q(granted__gt=0), name="loan_granted_something"
            ),
        ]


class LoanUse(Version):
    """At a follow-up: is the money used as it was meant."""

    seen_on = models.DateField()
    as_meant = models.CharField(max_length=10, choices=Answer.choices())

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (*_VERSION, "seen_on", "as_meant")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["record_id", "-entry_seq"], name="loan_use_by_loan")]


class SurveyRound(models.Model):
    """A round in which returned persons are asked what they need; no area means the whole province."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=32, unique=True)
    status = models.CharField(max_length=8, choices=RoundStatus.choices())
    holder_id = models.UUIDField()
    origin_id = models.UUIDField()
    province_code = models.CharField(max_length=2)
    area_code = models.CharField(max_length=5, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "code", "status", "holder_id", "origin_id", "province_code", "area_code", "starts_on", "ends_on",
        )  # fmt: skip
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["province_code", "-starts_on"], name="round_by_province")]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="round_ends_later")
        ]


class SheetRow(Version):
    """One person's sheet in a round: where she lived then, and whether she could be asked."""

    round_id = models.UUIDField()
    area_code = models.CharField(max_length=5, blank=True)
    asked_on = models.DateField()
    met = models.CharField(max_length=10, choices=Answer.choices())

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (*_VERSION, "round_id", "area_code", "asked_on", "met")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["round_id", "record_id"], name="sheet_by_round")]


class FeedbackRow(Version):
    """One answer about a service. ``record_id`` is the agency spoken of: no file, no day, nobody to be found by it."""

    sheet_id = models.UUIDField()
    month = models.DateField()
    province_code = models.CharField(max_length=2)
    regime = models.CharField(max_length=40)
    question = models.CharField(max_length=12, choices=FeedbackQuestion.choices())
    answer = models.CharField(max_length=10, choices=Answer.choices())

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (*_VERSION, "sheet_id", "month", "province_code", "regime", "question", "answer")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["record_id", "month"], name="feedback_by_agency")]
