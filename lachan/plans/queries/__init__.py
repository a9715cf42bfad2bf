"""Reading plan documents, plans with their scorecards, and tasks."""

from lachan.plans.queries.documents import (
    AgencyChoice,
    DocumentLine,
    DocumentPage,
    ParentChoice,
    annotation_of,
    document_line,
    list_documents,
    open_document,
    parents_of,
)
from lachan.plans.queries.history import StepLine, keys_since, last_step, list_steps
from lachan.plans.queries.scoring import (
    DutyRow,
    LeadRow,
    Scorecard,
    TargetRow,
    duties_of,
    scorecard,
    targets_of,
)
from lachan.plans.queries.tasks import TaskFilter, TaskLine, TaskPage, count_tasks, due_tasks, list_tasks, open_task
from lachan.plans.queries.tracked import PlanLine, PlanPage, find_by_code, lines_of, list_plans, newest_plan, open_plan

__all__ = [
    "AgencyChoice",
    "DocumentLine",
    "DocumentPage",
    "DutyRow",
    "LeadRow",
    "ParentChoice",
    "PlanLine",
    "PlanPage",
    "Scorecard",
    "StepLine",
    "TargetRow",
    "TaskFilter",
    "TaskLine",
    "TaskPage",
    "annotation_of",
    "count_tasks",
    "document_line",
    "due_tasks",
    "duties_of",
    "find_by_code",
    "keys_since",
    "last_step",
    "lines_of",
    "list_documents",
    "list_plans",
    "list_steps",
    "list_tasks",
    "newest_plan",
    "open_document",
    "open_plan",
    "open_task",
    "parents_of",
    "scorecard",
    "targets_of",
]
