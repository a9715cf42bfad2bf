"""What a recogniser of letters gets wrong at the same places each time: numerals, specks, columns run together."""

from __future__ import annotations

import re

from lachan.plans.reading.docx_numbers import roman

CAPITAL = "A-ZĐÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĨŨƠƯẠ-Ỹ"
SPECKS = "_ˆ|‘’„“°¬·…"
BEFORE = re.compile(rf"^[{SPECKS}\s]+(?=\S)|^[.:;,'\"]\s+(?=\S)")
AFTER = re.compile(rf"\s+(?:[{SPECKS}:.;,\-—–]\s*){{1,3}}$")
DASH = re.compile(r"^[~=—–«»]\s+")
CLOSE_DASH = re.compile(rf"^-(?=[{CAPITAL}])")
COMMA_NUMBER = re.compile(rf"^(\d{{1,2}}(?:\.\d{{1,2}})?)[,.](?:\s+|(?=[{CAPITAL}]))(?=[{CAPITAL}])")
BARE_LETTER = re.compile(rf"^([b-eghđi-k])\s+(?=[{CAPITAL}])")
TWO_LETTERS = re.compile(r"^(?:đd|dđ)\)")
FOR_REPORT = re.compile(r"\((?:b|B)/(?:€|e|C)\)")
QUARTER = re.compile(r"(?<!\w)([Qq]uý\s+)([HITl1|]{1,4})(?=[\s/.,;])")
STROKES = {ord("H"): "II", ord("T"): "I", ord("l"): "I", ord("1"): "I", ord("|"): "I"}
NUMERAL = re.compile(rf"^([IVXLlTHi1|!]{{1,6}})(?:[.,:]\s*|\s+)(?=[{CAPITAL}]{{2,}})")
GLUED = re.compile(rf"^(L|TII|II|III|IV|VI{{0,3}}|HI|IL)(?=[{CAPITAL}]{{2,}}\s)")
VALUES = {roman(n): n for n in range(1, 21)}

NATION = re.compile(r"C[ỘO]NG H[ÒO][AÀ] X[ÃA] H[ỘO]I")
MOTTO = re.compile(r"[ĐD][ộo]c l[ậa]p\s*[-–—]\s*T[ựu]")
PLACE = re.compile(rf"(?<=\S)\s+(?=[{CAPITAL}]\w+(?:[ -][{CAPITAL}]?\w+){{0,3}}, ngày\s)")
RECIPIENTS = re.compile(r"^N[ơo]i nh[ậa]n")
SIGNED = re.compile(rf"(?<=\S)\s+((?:T/?M|KT|TL|TUQ|Q)\.\s?[{CAPITAL} ]+|(?:[{CAPITAL}]{{2,}}\s?){{2,}})$")
HEAD_LINES = 8
TAIL_LINES = 25


def mended(text: str) -> str:
    """The recognised text with labels as they are printed; words inside a sentence are never touched."""
    lines = numerals([line_mended(line) for line in text.split("\n")])
    return "\n".join(tail_apart(head_apart(lines)))


def line_mended(line: str) -> str:
    line = AFTER.sub("", BEFORE.sub("", line.strip(" \t")))
    line = CLOSE_DASH.sub("- ", DASH.sub("- ", line))
    line = BARE_LETTER.sub(r"\1) ", TWO_LETTERS.sub("d)", line))
    line = QUARTER.sub(lambda m: m[1] + m[2].translate(STROKES), line)
    return FOR_REPORT.sub("(b/c)", COMMA_NUMBER.sub(r"\1. ", line))


def numerals(lines: list[str]) -> list[str]:
    """Headings in capitals count I, II, III: «L», «1L», «TII.» are the numeral whose turn it is."""
    out, last = [], 0
    heads = {n: found for n, line in enumerate(lines) if (found := heading(line))}
    is_roman = any(not found[1].isdigit() for found in heads.values())
    for n, line in enumerate(lines):
        found = heads.get(n)
        if found and is_roman and (found[1] != "1" or not last):
            value = VALUES.get(found[1], 0)
            last = value if last < value <= last + 2 and found[1] != "1" else last + 1
            line = f"{roman(last)}. {line[found.end() :]}"
        out.append(line)
    return out


def heading(line: str) -> re.Match[str] | None:
    found = NUMERAL.match(line) or GLUED.match(line)
    return found if found and in_capitals(line[found.end() :]) else None


def in_capitals(words: str) -> bool:
    letters = [c for c in words if c.isalpha()]
    return len(letters) >= 4 and sum(map(str.isupper, letters)) * 10 >= len(letters) * 9


def head_apart(lines: list[str]) -> list[str]:
    """The two columns of the letterhead one after the other, where the recogniser read across."""
    filled = [n for n, line in enumerate(lines) if line][:HEAD_LINES]
    cut = {n: at for n in filled if (at := second_column(lines[n])) is not None}
    if not any(NATION.search(lines[n]) for n in cut):
        return lines
    last = max(cut)
    left = [lines[n][: cut[n]].strip() if n in cut else lines[n] for n in range(last + 1)]
    right = [lines[n][cut[n] :].strip() for n in sorted(cut)]
    return [*(AFTER.sub("", line) for line in left if line), *right, *lines[last + 1 :]]


def second_column(line: str) -> int | None:
    for pattern in (NATION, MOTTO, PLACE):
        found = pattern.search(line)
        if found and found.start() > 0:
            return found.start()
    return None


def tail_apart(lines: list[str]) -> list[str]:
    """The signature after the recipients it stands beside."""
    first = next((n for n in range(len(lines) - 1, -1, -1) if RECIPIENTS.match(lines[n])), None)
    if first is None:
        return lines
    tail, signed = lines[first : first + TAIL_LINES], []
    for at, line in enumerate(tail):
        found = SIGNED.search(line)
        if found:
            tail[at] = line[: found.start()]
            signed.append(found[1].strip())
    return [*lines[:first], *beside(tail, signed), *lines[first + TAIL_LINES :]] if signed else lines


def beside(tail: list[str], signed: list[str]) -> list[str]:
    """Recipients are the first lines up to the last one with a dash; the signature and the name follow."""
    last = max((at for at, line in enumerate(tail) if line.startswith(("-", "Nơi"))), default=0)
    return [*(line for line in tail[: last + 1] if line), "", *signed, *tail[last + 1 :]]
