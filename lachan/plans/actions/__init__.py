"""What is done with plan documents, plans and tasks, one function a verb."""

from lachan.journal.procedure import name_verbs, register
from lachan.plans.actions.documents import (
    CorrectDocument,
    ReadDocument,
    approve_plandoc,
    correct_plandoc,
    read_plandoc,
    reject_plandoc,
)
from lachan.plans.actions.plans import (
    AmendTarget,
    SendReport,
    adopt_plan,
    amend_target,
    close_plan,
    connect_target,
    send_report,
)
from lachan.plans.actions.tasks import (
    TaskStep,
    assign_task,
    entrust_task,
    open_words,
    reopen_task,
    report_done_task,
    start_task,
)
from lachan.plans.rules import DOCUMENT, PLAN, TASK

for _procedure in (DOCUMENT, PLAN, TASK):
    register(_procedure)
name_verbs({"task.open_words": "Mở lời ghi của nhiệm vụ", "plan.see": "Xem kế hoạch"})

__all__ = [
    "AmendTarget",
    "CorrectDocument",
    "ReadDocument",
    "SendReport",
    "TaskStep",
    "adopt_plan",
    "amend_target",
    "approve_plandoc",
    "assign_task",
    "close_plan",
    "connect_target",
    "correct_plandoc",
    "entrust_task",
    "open_words",
    "read_plandoc",
    "reject_plandoc",
    "reopen_task",
    "report_done_task",
    "send_report",
    "start_task",
]
