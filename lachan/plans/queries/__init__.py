"""Reading plan documents, plans with their scorecards, and tasks."""

from lachan.plans.queries.documents import (
    AgencyChoice,
    DocumentLine,
    DocumentPage,
    annotation_of,
    list_documents,
    open_document,
)
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
    "PlanLine",
    "PlanPage",
    "Scorecard",
    "TargetRow",
    "TaskFilter",
    "TaskLine",
    "TaskPage",
    "annotation_of",
    "count_tasks",
    "due_tasks",
    "duties_of",
    "find_by_code",
    "lines_of",
    "list_documents",
    "list_plans",
    "list_tasks",
    "newest_plan",
    "open_document",
    "open_plan",
    "open_task",
    "scorecard",
    "targets_of",
]
