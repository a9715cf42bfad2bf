"""What is done with plan documents, plans and tasks, one function a verb."""

from lachan.journal.procedure import name_verbs, register
from lachan.plans.actions.adopting import adopt_plan
from lachan.plans.actions.behind import read_next
from lachan.plans.actions.documents import (
    ReadDocument,
    approve_plandoc,
    confirm_plandoc,
    finish_plandoc,
    give_plandoc,
    give_up_plandoc,
    read_plandoc,
    receive_plandoc,
    reject_plandoc,
    reopen_plandoc,
    restore_plandoc,
)
from lachan.plans.actions.plans import AmendTarget, SendReport, amend_target, close_plan, connect_target, send_report
from lachan.plans.actions.review import Clash, CorrectDocument, Saved, correct_plandoc, see_findings
from lachan.plans.actions.revising import revise_plan
from lachan.plans.actions.tasks import (
    TaskStep,
    assign_task,
    entrust_task,
    open_words,
    renew_task,
    reopen_task,
    report_done_task,
    revise_task,
    start_task,
    withdraw_task,
)
from lachan.plans.rules import DOCUMENT, PLAN, TASK

for _procedure in (DOCUMENT, PLAN, TASK):
    register(_procedure)
name_verbs({"task.open_words": "Mở lời ghi của nhiệm vụ", "plan.see": "Xem kế hoạch"})

__all__ = [
    "AmendTarget",
    "Clash",
    "CorrectDocument",
    "ReadDocument",
    "Saved",
    "SendReport",
    "TaskStep",
    "adopt_plan",
    "amend_target",
    "approve_plandoc",
    "assign_task",
    "close_plan",
    "confirm_plandoc",
    "connect_target",
    "correct_plandoc",
    "entrust_task",
    "finish_plandoc",
    "give_plandoc",
    "give_up_plandoc",
    "open_words",
    "read_next",
    "read_plandoc",
    "receive_plandoc",
    "reject_plandoc",
    "renew_task",
    "reopen_plandoc",
    "reopen_task",
    "report_done_task",
    "restore_plandoc",
    "revise_plan",
    "revise_task",
    "see_findings",
    "send_report",
    "start_task",
    "withdraw_task",
]
