"""What was asked and answered, and the decisions on a file: row by row, never changed."""

from __future__ import annotations

from django.db import models

from lachan.vault.fields import SealedField
from lachan.victims.first_contact_rules import Topic
from lachan.victims.models.file import Version
from lachan.victims.rules import DecidedBy, RevokeGround


class AnswerRow(Version):
    """One answer to one question of a topic, as codes; who asked is the account of the entry."""

    answered_on = models.DateField()
    topic = models.CharField(max_length=20, choices=Topic.choices())
    question = models.CharField(max_length=64)
    answer = models.CharField(max_length=40)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = ("id", "record_id", "entry_seq", "recorded_at", "answered_on", "topic", "question", "answer")
        PERSONAL = ()
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["record_id", "-entry_seq"], name="victim_answer_by_record")]


class DecisionRow(Version):
    """A decision with its day and the office that took it; number and signer sealed.

    ``refund``: what an impersonator owes back (Luật 66/2011 Điều 23(3)); set by people, never computed.
    """

    verb = models.CharField(max_length=64)
    decided_on = models.DateField()
    decided_by = models.CharField(max_length=20, choices=DecidedBy.choices())
    ground = models.CharField(max_length=20, choices=RevokeGround.choices(), blank=True)
    refund = models.BigIntegerField(null=True)
    number = SealedField(null=True)
    signer = SealedField(null=True)

    class Sensitivity:
        PUBLIC = ()
        INTERNAL = (
            "id", "record_id", "entry_seq", "recorded_at", "verb", "decided_on", "decided_by", "ground", "refund",
        )  # fmt: skip
        PERSONAL = ("number", "signer")
        SECRET = ()

    class Meta:
        indexes = [models.Index(fields=["record_id", "-entry_seq"], name="victim_decision_by_record")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(refund=None) | models.Q(refund__gte=0), name="refund_not_negative"
            )
        ]
