"""The tables of the room, a file a topic."""

from lachan.victims.models.care import (
    CarePlan,
    ChildLinkRow,
    FeedbackRow,
    GoalOutcome,
    GoalRow,
    Loan,
    LoanUse,
    RefusalRow,
    RiskRow,
    SheetRow,
    SurveyRound,
)
from lachan.victims.models.contact import AnswerRow, DecisionRow
from lachan.victims.models.file import ATTRIBUTES, Attributes, Version, Victim, VictimIdentity, VictimProfile
from lachan.victims.models.followup import FollowUpRow
from lachan.victims.models.protection import Protection, ProtectionProfile
from lachan.victims.models.referral import ConsentRow, Referral
from lachan.victims.models.returns import ListedPerson, ReturnGroup
from lachan.victims.models.support import NeedRow, SupportRow

__all__ = [
    "ATTRIBUTES",
    "AnswerRow",
    "Attributes",
    "CarePlan",
    "ChildLinkRow",
    "ConsentRow",
    "DecisionRow",
    "FeedbackRow",
    "FollowUpRow",
    "GoalOutcome",
    "GoalRow",
    "ListedPerson",
    "Loan",
    "LoanUse",
    "NeedRow",
    "Protection",
    "ProtectionProfile",
    "Referral",
    "RefusalRow",
    "ReturnGroup",
    "RiskRow",
    "SheetRow",
    "SupportRow",
    "SurveyRound",
    "Version",
    "Victim",
    "VictimIdentity",
    "VictimProfile",
]
