"""Vietnamese before Unicode: TCVN3 (ABC) and VNI text recognised by their letters and rewritten."""

from __future__ import annotations

import re
import unicodedata

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
LETTER = re.compile(r"[^\W\d_]")
MODERN = re.compile("[\u1ea0-\u1ef9ăđơưĂĐƠƯ\u0300-\u0323]")


def encoding_of(text: str) -> str | None:
    """`tcvn3` or `vni` when the text is plainly in it, None when it is not."""
    sample = text[:60_000]
    letters = len(LETTER.findall(sample))
    if letters < 20 or len(MODERN.findall(sample)) * 50 > letters:
        return None
    if len(VNI_SIGN.findall(sample)) * 25 > letters:
        return "vni"
    if len(TCVN3_ONLY.findall(sample)) * 25 > letters:
        return "tcvn3"
    return None


def to_unicode(text: str, encoding: str) -> str:
    if encoding == "tcvn3":
        return text.translate(TCVN3)
    return VNI_LETTER.sub(vni_letter, text)


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
