"""The themes of a task, clause by clause: what a clause begins with weighs more than words that stand everywhere."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from lachan.plans.reading.vocabulary import alternation, table

CLAUSE = re.compile(r"[;.](?=\s|$)")
OPENING = re.compile(
    r"(?:\W|#|chu tri|phoi hop|chat che|thuong xuyen|tich cuc|voi|va|cung|tiep tuc|"
    r"tang cuong|day manh|cong tac|thuc hien|co hieu qua|hieu qua|tot|viec|nhiem vu|"
    r"to chuc|trien khai|"
    r"nang cao|chu dong|kip thoi|chi dao|huong dan|cho|tham muu|dong bo|cac|"
    r"hoat dong|nghiem tuc|tham gia|tap trung|duy tri|quan tam|den|lap|tren co so)(?!\w)\s*"
)
ABOUT = re.compile(r"(?<!\w)(?:ve|cho|nham|doi voi|trong cong tac|lam cong tac)(?!\w)")
EVERYWHERE = re.compile(
    r"(?:cong tac )?phong,? chong mua ban nguoi(?:,| va) ho tro nan nhan(?: bi mua ban)?(?: tro ve)?|"
    r"phong,? chong (?:toi pham )?mua ban nguoi|toi pham mua ban nguoi|chuong trinh phong|"
    r"(?:can bo|doi ngu can bo|can bo chien si|nguoi)(?: truc tiep)?(?: tham gia|"
    r" lam) (?:cac )?cong tac[^;.]*|theo quy dinh[^;.]*|cho doi ngu can bo[^;.]*"
)


@cache
def patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    return {
        theme: {kind: re.compile(rf"(?<![\w#])(?:{alternation(phrases)})(?!\w)") for kind, phrases in row.items()}
        for theme, row in table("themes")["theme"].items()
    }


def themes_of(folded: str, context: str) -> list[str]:
    """At most three themes in falling weight, none when no clause says one. `folded` has «#» where bodies are named."""
    rules = table("themes")
    text = EVERYWHERE.sub("*", " ".join(folded.split()))
    clauses = [clause for clause in CLAUSE.split(text) if clause.strip()]
    scores = weighed(clauses, "words", rules)
    headed = headed_by(context)
    if not scores:
        scores = weighed(clauses, "alone", rules)
    single = len(headed) == 1
    for theme in headed:
        if single or theme in scores or not scores:
            scores[theme] = scores[theme] + rules["heading_points"] if theme in scores else rules["heading_alone"]
    best = max(scores.values(), default=0.0)
    kept = [theme for theme, points in scores.items() if points >= rules["keep"] * best]
    return sorted(kept, key=lambda theme: -scores[theme])[: rules["most"]]


@lru_cache(maxsize=1024)
def headed_by(context: str) -> tuple[str, ...]:
    """The themes the nearest speaking heading names; «Tuyên truyền về …» is about telling, whatever it tells of."""
    for heading in reversed(context.split("|")):
        text = EVERYWHERE.sub("*", " ".join(heading.split()))
        for part in (ABOUT.split(text, maxsplit=1)[0], text):
            named = tuple(theme for theme, rows in patterns().items() if rows["heading"].search(part))
            if named:
                return named
    return ()


def weighed(clauses: list[str], kind: str, rules: dict[str, Any]) -> dict[str, float]:
    """The points of every clause; the first weighs more."""
    scores: dict[str, float] = {}
    for number, clause in enumerate(clauses):
        for theme, points in clause_points(clause, kind, rules).items():
            scores[theme] = scores.get(theme, 0.0) + points * (rules["first_clause"] if number == 0 else 1.0)
    return scores


def clause_points(clause: str, kind: str, rules: dict[str, Any]) -> dict[str, float]:
    """Points of one clause: a theme once, more when the clause begins with it."""
    start = 0
    while (skipped := OPENING.match(clause, start)) is not None and skipped.end() > start:
        start = skipped.end()
    found: dict[str, float] = {}
    for theme, rows in patterns().items():
        match = rows[kind].search(clause) if kind in rows else None
        if match:
            found[theme] = rules["begins"] if match.start() <= start + rules["near"] else rules["later"]
    return found
