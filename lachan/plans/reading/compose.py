"""The stages of a reading in order: normalise, regions, outline, roles, fields, warnings."""

from __future__ import annotations

from lachan.plans.reading import legacy
from lachan.plans.reading.agencies import find_agencies
from lachan.plans.reading.bases import read_bases
from lachan.plans.reading.budget import read_budget, read_hotlines
from lachan.plans.reading.duties import read_duties
from lachan.plans.reading.genre import Genre, genre_of
from lachan.plans.reading.header import Head, read_head
from lachan.plans.reading.lines import flow
from lachan.plans.reading.normalise import Normal, normalise
from lachan.plans.reading.outline import Node, Outline, read_outline
from lachan.plans.reading.regions import find_regions
from lachan.plans.reading.roles import roles_of
from lachan.plans.reading.schema import Evidence, Objective, PlanReading, Scope, Section
from lachan.plans.reading.scope import read_beneficiaries, read_period, read_pilots, read_scope
from lachan.plans.reading.tail import read_recipients, read_signatory
from lachan.plans.reading.targets import read_targets
from lachan.plans.reading.tasks import read_tasks
from lachan.plans.reading.warnings import read_warnings


def read_text(text: str) -> PlanReading:
    """Read the text of a plan. Any text gives an answer; one that is no plan gives a poor one that says so."""
    text, _ = legacy.modern(text)
    normal = flow(normalise(text))
    regions = find_regions(normal)
    agencies = find_agencies(normal)
    front, main = regions.front or regions.main, regions.main
    head = read_head(normal, agencies, front, main.end)
    outline = read_outline(normal, main, agencies)
    genre = genre_of(normal, head, main, outline)
    if not genre.is_plan:
        outline = Outline((), outline.closing, (), False, {})
    roles = roles_of(normal, outline)
    scope = read_scope(normal, head, main)
    tasks = read_tasks(normal, outline, agencies, roles, level_word(head, scope))
    charged = {task.path for task in tasks}
    targets = read_targets(normal, outline, roles)
    duties = read_duties(normal, agencies, outline, tasks)
    period = read_period(normal, head, main, outline)
    signed = read_signatory(normal, front.tail, front.annex)
    tail_evidence = (Evidence("signatory", signed[1]),) if signed else ()
    return PlanReading(
        text=text,
        metadata=head.metadata,
        scope=scope,
        beneficiaries=tuple(read_beneficiaries(normal, agencies, main, outline)),
        period=period,
        legal_bases=tuple(read_bases(normal, agencies, front.body, main.tail, head.own)),
        objectives=tuple(objectives(normal, outline, roles)),
        targets=tuple(targets),
        sections=tuple(section(normal, n) for n in outline.nodes if n.kind != "article" or n.path in charged),
        tasks=tuple(tasks),
        duties=tuple(duties),
        budget=read_budget(normal, outline, roles),
        recipients=tuple(read_recipients(normal, front.tail, front.annex)),
        signatory=signed[0] if signed else None,
        hotlines=tuple(read_hotlines(normal, main.body, main.tail)),
        pilot_areas=tuple(read_pilots(normal, main)),
        warnings=(
            *genre_warnings(genre),
            *read_warnings(normal, regions, head, outline, period, tasks, duties, targets),
        ),
        evidence=(*head.evidence, *tail_evidence),
        confidence=genre.confidence,
    )


def level_word(head: Head, scope: Scope) -> str | None:
    """What bodies of the issuer's level are called: «thành phố» for a city, else the level itself."""
    return head.issuer_place.split("\u2003")[0] or scope.level


def genre_warnings(genre: Genre) -> tuple:  # type: ignore[type-arg]
    return genre.warnings


def objectives(normal: Normal, outline: Outline, roles: dict[str, str]) -> list[Objective]:
    return [
        Objective(node.path, normal.clean(node.start, node.end), normal.span(node.start, node.end))
        for node in outline.nodes
        if node.leaf and node.kind != "intro" and roles.get(node.path) == "objective"
    ]


def section(normal: Normal, node: Node) -> Section:
    text = normal.clean(node.start, node.end)
    return Section(
        node.path, node.label, None if node.leaf else text, text, node.leaf, normal.span(node.label_start, node.end)
    )
