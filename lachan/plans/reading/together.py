"""Who helps and who is directed: the bodies named after «phối hợp» and after «chỉ đạo, hướng dẫn»."""

from __future__ import annotations

import re

from lachan.plans.reading.agencies import Agencies, Mention
from lachan.plans.reading.normalise import Normal
from lachan.plans.reading.outline import Node

HELP = re.compile(r"(?<!\w)(?:cùng )?phối hợp(?: thực hiện)?(?=\s*[);.,]|\s*$)")
TOGETHER = re.compile(
    r"(?<!\w)(?:phối hợp|phối kết hợp|kết hợp|cơ quan phối hợp\s*:|phối hợp thực hiện\s*:)(?!\w)(?:\s+(?:chặt chẽ|"
    r"thường xuyên|tích cực|đồng bộ|hiệu quả|có hiệu quả|tốt|liên ngành|cùng|"
    r"với|và|giữa|thực hiện(?=\s*:)))*\s*:?,?\s*(?:với\s+|cùng\s+)?"
    r"(?:(?:giám đốc|chủ tịch|thủ trưởng|lãnh đạo|trưởng|người đứng đầu)\s+)?"
)
SENTENCE_END = re.compile(r"[.;](?=\s|$)")
AND_WITH = re.compile(r"(?:,|[”\"]|(?<!\w)và)\s*(?:và\s+)?với\s+")
DIRECTS = re.compile(
    r"(?<!\w)(?<!sự )(?<!theo )(?:chỉ đạo|hướng dẫn|đôn đốc|yêu cầu|giao nhiệm vụ)(?:(?:,|"
    r" và|, và)\s+(?:chỉ đạo|hướng dẫn|đôn đốc|kiểm tra|giám sát|tổ chức|hỗ trợ|"
    r"tập huấn))*(?:\s+cho)?\s+"
)


def bodies_before_help(normal: Normal, agencies: Agencies, node: Node) -> list[Mention]:
    """«(A chủ trì; B, C phối hợp thực hiện)»: B and C stand before what they do."""
    found: list[Mention] = []
    for match in HELP.finditer(normal.lowered, node.start, node.end):
        opened = max(normal.text.rfind(sign, node.start, match.start()) for sign in ";(.")
        named = agencies.between(max(opened, node.start), match.start())
        close = named and match.start() - named[-1].end <= 2
        found += named if close else []
    return found


def partners_in(normal: Normal, agencies: Agencies, start: int, end: int) -> list[Mention]:
    """Everyone after «phối hợp (với)», also after a further «với» of the same sentence."""
    found = {m.start: m for m in named_after(normal, agencies, TOGETHER, start, end)}
    covered = start
    for match in TOGETHER.finditer(normal.lowered, start, end):
        if match.start() < covered:  # the first one of a sentence has looked at all of it
            continue
        stop = SENTENCE_END.search(normal.text, match.end(), end)
        covered = stop.start() if stop else end
        found |= {m.start: m for m in named_after(normal, agencies, AND_WITH, match.end(), covered)}
    return [found[at] for at in sorted(found)]


def directed_in(normal: Normal, agencies: Agencies, start: int, end: int) -> list[Mention]:
    """Everyone after «chỉ đạo/hướng dẫn»."""
    return named_after(normal, agencies, DIRECTS, start, end)


def named_after(normal: Normal, agencies: Agencies, pattern: re.Pattern[str], start: int, end: int) -> list[Mention]:
    """The lists of bodies right after the pattern, each body once."""
    found: dict[int, Mention] = {}
    for match in pattern.finditer(normal.lowered, start, end):
        index = agencies.named_at(match.end())
        if index is not None and agencies.mentions[index].start < end and agencies.mentions[index].start not in found:
            found |= {mention.start: mention for mention in agencies.list_at(index, end)}
    return list(found.values())
