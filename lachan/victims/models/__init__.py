"""The tables of the room, a file a topic."""

from lachan.victims.models.contact import AnswerRow, DecisionRow
from lachan.victims.models.file import ATTRIBUTES, Attributes, Version, Victim, VictimIdentity, VictimProfile
from lachan.victims.models.referral import ConsentRow, Referral
from lachan.victims.models.returns import ListedPerson, ReturnGroup
from lachan.victims.models.support import NeedRow, SupportRow

__all__ = [
    "ATTRIBUTES",
    "AnswerRow",
    "Attributes",
    "ConsentRow",
    "DecisionRow",
    "ListedPerson",
    "NeedRow",
    "Referral",
    "ReturnGroup",
    "SupportRow",
    "Version",
    "Victim",
    "VictimIdentity",
    "VictimProfile",
]
