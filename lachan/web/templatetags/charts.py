"""Charts of divided figures, drawn on the server as SVG with words for those who do not see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.translation import gettext

from lachan.web.templatetags.vietnamese import vi_number, vi_percent, vi_short
from lachan.web.tile_map import ACROSS, ARCHIPELAGOS, TILES

register = template.Library()

SHADES = 5
KINDS = ("xã ", "phường ", "đặc khu ")  # left out on a tile: the title says the whole name
TILE_WIDTH, TILE_HEIGHT, STEP_X, STEP_Y = 78, 31, 81, 34
BAR_HEIGHT, BAR_STEP, BAR_LEFT, BAR_LONGEST, BAR_WORDS = 14, 22, 140, 150, 24


@dataclass(frozen=True)
class Bar:
    label: str
    said: str
    width: float
    y: int

    @property
    def base(self) -> int:
        return self.y + 11

    @property
    def end(self) -> float:
        return BAR_LEFT + self.width + 6


@dataclass(frozen=True)
class Tile:
    label: str
    said: str
    shade: int
    x: int
    y: int
    url: str = ""

    @property
    def mid(self) -> float:
        return self.x + TILE_WIDTH / 2

    @property
    def base(self) -> float:
        return self.y + 20


@register.inclusion_tag("parts/bars.html")
def bars(rows: Iterable[tuple[str, float | None]], label: str = "", unit: str = "") -> dict[str, Any]:
    """Horizontal bars, one a row of words and value; None is said, not drawn."""
    kept = list(rows)
    most = max((value for _, value in kept if value), default=0) or 1
    drawn = [
        Bar(words, said(value, unit), round(BAR_LONGEST * (value or 0) / most, 1), 4 + n * BAR_STEP)
        for n, (words, value) in enumerate(kept)
    ]
    return {
        "bars": drawn, "label": label, "left": BAR_LEFT, "height": BAR_HEIGHT, "box_height": 8 + len(drawn) * BAR_STEP,
        "box_width": BAR_LEFT + BAR_LONGEST + 80, "text_x": BAR_LEFT - 8, "words": BAR_WORDS,
    }  # fmt: skip


@register.inclusion_tag("parts/tiles.html")
def province_map(values: Mapping[str, tuple[float | None, str]], label: str = "", unit: str = "") -> dict[str, Any]:
    """The 34 provinces; ``values`` by official code: value and address. A province without one is drawn empty."""
    most = _most(values)
    tiles = [
        _tile(name, *values.get(code, (None, "")), most, unit, 4 + column * STEP_X, 4 + row * STEP_Y)
        for code, (column, row, name) in TILES.items()
    ]
    islands = [(4 + x * STEP_X, 4 + y * STEP_Y, name) for x, y, name in ARCHIPELAGOS]
    return {"tiles": tiles, "islands": islands, "label": label, **_sizes(470, 554), "legend": _legend(most, unit)}


@register.inclusion_tag("parts/tiles.html")
def commune_map(rows: Iterable[tuple[str, float | None, str]], label: str = "", unit: str = "") -> dict[str, Any]:
    """The communes of one province as tiles by name: words, value, address."""
    kept = list(rows)
    most = _most({str(n): (value, url) for n, (_, value, url) in enumerate(kept)})
    tiles = [
        _tile(words, value, url, most, unit, 4 + n % ACROSS * STEP_X, 4 + n // ACROSS * STEP_Y)
        for n, (words, value, url) in enumerate(kept)
    ]
    height = 8 + -(-len(kept) // ACROSS) * STEP_Y
    return {"tiles": tiles, "islands": [], "label": label, **_sizes(8 + ACROSS * STEP_X, height),
            "legend": _legend(most, unit)}  # fmt: skip


def said(value: float | None, unit: str) -> str:
    if value is None:
        return gettext("chưa có số liệu")
    number = vi_short(value) if unit == "đồng" else vi_number(value)  # a sum of money is longer than its bar
    return vi_percent(value) if unit == "%" else f"{number} {unit}".strip()


def shade(value: float | None, most: float) -> int:
    """0: nothing counted; 1 to 5: the share of the largest."""
    if not value or not most:
        return 0
    return max(1, min(SHADES, -(-int(value * SHADES * 1000) // int(most * 1000))))


def _tile(label: str, value: float | None, url: str, most: float, unit: str, x: int, y: int) -> Tile:
    bare = next((label.removeprefix(kind) for kind in KINDS if label.startswith(kind)), label)
    short = bare if len(bare) <= 13 else bare[:12].rstrip() + "…"
    return Tile(short, f"{label}: {said(value, unit)}", shade(value, most), x, y, url)


def _most(values: Mapping[str, tuple[float | None, str]]) -> float:
    return max((value for value, _ in values.values() if value), default=0)


def _sizes(width: int, height: int) -> dict[str, Any]:
    return {"width": width, "height": height, "tile_width": TILE_WIDTH, "tile_height": TILE_HEIGHT}


def _legend(most: float, unit: str) -> list[tuple[int, str]]:
    """What each shade means, in words."""
    if not most:
        return []
    tops = [most * n / SHADES for n in range(1, SHADES + 1)]
    whole = [round(top, 1) if unit == "%" else int(top) for top in tops]
    return [(0, said(0, unit)), *((n, f"≤ {said(top, unit)}") for n, top in enumerate(whole, 1) if top)]
