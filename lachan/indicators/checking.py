"""Cross-checks of figures before they are sent: what does not add up, and the records at fault.

For those who send: ``findings(window)`` gives every finding of a scope, period and day of knowledge, the grave ones
first; ``findings(window, codes=(…))`` only those of these indicators, at the cost of these. A ``Finding`` names the
check, a sentence for the officer, the indicators concerned, and the records (ids: the door shows the visible ones and
counts the rest). ``GRAVE`` findings are errors of a record or of the arithmetic and are mended before sending;
``NOTICE`` ones are for the reader to weigh. No finding blocks: the official signs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from django.db.models import F

from lachan.base.labels import Labelled
from lachan.indicators.definitions import indicator
from lachan.indicators.dimensions import PROFILES, UNKNOWN
from lachan.indicators.figures import as_uuid, figure, placed, run
from lachan.indicators.measures import MEASURES, Cohort, Window, happened, listed, standing
from lachan.indicators.stocks import PARTS
from lachan.journal.models import Entry
from lachan.journal.procedure import PROCEDURES

AT_FAULT = 200  # ids carried by one finding; ``count`` says how many there are
LATE_DAYS = 30


class Weight(Labelled):
    GRAVE = "grave", "Cần sửa trước khi gửi"
    NOTICE = "notice", "Cần xem lại"


@dataclass(frozen=True)
class Finding:
    """``count``: how many records are at fault; ``records``: the first of them. Both empty: the arithmetic is."""

    check: str
    weight: Weight
    sentence: str
    codes: tuple[str, ...]
    kind: str = ""
    records: tuple[UUID, ...] = ()
    count: int = 0


@dataclass(frozen=True)
class Order:
    """Two acts of a kind of record of which the second cannot come before the first. ``words``: «{n} hồ sơ …»."""

    kind: str
    second: tuple[str, ...]
    first: tuple[str, ...]
    words: str
    codes: tuple[str, ...]


ORDERS: list[Order] = []
KNOWN: list[tuple[str, str, str]] = []


def cannot_precede(kind: str, second: tuple[str, ...], first: tuple[str, ...], words: str, *codes: str) -> None:
    """Registers, in a room's measures, what the days of its records must not say."""
    ORDERS.append(Order(kind, second, first, words, codes))


def should_be_known(code: str, dimension: str, words: str) -> None:
    """Registers an attribute of which the receiver of a figure should hear how many are unknown."""
    KNOWN.append((code, dimension, words))


def findings(window: Window, codes: Iterable[str] = ()) -> tuple[Finding, ...]:
    wanted = frozenset(codes) & set(MEASURES) or frozenset(MEASURES)
    if window.scope.agencies:
        wanted = frozenset(code for code in wanted if indicator(code).is_by_agency)
    found = [finding for check in CHECKS for finding in check(window, wanted)]
    return tuple(sorted(found, key=lambda f: f.weight is not Weight.GRAVE))


def parts_equal_whole(window: Window, codes: frozenset[str]) -> list[Finding]:
    found = []
    for code in sorted(codes):
        rule, whole = indicator(code), figure(code, window)
        for name in rule.by[:2]:
            parts = sum(cell.numerator for cell in figure(code, window, (name,)).cells)
            if parts != whole.numerator:
                said = f"«{rule.name}»: các phần chia theo «{name}» cộng lại {parts}, khác tổng số {whole.numerator}."
                found.append(Finding("parts", Weight.GRAVE, said, (code,)))
    return found


def stocks_carry_over(window: Window, codes: frozenset[str]) -> list[Finding]:
    """Start and new are done and end; the end of the period before is the start of this one."""
    found = []
    for prefix in sorted({c.removesuffix("_start") for c in codes if c.endswith("_start")}):
        start, new, done, end = (figure(f"{prefix}_{part}", window).numerator for part in PARTS)
        last = replace(window, start=window.start - timedelta(days=30), end=window.start - timedelta(days=1))
        before = figure(f"{prefix}_end", last).numerator
        name, named = indicator(f"{prefix}_start").name.partition(":")[0], tuple(f"{prefix}_{part}" for part in PARTS)
        if start + new != done + end:
            said = f"«{name}»: tồn đầu kỳ {start} + phát sinh {new} khác giải quyết {done} + tồn cuối kỳ {end}."
            found.append(Finding("stock", Weight.GRAVE, said, named))
        if before != start:
            said = f"«{name}»: tồn cuối kỳ trước ({before}) khác tồn đầu kỳ này ({start})."
            found.append(Finding("carry_over", Weight.GRAVE, said, named))
    return found


def shares_within_whole(window: Window, codes: frozenset[str]) -> list[Finding]:
    """No count below nothing, no numerator above its denominator."""
    found = []
    for code in sorted(codes):
        one = figure(code, window)
        if one.numerator < 0 or (one.indicator.is_ratio and one.numerator > (one.denominator or 0)):
            said = f"«{one.indicator.name}»: tử số {one.numerator} không nằm trong mẫu số {one.denominator}."
            found.append(Finding("share", Weight.GRAVE, said, (code,)))
    return found


def dates_in_order(window: Window, codes: frozenset[str]) -> list[Finding]:
    """Records whose later act is dated before the earlier one that it needs."""
    found = []
    for order in ORDERS:
        first = listed(order.first)
        sql = (
            f"SELECT e.record_id AS record_id, MIN(e.occurred_on) AS day FROM journal_entry e"
            f" JOIN journal_entry f ON f.record_id = e.record_id AND f.verb IN ({first})"
            f" AND f.occurred_at > e.occurred_at WHERE {happened('e', order.second)} AND {standing('f')}"
            f" AND NOT EXISTS (SELECT 1 FROM journal_entry g WHERE g.record_id = e.record_id AND g.verb IN ({first})"
            f" AND g.occurred_at <= e.occurred_at AND {standing('g')}) GROUP BY e.record_id"
        )
        if codes & set(order.codes):
            found += _found("order", Weight.GRAVE, order.words, order.codes, Cohort(order.kind, sql), window)
    return found


def written_late(window: Window, codes: frozenset[str]) -> list[Finding]:
    """Records of the period opened in the book more than a month after the fact: reports sent before lack them."""
    found = []
    for kind in sorted({indicator(code).record for code in codes} & set(PROCEDURES) & set(PROFILES)):
        verbs = [move.verb for move in PROCEDURES[kind].moves if move.creates]
        rows = Entry.objects.filter(
            verb__in=verbs, occurred_on__range=(window.start, window.end), recorded_at__lte=window.as_of, corrects=None,
            recorded_at__gt=F("occurred_at") + timedelta(days=LATE_DAYS),
        )  # fmt: skip
        if window.scope.places:
            rows = rows.filter(**{f"{window.scope.column}__in": window.scope.places})
        if window.scope.agencies:
            rows = rows.filter(agency_id__in=window.scope.agencies)
        ids = list(rows.order_by("-occurred_on").values_list("record_id", flat=True))
        if ids:
            said = (
                f"{PROCEDURES[kind].label}: {len(ids)} hồ sơ trong kỳ được ghi sau khi xảy ra quá {LATE_DAYS} ngày; báo"
                " cáo đã gửi trước đó chưa tính."
            )
            named = tuple(sorted(c for c in codes if indicator(c).record == kind))
            found.append(Finding("late", Weight.NOTICE, said, named, kind, tuple(ids[:AT_FAULT]), len(ids)))
    return found


def limits_run_out(window: Window, codes: frozenset[str]) -> list[Finding]:
    """Limits that fell due in the period and were not kept."""
    found = []
    for code in sorted(c for c in codes if indicator(c).flow == "limit"):
        cohort = MEASURES[code](window)
        missed = replace(
            cohort, sql=f"SELECT c.record_id AS record_id, c.day AS day FROM ({cohort.sql}) c WHERE hit = 0"
        )
        words = "«" + indicator(code).name + "»: {n} thời hạn đến hạn trong kỳ không được thực hiện đúng hạn."
        found += _found("limits", Weight.NOTICE, words, (code,), missed, window)
    return found


def attributes_known(window: Window, codes: frozenset[str]) -> list[Finding]:
    """Records counted under «unknown» where the receiver divides by that attribute."""
    found = []
    for code, name, what in KNOWN:
        if code in codes:
            cohort = MEASURES[code](window)
            ctes, rows = placed(cohort, (name,))
            sql = f"WITH {ctes} SELECT d.record_id, d.day FROM ({rows}) d WHERE d.d0 = '{UNKNOWN}'"
            words = "«" + indicator(code).name + "»: {n} hồ sơ chưa rõ " + what + "."
            found += _found("unknown", Weight.NOTICE, words, (code,), replace(cohort, sql=sql), window)
    return found


def _found(
    check: str, weight: Weight, words: str, codes: tuple[str, ...], cohort: Cohort, window: Window
) -> list[Finding]:
    """A finding where the statement (record_id, day) yields anything, the latest records first."""
    rows = sorted(run(cohort.sql, cohort, window), key=lambda row: str(row[1]), reverse=True)
    ids = tuple(dict.fromkeys(as_uuid(record_id) for record_id, _ in rows))
    said = words.format(n=len(rows))
    return [Finding(check, weight, said, codes, cohort.kind, ids[:AT_FAULT], len(ids))] if ids else []


CHECKS: tuple[Callable[[Window, frozenset[str]], list[Finding]], ...] = (
    parts_equal_whole, stocks_carry_over, shares_within_whole, dates_in_order, written_late, limits_run_out,
    attributes_known,
)  # fmt: skip
