"""What is done with reports, on their way up, with their parts and proposals, one function a verb."""

from lachan.journal.procedure import register
from lachan.reports.actions.drafting import (
    DraftReport,
    Signed,
    WriteReport,
    approve,
    attach,
    correct,
    draft,
    rework,
    sign,
    submit,
    write,
)
from lachan.reports.actions.papers import WritePaper, write_paper
from lachan.reports.actions.parts import RequestPart, hand_in, merge, request, return_part, write_part
from lachan.reports.actions.proposals import Raise, answer_proposal, raise_, send_proposal, withdraw
from lachan.reports.actions.rounds import OpenRound, close_round, open_round
from lachan.reports.actions.sending import Ask, answer, ask, lock, receive, replace, return_, send, take_in
from lachan.reports.rules import PART, PROPOSAL, REPORT, ROUND, SUBMISSION

for _procedure in (REPORT, SUBMISSION, PART, PROPOSAL, ROUND):
    register(_procedure)

__all__ = [
    "Ask",
    "DraftReport",
    "OpenRound",
    "Raise",
    "RequestPart",
    "Signed",
    "WritePaper",
    "WriteReport",
    "answer",
    "answer_proposal",
    "approve",
    "ask",
    "attach",
    "close_round",
    "correct",
    "draft",
    "hand_in",
    "lock",
    "merge",
    "open_round",
    "raise_",
    "receive",
    "replace",
    "request",
    "return_",
    "return_part",
    "rework",
    "send",
    "send_proposal",
    "sign",
    "submit",
    "take_in",
    "withdraw",
    "write",
    "write_paper",
    "write_part",
]
