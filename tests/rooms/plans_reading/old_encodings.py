"""Text as it was typed before Unicode, written from the public tables of TCVN 5712:1993 and VNI-Windows: one byte a
letter in the first (capitals with a mark have no code, the font drew them), letter and mark in the second."""

from __future__ import annotations

TCVN3_ROWS = {
    "a à á ả ã ạ": "a µ ¸ ¶ · ¹",
    "ă ằ ắ ẳ ẵ ặ": "¨ » ¾ ¼ ½ Æ",
    "â ầ ấ ẩ ẫ ậ": "© Ç Ê È É Ë",
    "e è é ẻ ẽ ẹ": "e Ì Ð Î Ï Ñ",
    "ê ề ế ể ễ ệ": "ª Ò Õ Ó Ô Ö",
    "i ì í ỉ ĩ ị": "i × Ý Ø Ü Þ",
    "o ò ó ỏ õ ọ": "o ß ã á â ä",
    "ô ồ ố ổ ỗ ộ": "« å è æ ç é",
    "ơ ờ ớ ở ỡ ợ": "¬ ê í ë ì î",
    "u ù ú ủ ũ ụ": "u ï ó ñ ò ô",
    "ư ừ ứ ử ữ ự": "\u00ad õ ø ö ÷ ù",
    "y ỳ ý ỷ ỹ ỵ": "y ú ý û ü þ",
    "đ Đ Ă Â Ê Ô Ơ Ư": "® § ¡ ¢ £ ¤ ¥ ¦",
}
TCVN3 = {a: b for row, codes in TCVN3_ROWS.items() for a, b in zip(row.split(" "), codes.split(" "), strict=True)}

VNI_ROWS = {
    "à á ả ã ạ â ầ ấ ẩ ẫ ậ ă ằ ắ ẳ ẵ ặ": "aø aù aû aõ aï aâ aà aá aå aã aä aê aè aé aú aü aë",
    "è é ẻ ẽ ẹ ê ề ế ể ễ ệ": "eø eù eû eõ eï eâ eà eá eå eã eä",
    "ò ó ỏ õ ọ ô ồ ố ổ ỗ ộ ơ ờ ớ ở ỡ ợ": "oø où oû oõ oï oâ oà oá oå oã oä ô ôø ôù ôû ôõ ôï",
    "ù ú ủ ũ ụ ư ừ ứ ử ữ ự": "uø uù uû uõ uï ö öø öù öû öõ öï",
    "ỳ ý ỷ ỹ ỵ đ ì í ỉ ĩ ị": "yø yù yû yõ î ñ ì í æ ó ò",
}
VNI = {a: b for row, codes in VNI_ROWS.items() for a, b in zip(row.split(" "), codes.split(" "), strict=True)}


def tcvn3(text: str) -> str:
    return "".join(c if c.isascii() else TCVN3.get(c) or TCVN3.get(c.lower(), c) for c in text)


def vni(text: str) -> str:
    return "".join(VNI.get(c) or (VNI[c.lower()].upper() if c.lower() in VNI else c) for c in text)
