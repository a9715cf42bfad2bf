"""Words as lines: how wide a title runs, where it breaks well, how the recipients are listed. Plain arithmetic."""

from __future__ import annotations

import math

# Mean advance of Times New Roman in em, measured over official titles: enough for lines "1/3 to 1/2 of the text".
_CAPITALS_EM, _MIXED_EM = 0.614, 0.458
_MM_PER_POINT = 25.4 / 72
ARCHIVE = "Lưu: VT"
PLACES = ("tỉnh", "thành", "xã", "phường", "đặc")  # an agency's name breaks well before the place it belongs to


def text_mm(text: str, size: float) -> float:
    """The estimated width of one line of bold text, in millimetres."""
    return len(text) * (_CAPITALS_EM if text.isupper() else _MIXED_EM) * size * _MM_PER_POINT


def balanced(text: str, size: float, room_mm: float) -> str:
    """The text broken into the fewest lines that fit, of nearly equal length: no single word left on a last line."""
    words = text.split()
    lines: list[str] = []
    for left in range(math.ceil(text_mm(text, size) / (room_mm * 0.96)), 1, -1):
        if len(words) < 2:
            break
        goal = len(" ".join(words)) / left
        taken = min(range(1, len(words)), key=lambda n: _badness(words[:n], words[n:], goal, size, room_mm, left))
        lines.append(" ".join(words[:taken]))
        words = words[taken:]
    return "\n".join([*lines, " ".join(words)]).strip()


def _badness(line: list[str], rest: list[str], goal: float, size: float, room_mm: float, left: int) -> float:
    """How far a line is from its goal, in letters; much worse if it does not fit or cuts a name after a capital."""
    length = abs(len(" ".join(line)) - goal)
    is_over = text_mm(" ".join(line), size) > room_mm or text_mm(" ".join(rest), size) > room_mm * (left - 1)
    cuts_name = line[-1].istitle() and not line[-1].endswith((",", ";"))
    at_place = bool(rest) and rest[0].lower() in PLACES and line[-1].lower() not in PLACES
    return length + 1000 * is_over + 15 * cuts_name - 8 * at_place


def recipient_lines(names: tuple[str, ...]) -> tuple[str, ...]:
    """Each recipient as "- …;", the archive copy last as "- Lưu: VT, ….": the decree asks for that line."""
    bare = [name.strip(" -;.") for name in names]
    archived = [name for name in bare if name.startswith("Lưu")] or [ARCHIVE]
    others = [name for name in bare if name and not name.startswith("Lưu")]
    return (*(f"- {name};" for name in others), f"- {archived[-1]}.")
