"""The parts of a file: a decision in front, the header, the preamble, the body with its items, the tail."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lachan.plans.reading.normalise import Normal

ATTACHED = re.compile(r"\(?\s*(?:ban hanh\s+)?kem theo\s+(?:quyet dinh|cong van|to trinh|ke hoach|van ban)\s+so")
TITLE_WORD = re.compile(r"(?<!\w)(?:KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN|PHƯƠNG ÁN|KẾ\s+HOẠCH)(?!\w)")
FIRST_ROMAN = re.compile(
    r"(?<![\w./-])(?:(?:(?:I|A|1)\s?[./)]|(?:I|1)\s?[-–](?=\s))\s+(?=[^\W\d_a-z]|\d{1,3}\s?%)|(?:Phần|PHẦN)\s+(?:thứ|THỨ|I[.:\s]))"
)
ANNEX = re.compile(r"(?m)^(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu|BIỂU|DANH MỤC)(?!\w)|(?<!\w)PHỤ LỤC(?!\w)")
FOOTNOTE = re.compile(r"(?m)^\[\d{1,3}\] ")
MOTTO = re.compile(r"(?<!\w)cong hoa xa hoi(?: chu nghia| )|(?<!\w)doc lap ?- ?tu do ?- ?hanh phuc")
AS_FOLLOWS = re.compile(
    r"(?:nhu sau|sau day|cu the nhu sau|cac noi dung sau|noi dung sau|nhung noi dung sau|nhu sau day)\s*[:.;/]"
)
DECIDES = re.compile(r"QUYẾT\s+ĐỊNH\s*:|(?<!\w)Điều\s+1\s*[.:]")
FIRST_ARTICLE = re.compile(r"(?<!\w)dieu\s+1\s*[.:]")
# The word first and what must not stand before it second: so the search leaps from word to word.
RECIPIENTS = re.compile(r"noi(?<!\wnoi)\s+nhan\s*(?::|(?=\s*\n)|(?=\s*-))")
END_SIGN = re.compile(r"\.\s?/\s?\.|/\s?\./|\./(?=\s*(?:\n|$))")
SIGNATURE = re.compile(r"(?<!\w)(?:TM\.|T/M\.?|KT\.|TL\.|TUQ\.|Q\.)\s*[A-ZĐÀ-Ỹ]{2}")
SOURCE_LINE = re.compile(r"\(?\s*nguon\s*:\s*(?=[^.;]{0,120}\)?\s*$)", re.MULTILINE)
CLOSING = re.compile(
    r"(?<!\w)tren day,? la(?!\w)|(?<=\n)(?:yeu cau (?:cac|thu truong)|"
    r"(?:trong )?qua trinh (?:to chuc |trien khai )?thuc hien|"
    r"nhan duoc ke hoach)(?!\w)"
)


@dataclass(frozen=True)
class Part:
    """One document in the file: `start` to `end`, its items from `body` to `tail`; annexes from `annex`."""

    start: int
    body: int
    tail: int
    annex: int
    end: int


@dataclass(frozen=True)
class Regions:
    """`main` holds the items; `front` is the decision before an attached plan; `further` begins a second plan."""

    main: Part
    front: Part | None = None
    further: int | None = None


def find_regions(normal: Normal) -> Regions:
    end = len(normal.text)
    attached = attached_at(normal)
    further = further_plan(normal, attached or 0)
    stop = further or end
    if attached is None:
        return Regions(part(normal, 0, stop), None, further)
    return Regions(part(normal, attached, stop), part(normal, 0, attached), further)


def attached_at(normal: Normal) -> int | None:
    """Where the attached plan begins, when a decision with articles stands before it."""
    article = FIRST_ARTICLE.search(normal.folded)
    for found in ATTACHED.finditer(normal.folded) if article else ():
        title = TITLE_WORD.search(normal.text, max(0, found.start() - 900), found.start())
        if title and article and article.end() <= title.start():
            return title.start()
    return None


def further_plan(normal: Normal, after: int) -> int | None:
    """Where a second document begins: its own header after the first one's recipients."""
    done = RECIPIENTS.search(normal.folded, after + 200)
    if done is None:
        return None
    again = re.compile(r"(?<!\w)cong hoa xa hoi chu nghia viet nam").search(normal.folded, done.end())
    if again is None or not FIRST_ROMAN.search(normal.text, again.end()):
        return None
    line = normal.text.rfind("\n", done.end(), again.start())
    above = normal.text.rfind("\n\n", done.end(), max(done.end(), line - 1))
    return above if above > 0 and again.start() - above < 300 else line if line > 0 else again.start()


def part(normal: Normal, start: int, end: int) -> Part:
    body = body_start(normal, start, end)
    tail = tail_start(normal, body, end)
    return Part(start, body, tail, annex_start(normal, tail, end), end)


def annex_start(normal: Normal, tail: int, end: int) -> int:
    """Behind recipients and signature: annexes and footnotes."""
    found = ANNEX.search(normal.text, tail, end) or FOOTNOTE.search(normal.text, tail, end)
    return found.start() if found else end


def body_start(normal: Normal, start: int, end: int) -> int:
    """The first item: after «như sau:», or at I., or at the articles of a decision."""
    start = head_start(normal, start, end)
    decides = DECIDES.search(normal.text, start, end)
    follows = AS_FOLLOWS.search(normal.folded, start, end)
    roman = FIRST_ROMAN.search(normal.text, start, end)
    if decides and not (follows and follows.start() < decides.start() and roman and roman.start() < decides.start()):
        return decides.start() if decides[0][0] != "Q" else decides.end()
    if follows and (roman is None or follows.end() <= roman.start() + 3):
        return follows.end()
    return roman.start() if roman else header_end(normal, start, end)


def head_start(normal: Normal, start: int, end: int) -> int:
    """The document's own head, when a web site stands before it: its menu and table have letters and numbers too."""
    motto = MOTTO.search(normal.folded, start, min(end, start + 20_000))
    return motto.start() if motto else start


def header_end(normal: Normal, start: int, end: int) -> int:
    """Without any first item: after the title word and its line."""
    title = TITLE_WORD.search(normal.text, start, min(end, start + 3000))
    if title is None:
        return start
    stop = normal.text.find("\n\n", title.end(), end)
    return stop if stop > 0 else title.end()


def tail_start(normal: Normal, body: int, end: int) -> int:
    """Where the items end: the end sign, «Nơi nhận», the signature, or the source line, whichever stands first."""
    recipients = last_match(RECIPIENTS, normal.folded, body, end)
    limit = recipients if recipients is not None else end
    signature = first_match(SIGNATURE, normal.text, max(body, limit - 400 if recipients is not None else body), limit)
    limit = signature if signature is not None else limit
    source = last_match(SOURCE_LINE, normal.folded, max(body, end - 600), end)
    limit = min(limit, source) if source is not None else limit
    signs = [m.end() for m in END_SIGN.finditer(normal.text, body, limit)]
    return signs[-1] if signs and limit - signs[-1] < 1500 else limit


def last_match(pattern: re.Pattern[str], text: str, start: int, end: int) -> int | None:
    found = None
    for match in pattern.finditer(text, start, end):
        found = match.start()
    return found


def first_match(pattern: re.Pattern[str], text: str, start: int, end: int) -> int | None:
    found = pattern.search(text, start, end)
    return found.start() if found else None
