"""The themes of a task: the heading and the first words weigh more than words that stand everywhere."""

from __future__ import annotations

import re
from functools import cache

from lachan.plans.reading.vocabulary import alternation, table

OPENING_SKIP = re.compile(
    r"(?:chu tri,?\s+(?:va\s+)?(?:phoi hop (?:chat che )?(?:voi )?[^;.]{0,140}?(?=to chuc|trien khai|thuc hien|tham muu|xay dung|tang cuong|huong dan|thong nhat|giai quyet))?|tiep tuc\s+|tang cuong\s+(?:cong tac\s+)?|day manh\s+(?:cong tac\s+)?|thuc hien\s+(?:co hieu qua\s+|tot\s+|viec\s+|cong tac\s+|nhiem vu\s+)*|to chuc\s+(?:trien khai\s+)?|tich cuc\s+|nang cao hieu qua\s+(?:cong tac\s+)?|chu dong\s+|kip thoi\s+)+"
)
NOT_SPOKEN = re.compile(
    r"(?:phong, chong mua ban nguoi|cong tac phong, chong mua ban nguoi, ho tro nan nhan bi mua ban|ho tro nan nhan bi mua ban va)"
)


@cache
def patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    return {
        theme: {kind: re.compile(rf"(?<!\w)(?:{alternation(phrases)})(?!\w)") for kind, phrases in row.items()}
        for theme, row in table("themes")["theme"].items()
    }


def themes_of(folded: str, context: str) -> list[str]:
    """Themes in falling weight; at least one, at most three."""
    text = " ".join(folded.split())
    scores = {theme: score(rows, text, context) for theme, rows in patterns().items()}
    threshold = table("themes")["threshold"]
    best = max(scores.values())
    if best <= 0:
        return []
    kept = [t for t in scores if scores[t] >= min(threshold, best)]
    return sorted(kept, key=lambda t: -scores[t])[:3]


def score(rows: dict[str, re.Pattern[str]], text: str, context: str) -> float:
    points = table("themes")["points"]
    skipped = OPENING_SKIP.match(text)
    start = skipped.end() if skipped else 0
    total = 0.0
    if rows["opening"].match(text) or rows["opening"].match(text, start):
        total += points["opening"]
    if rows["heading"].search(context):
        total += points["heading"]
    found = {m[0] for m in rows["strong"].finditer(text)}
    early = sum(1 for m in rows["strong"].finditer(text, 0, 160))
    return total + min(3.0, points["word"] * len(found)) + (1.0 if early else 0.0)
