"""Bars and lines drawn on the server as SVG attributes, each with words for those who do not see it."""

from collections.abc import Sequence

from django import template
from django.utils.translation import gettext

from lachan.web.templatetags.vietnamese import vi_number, vi_percent, vi_short

register = template.Library()

SPARK_WIDTH, SPARK_HEIGHT, SPARK_MARGIN = 90, 24, 3
COLUMNS_WIDTH, COLUMNS_HEIGHT = 640, 170


@register.inclusion_tag("parts/icon.html")
def icon(name: str) -> dict[str, object]:
    """A symbol of icons.svg, hidden from screen readers: the words beside it say it."""
    return {"name": name}


@register.inclusion_tag("parts/meter.html")
def meter(
    value: float | None, target: float | None = None, tone: str = "ok", label: str = "", height: int = 10
) -> dict[str, object]:
    """A bar of `value` percent with a tick at `target` percent."""
    return {
        "width": _percent(value),
        "target": None if target is None else _percent(target),
        "tone": tone,
        "height": height,
        "radius": height // 2,
        "label": label or _said(value, target),
    }


@register.inclusion_tag("parts/meter.html")
def clock_bar(fraction: float | None, tone: str = "ok") -> dict[str, object]:
    """How much of a time limit is used up; the words beside it say it, so it is not read aloud."""
    return {
        "width": _percent((fraction or 0) * 100),
        "target": None,
        "tone": tone,
        "height": 6,
        "radius": 3,
        "label": "",
    }


@register.inclusion_tag("parts/score.html")
def score(
    label: str, value: float | None, target: float | None = None, sign: str = "", tone: str = "ok", url: str = ""
) -> dict[str, object]:
    """One line of targets at a glance: reached and assigned percent over a thin bar; `sign` is the comparator."""
    return {"label": label, "value": value, "target": target, "sign": sign, "tone": tone, "url": url}


@register.inclusion_tag("parts/sparkline.html")
def sparkline(
    points: Sequence[float | None], label: str = "", tone: str = "plain", ceiling: float | None = None
) -> dict[str, object]:
    """A small line over equal steps of time; None leaves a gap. `ceiling` fixes the top of the scale."""
    known = [point for point in points if point is not None]
    low, high = (min(known), max([*known, ceiling or max(known)])) if known else (0, 0)
    low = 0 if ceiling is not None else low
    placed = [_place(i, point, len(points), low, high) for i, point in enumerate(points)]
    runs = _runs(placed)
    return {
        "runs": [" ".join(run) for run in runs if len(run) > 1],
        "last": runs[-1][-1].split(",") if runs else None,
        "values": known,
        "label": label,
        "tone": tone,
        "box": f"0 0 {SPARK_WIDTH} {SPARK_HEIGHT}",
    }


@register.inclusion_tag("parts/columns.html")
def columns(points: Sequence[tuple[str, float | None]], label: str, unit: str = "") -> dict[str, object]:
    """Columns over named steps of time, each with its number; None is no column. Read aloud as one sentence."""
    most = max([value for _, value in points if value is not None] or [0]) or 1
    step = (COLUMNS_WIDTH - 8) / max(len(points), 1)
    bars = [_column(n, name, value, step, most) for n, (name, value) in enumerate(points)]
    said = "; ".join(f"{name} {vi_number(value, 1)}{unit if unit == '%' else ''}" for name, value in points)
    return {
        "bars": bars, "label": label, "said": said, "width": COLUMNS_WIDTH, "height": COLUMNS_HEIGHT,
        "ground": COLUMNS_HEIGHT - 18, "below": COLUMNS_HEIGHT - 5,
    }  # fmt: skip


@register.inclusion_tag("parts/progress.html")
def progress(label: str, done: int, total: int | None = None) -> dict[str, object]:
    """A job under way; without `total` it is only said to be running."""
    return {"label": label, "done": done, "total": total}


def _column(n: int, name: str, value: float | None, step: float, most: float) -> dict[str, str]:
    ground, room = COLUMNS_HEIGHT - 18, COLUMNS_HEIGHT - 40
    height = room * max(value or 0, 0) / most
    left = 4 + n * step
    return {
        "x": f"{left + step * 0.14:.1f}", "y": f"{ground - height:.1f}", "width": f"{step * 0.72:.1f}",
        "height": f"{height:.1f}", "middle": f"{left + step / 2:.1f}", "above": f"{ground - height - 5:.1f}",
        "value": "" if value is None else vi_short(value), "name": name,
    }  # fmt: skip


def _percent(value: float | None) -> str:
    return f"{min(max(float(value or 0), 0), 100):.1f}%"


def _said(value: float | None, target: float | None) -> str:
    said = gettext("chưa có số liệu") if value is None else gettext("đạt {value}").format(value=vi_percent(value))
    if target is None:
        return said
    return said + ", " + gettext("mức giao {target}").format(target=vi_percent(target))


def _place(index: int, point: float | None, count: int, low: float, high: float) -> str | None:
    if point is None:
        return None
    across = SPARK_MARGIN + index * (SPARK_WIDTH - 2 * SPARK_MARGIN) / max(count - 1, 1)
    share = (point - low) / (high - low) if high > low else 0.5
    down = SPARK_HEIGHT - SPARK_MARGIN - share * (SPARK_HEIGHT - 2 * SPARK_MARGIN)
    return f"{across:.1f},{down:.1f}"


def _runs(placed: list[str | None]) -> list[list[str]]:
    runs: list[list[str]] = [[]]
    for point in placed:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]
