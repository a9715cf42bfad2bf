"""Reporting duties: what is due, how often, when, from whom, to whom, through whom."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice, pairwise

from lachan.plans.reading.agencies import Agencies, Mention
from lachan.plans.reading.dates import DAY_MONTH, FULL, day_month_of
from lachan.plans.reading.normalise import Normal
from lachan.plans.reading.outline import Node, Outline
from lachan.plans.reading.schema import Duty, Task
from lachan.plans.reading.together import named_after

MOST_NAMED = 40
"""Bodies of one duty; no plan names more one by one."""

SENTENCE = re.compile(r"(?<=[.;])\s+(?=[^\W\d_a-z])|;\s")
GOES_ON = re.compile(r"(?:(?:0?6|sáu) tháng|(?:cả |0?1 |hằng |hàng )?năm|quý)(?!\w)[^.;]{0,40}?(?:trước|chậm nhất)")
REPORTS = re.compile(
    r"(?<!\w)(?:báo cáo|gửi\s+(?:kế hoạch|báo cáo|kết quả|về|cho|danh sách)|"
    r"kế hoạch[^.;]{0,60}gửi|gửi về|định kỳ[^.;()]{0,60}\(\s*(?:trước|chậm nhất)[^()]{0,20})(?!\w)(?!\s+viên)"
)
SOFT = re.compile(
    r"chế độ[^.;]{0,20}báo cáo|báo cáo[^.;]{0,60}(?:theo quy định|định kỳ|đột xuất|"
    r"kết quả|về|cho|ubnd|ủy ban|bộ|ban chỉ đạo|sở|công an|tình hình)|(?:tổng hợp|"
    r"thực hiện|gửi|định kỳ)[^.;]{0,40}báo cáo|gửi[^.;()]{0,60}(?:về|cho|đến)\s|"
    r"gửi\s+(?:kế hoạch|báo cáo)|kế hoạch[^.;]{0,60}gửi"
)
CYCLES = (
    ("semiannual", re.compile(r"(?:0?6|sáu)\s+tháng|bán niên|sơ kết 6 tháng|nửa năm")),
    (
        "annual",
        re.compile(
            r"0?1\s+năm|(?:hằng|hàng)\s+năm|(?<=tháng, )năm|(?<=tháng và )năm|một năm|"
            r"tổng kết năm|báo cáo năm|(?<!\d)năm(?=\s*\(?\s*(?:trước|chậm))"
        ),
    ),
    ("quarterly", re.compile(r"(?:hằng|hàng|mỗi|từng|định kỳ)\s+quý|(?<!\w)quý(?=\s*[,(])|03 tháng|3 tháng")),
    ("monthly", re.compile(r"(?:hằng|hàng|mỗi|từng)\s+tháng")),
)
CYCLE_BEFORE = re.compile(r"(?:(?:0?6|sáu) tháng(?: đầu năm)?|(?:cả |0?1 |hằng |hàng )?năm(?: 20\d\d)?)\s*[,(:]?\s*\Z")
ADHOC = re.compile(r"đột xuất")
PERIODIC = re.compile(r"định kỳ")
DUE = re.compile(
    r"(?<!\w)(?:trước|chậm nhất(?: là)?(?: vào| đến)?|xong trước|vào|hạn cuối|thời hạn)\s*(?:ngày\s*)?(?=\d)"
)
AND_DATE = re.compile(r"(?:\s*(?:hằng|hàng) năm)?\s*(?:,|;|và|hoặc)\s+(?:ngày\s+)?(?=\d)")
MONTH_DAY = re.compile(
    r"(?P<said>(?P<d>\d{1,2})\s+(?:của\s+)?(?:(?:hằng|hàng|mỗi)\s+tháng|tháng\s+(?:sau|kế tiếp|tiếp theo|"
    r"(?:cuối|đầu)\s+(?:của\s+)?(?:mỗi\s+)?quý(?:\s+sau)?)))(?!\w)"
)
VIA = re.compile(r"(?:\(\s*)?(?:thông\s+)?qua\s+(?!công tác|đường|email|hệ|mạng|các)")
TO = re.compile(
    r"(?:báo cáo(?:\s+(?:kết quả|tình hình)[^.;()]{0,160}?)?|gửi(?:\s+(?:kế hoạch|"
    r"báo cáo|kết quả)[^.;()]{0,80}?)?)\s*(?:về|cho|đến|tới|lên)\s+|(?<!\w)(?:gửi|báo cáo)\s+|"
    r"(?<!\w)(?<!trở )(?<!nói )(?<!đưa )về\s+|(?<!\w)cho\s+(?=ubnd|ủy ban|bộ|ban chỉ|sở|công an)"
)
ONWARD = re.compile(
    r"để\s+(?:kịp thời\s+)?(?:(?:tổng hợp|theo dõi|tập hợp|xem xét)(?:,| và)?\s*)*(?:tham mưu[^.;]{0,60}?)?(?:trình|"
    r"báo cáo)\s+(?:cho\s+)?"
)
PREPARES = re.compile(r"tham mưu\s+(?:cho\s+)?")
PLAN = re.compile(r"kế hoạch[^.;]{0,80}(?:gửi|trước)|gửi\s+kế hoạch|xây dựng kế hoạch")
FINAL = re.compile(r"tổng kết")
REVIEW = re.compile(r"sơ kết")


def read_duties(normal: Normal, agencies: Agencies, outline: Outline, tasks: list[Task]) -> list[Duty]:
    """Every sentence of a leaf that orders a report or a plan to be sent."""
    by_path = {task.path: task for task in tasks}
    found: list[Duty] = []
    for node in outline.nodes:
        if node.leaf:
            for start, end in sentences(normal, node):
                found += duties_of(normal, agencies, start, end, by_path.get(node.path))
    return found


def sentences(normal: Normal, node: Node) -> list[tuple[int, int]]:
    cuts = [
        m.end()
        for m in SENTENCE.finditer(normal.text, node.start, node.end)
        if "(" not in open_bracket(normal, node.start, m.start())
    ]
    edges = [node.start, *cuts, node.end]
    out: list[tuple[int, int]] = []
    for start, end in ((a, b) for a, b in pairwise(edges) if b > a):
        goes_on = out and GOES_ON.match(normal.lowered, start, end) and REPORTS.search(normal.lowered, *out[-1])
        out[-1:] = [(out[-1][0], end)] if goes_on else [*out[-1:], (start, end)]
    return out


def open_bracket(normal: Normal, start: int, at: int) -> str:
    """«(» when the place stands inside brackets opened in the 200 characters before."""
    before = normal.text[max(start, at - 200) : at]
    return "(" if before.rfind("(") > before.rfind(")") else ""


def duties_of(normal: Normal, agencies: Agencies, start: int, end: int, task: Task | None) -> list[Duty]:
    low = normal.lowered[start:end]
    dues = due_dates(normal, start, end)
    if not REPORTS.search(low) or not (dues or SOFT.search(low)):
        return []
    cycle = cycles_of(low)
    recipients = named_after(normal, agencies, TO, start, end)
    via = named_after(normal, agencies, VIA, start, end)
    onward = named_after(normal, agencies, ONWARD, start, end)
    recipients = [m for m in recipients if m not in via and m not in onward]
    prepared = named_after(normal, agencies, PREPARES, start, end)
    if prepared and not recipients:
        recipients = onward or report_objects(normal, agencies, prepared[-1], end)
    reporters = distinct(ref.name for ref in task.leads) if task else ()
    common = (reporters, names(agencies, recipients), names(agencies, via), names(agencies, onward))
    what = what_of(low, normal.lowered[max(0, start - 160) : end])
    span = normal.span(start, end)
    if not dues:
        return [Duty(what, cycle, None, *common, span)] if cycle or recipients or "theo quy định" in low else []
    return [Duty(what, cycle_at(normal, start, at, due, cycle), due, *common, span) for at, due in dues]


def due_dates(normal: Normal, start: int, end: int) -> list[tuple[int, str]]:
    """Each «trước ngày …» as printed: dd/mm, dd/mm/yyyy, or the day of a month («25 hằng tháng», «05 tháng sau»)."""
    out = []
    for match in DUE.finditer(normal.lowered, start, end):
        full = FULL.match(normal.folded, match.end()) or FULL.match(normal.folded, max(start, match.end() - 5))
        if full and full.end() <= end:
            out.append((match.start(), printed(full, True)))
            continue
        monthly = MONTH_DAY.match(normal.lowered, match.end(), end)
        if monthly and 1 <= int(monthly["d"]) <= 31:
            out.append((match.start(), normal.clean(monthly.start(), monthly.end())))
            continue
        short = DAY_MONTH.match(normal.folded, match.end()) or DAY_MONTH.match(
            normal.folded, max(start, match.end() - 5)
        )
        while short and day_month_of(short) and short.end() <= end:
            out.append((match.start(), printed(short, False)))
            link = AND_DATE.match(normal.lowered, short.end())
            whole = FULL.match(normal.folded, link.end()) if link else None
            if whole and whole.end() <= end:
                out.append((match.start(), printed(whole, True)))
            short = DAY_MONTH.match(normal.folded, link.end()) if link else None
    return out


def printed(found: re.Match[str], full: bool) -> str:
    day, month = found["d"] or found["d2"], found["m"] or found["m2"]
    return f"{day}/{month}/{found['y'] or found['y2']}" if full else f"{day}/{month}"


def cycles_of(low: str) -> str | None:
    found = {name for name, pattern in CYCLES if pattern.search(low)}
    order: list[str] = [name for name in ("monthly", "quarterly", "semiannual", "annual") if name in found]
    if not order and PERIODIC.search(low):
        order = ["periodic"]
    if ADHOC.search(low):
        order.append("adhoc")
    return "+".join(order) or None


def cycle_at(normal: Normal, start: int, at: int, due: str, cycle: str | None) -> str | None:
    """The cycle named just before this date; a full date is once, a bare day and month comes every year, a bare day
    every month."""
    before = normal.lowered[max(start, at - 60) : at]
    if due.count("/") == 2:
        named = CYCLE_BEFORE.search(before)
        return ("semiannual" if "6" in named[0] or "sáu" in named[0] else "annual") if named else "once"
    if "/" not in due:
        return "quarterly" if "quý" in due or CYCLES[2][1].search(before) else "monthly"
    before += "trước"
    near = [(pattern_end(pattern, before), name) for name, pattern in CYCLES if pattern.search(before)]
    return max(near)[1] if near else cycle if cycle and "+" not in cycle and cycle != "periodic" else "annual"


def pattern_end(pattern: re.Pattern[str], text: str) -> int:
    return max((m.end() for m in pattern.finditer(text)), default=0)


def what_of(low: str, around: str) -> str:
    if PLAN.search(low) and not re.search(r"báo cáo\s+(?:kết quả|định kỳ|6|06|sơ kết|tổng kết)", low):
        return "plan"
    if "báo cáo" not in low and PLAN.search(around):
        return "plan"
    if FINAL.search(low) and not REVIEW.search(low):
        return "final_review"
    return "results" if re.search(r"báo cáo", low) else "review"


def report_objects(normal: Normal, agencies: Agencies, prepared: Mention, end: int) -> list[Mention]:
    """«tham mưu A báo cáo B»: B receives."""
    match = re.compile(r"\s*(?:tổng hợp,?\s*)?(?:báo cáo|trình)\s+").match(normal.lowered, prepared.end, end)
    index = agencies.index_at(match.end(), slack=1) if match else None
    return agencies.list_at(index, end) if index is not None else []


def names(agencies: Agencies, mentions: list[Mention]) -> tuple[str, ...]:
    return distinct(agencies.ref(m).name for m in mentions)


def distinct(named: Iterable[str]) -> tuple[str, ...]:
    """Each name once. Every date of a sentence gets this list, so that it must not grow with the sentence."""
    return tuple(islice(dict.fromkeys(named), MOST_NAMED))
