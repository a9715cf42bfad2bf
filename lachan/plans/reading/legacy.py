"""Vietnamese before Unicode: TCVN3 (ABC), VNI and VIQR text recognised by its letters and rewritten."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

TCVN3_CODES = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§"
TCVN3_LETTERS = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ"
TCVN3 = str.maketrans(TCVN3_CODES, TCVN3_LETTERS)
TCVN3_ONLY = re.compile("[µ¶¸¹¨»¼½¾©®ª«¬\u00ad¡¢£¤¥¦§]")

ACUTE, GRAVE, HOOK, TILDE, DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
BREVE, ROOF, HORN = "\u0306", "\u0302", "\u031b"
VNI_TONES = {"ù": ACUTE, "ø": GRAVE, "û": HOOK, "õ": TILDE, "ï": DOT}
VNI_ROOF = {"â": ROOF, "á": ROOF + ACUTE, "à": ROOF + GRAVE, "å": ROOF + HOOK, "ã": ROOF + TILDE, "ä": ROOF + DOT}
VNI_BREVE = {
    "ê": BREVE,
    "é": BREVE + ACUTE,
    "è": BREVE + GRAVE,
    "ú": BREVE + HOOK,
    "ü": BREVE + TILDE,
    "ë": BREVE + DOT,
}
VNI_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
VNI_LETTER = re.compile("([aAeEoOuUyYôÔöÖ])([ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË])|[ñôöæóòîÑÔÖÆÓÒÎ]")
VNI_SIGN = re.compile("[aeouôöAEOUÔÖ][ùøûïåäëÙØÛÏÅÄË]|[ñÑ]")

VIQR_MARKS = {
    "'": ACUTE, "`": GRAVE, "?": HOOK, "~": TILDE, ".": DOT, "^": ROOF, "(": BREVE, "+": HORN, "*": HORN,
}  # fmt: skip
VIQR_LETTER = re.compile(r"([aeiouyAEIOUY])([\^(+*]?)(['`~]|\?(?=\w|\s[a-z])|\.(?=[A-Za-z]|\s[a-z]))?|[dD][dD]")
VIQR_SIGN = re.compile(r"(?:[aeo]\^|[uo]\+|a\()['`?~.]?\w?|[aeiouy]['`~](?=\w|\s)|\bd[dD]\w", re.IGNORECASE)

WINDOWS = {n: bytes([n]).decode("cp1252", errors="ignore") or " " for n in range(0x80, 0xA0)}
COMMITTEE = re.compile(r"(?<!\w)ủ(?=y\s+ban\s+(?:nhân\s+dân|Mặt|MTTQ|Quốc))")
"""A name that begins with a letter TCVN3 has no capital for."""
WORD = re.compile(r"\w+")
LETTER = re.compile(r"[^\W\d_]")
MODERN = re.compile("[\u1ea0-\u1ef9ăđơưĂĐƠƯ\u0300-\u0323]")
OLD_SIGN = re.compile("[µ¶¸¹¨»¼½¾©®ª«¬\u00adñÑøØïÏåÅäÄ]")
LINES_TOGETHER = 8
SAMPLE = 60_000
FREQUENT = frozenset({
    "và", "của", "các", "có", "trong", "người", "là", "cho", "được", "với", "không", "những", "một", "theo", "tỉnh",
    "phòng", "chống", "mua", "bán", "thực", "hiện", "công", "an", "kế", "hoạch", "về", "từ", "đến", "tại", "trên",
    "ngày", "tháng", "năm", "số", "quan", "cơ", "sở", "ban", "nhân", "dân", "ủy", "tổ", "chức", "đối", "tượng",
    "nạn", "hỗ", "trợ",
})  # fmt: skip


def modern(text: str) -> tuple[str, str | None]:
    """The text in Unicode, and the old encoding it was in; a text of both is mended block by block."""
    encoding = encoding_of(text)
    if encoding:
        return to_unicode(text, encoding), encoding
    if len(OLD_SIGN.findall(text)) < 10:
        return text, None
    return mended(text)


def mended(text: str) -> tuple[str, str | None]:
    """Some old documents carry a head or a table typed in another font than the rest."""
    lines = text.split("\n")
    found: str | None = None
    for at in range(0, len(lines), LINES_TOGETHER):
        block = "\n".join(lines[at : at + LINES_TOGETHER])
        encoding = encoding_of(block) if OLD_SIGN.search(block) else None
        if encoding:
            found = encoding
            lines[at : at + LINES_TOGETHER] = to_unicode(block, encoding).split("\n")
    return ("\n".join(lines), found) if found else (text, None)


def encoding_of(text: str) -> str | None:
    """`tcvn3`, `vni` or `viqr` when the text is plainly in it, None when it is not."""
    sample = text[:SAMPLE]
    letters = len(LETTER.findall(sample))
    if letters < 20 or len(MODERN.findall(sample)) * 50 > letters:
        return None
    if len(VNI_SIGN.findall(sample)) * 25 > letters:
        return "vni"
    if len(TCVN3_ONLY.findall(sample)) * 25 > letters:
        return "tcvn3"
    if sample.isascii() and len(VIQR_SIGN.findall(sample)) * 12 > letters and is_vietnamese(from_viqr(sample)):
        return "viqr"
    return None


def is_vietnamese(text: str) -> bool:
    """Whether one word in eight is among the most frequent ones of such documents."""
    words = re.findall(r"[^\W\d_]+", text[:SAMPLE].lower())
    return len(words) >= 4 and sum(word in FREQUENT for word in words) * 8 > len(words)


def to_unicode(text: str, encoding: str) -> str:
    if encoding == "tcvn3":
        return COMMITTEE.sub("Ủ", "\n".join(map(from_tcvn3, text.split("\n"))))
    if encoding == "viqr":
        return from_viqr(text)
    return VNI_LETTER.sub(vni_letter, text.translate(WINDOWS))


def from_font(text: str, font: str) -> str:
    """A run of a Word file typed in a font that draws other letters than the file says; H fonts draw capitals."""
    name = font.lower()
    if name.startswith(".vn"):
        words = text.translate(TCVN3)
        return words.upper() if name.endswith("h") else words
    if name.startswith(("vni-", "vni ")):
        return VNI_LETTER.sub(vni_letter, text)
    return text


def from_tcvn3(line: str) -> str:
    """One line. TCVN3 has no capitals with marks, so what was typed with the caps lock on is raised word by word."""
    made = line.translate(WINDOWS).translate(TCVN3)
    words = [found.span() for found in WORD.finditer(made)]
    raised = [typed_in_capitals(line[start:end]) for start, end in words]
    out, at = [], 0
    for number, (start, end) in enumerate(words):
        is_raised = raised[number] if raised[number] is not None else among_capitals(line, words, raised, number)
        out += [made[at:start], made[start:end].upper() if is_raised else made[start:end]]
        at = end
    return "".join([*out, made[at:]])


def typed_in_capitals(word: str) -> bool | None:
    """«HO¹CH» yes, «ho¹ch» no; «KÕ», «Hµ» and «ë» may be either."""
    plain = [c for c in word if c.isascii() and c.isalpha()]
    if any(map(str.islower, plain)):
        return False
    if len(plain) > 1 or (plain and not word[0].isascii()):
        return True
    return None


def among_capitals(line: str, words: Sequence[tuple[int, int]], raised: Sequence[bool | None], at: int) -> bool:
    """A word that may be either is what its neighbours are: «KÕ HO¹CH» is raised, «UBND Hµ Néi» is not."""
    before = beside(line, words, raised, at, -1)
    after = beside(line, words, raised, at, 1)
    if line[words[at][0]].isascii():
        return bool(after) or (bool(before) and after is None)
    return bool(before or after) and before is not False and after is not False


def beside(
    line: str, words: Sequence[tuple[int, int]], raised: Sequence[bool | None], at: int, step: int
) -> bool | None:
    """How the next word that says so was typed, with nothing but spaces between."""
    for number in range(at + step, at + 3 * step, step):
        if not 0 <= number < len(words):
            return None
        first, second = sorted((number, number - step))
        if line[words[first][1] : words[second][0]].strip():
            return None
        if raised[number] is not None:
            return raised[number]
    return None


def from_viqr(text: str) -> str:
    return VIQR_LETTER.sub(viqr_letter, text).replace("\\", "")


def viqr_letter(found: re.Match[str]) -> str:
    if found[1] is None:
        return "Đ" if found[0][0] == "D" else "đ"
    vowel, shape, tone = found[1], found[2], found[3] or ""
    fits = {"": "aeiouy", "^": "aeo", "(": "a", "+": "uo", "*": "uo"}[shape]
    if vowel.lower() not in fits:
        return found[0]
    return unicodedata.normalize("NFC", vowel + "".join(VIQR_MARKS[mark] for mark in shape + tone))


def vni_letter(found: re.Match[str]) -> str:
    if found[1] is None:
        return alone(found[0])
    vowel, mark = found[1], found[2].lower()
    base = {"ô": "o" + HORN, "ö": "u" + HORN}.get(vowel.lower(), vowel.lower())
    table = VNI_TONES if mark in VNI_TONES else VNI_ROOF if mark in VNI_ROOF else VNI_BREVE
    if base[0] not in "ae" and table is VNI_BREVE:
        return alone(vowel) + alone(found[2])
    made = unicodedata.normalize("NFC", base + table[mark])
    return made.upper() if vowel.isupper() else made


def alone(sign: str) -> str:
    letter = VNI_ALONE.get(sign.lower(), sign.lower())
    return letter.upper() if sign.isupper() else letter
