"""Damaged and malicious copies of our own sample plans: `document(seed)` always answers the same one."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable

from tests.rooms.plans_reading.scoring import annotated

SIGNS = "IVXABCabcdđ123456789.)(-–+*• \n\n:;,/%“”ỦyBAN\u0301\u00a0\u200b\f\t|#_<>[]"
LOOKALIKES = str.maketrans("aeopcxyAEOPCXHKMTB", "аеорсхуАЕОРСХНКМТВ")  # Cyrillic
NO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
DIRECTIONS = "\u202e\u202d\u202a\u202c\u2066\u2069\u200f"
LABELS = ["I. ", "1. ", "1.1. ", "a) ", "đ) ", "- ", "+ ", "• ", "Điều 1. ", "Phần thứ nhất. ", "1.1.1.1.1. ", "a. "]
BIG = 5_000_000

Draw = random.Random


def cut(draw: Draw, text: str) -> str:
    start = draw.randrange(len(text))
    return text[start : start + draw.choice([40, 900, 6000])]


def shuffled_lines(draw: Draw, text: str) -> str:
    lines = text.split("\n")
    return "\n".join(draw.sample(lines, len(lines)))


def shuffled_words(draw: Draw, text: str) -> str:
    words = text.split(" ")
    return " ".join(draw.sample(words, len(words)))


def lost_letters(draw: Draw, text: str) -> str:
    return "".join(c for c in text if draw.random() > 0.03)


def wrong_letters(draw: Draw, text: str) -> str:
    return "".join(c if draw.random() > 0.03 else draw.choice(SIGNS) for c in text)


def random_bytes(draw: Draw, text: str) -> str:
    """Bytes thrown into the file, read as a careless program reads them."""
    data = bytearray(text.encode())
    for _ in range(len(data) // 50):
        data[draw.randrange(len(data))] = draw.randrange(256)
    return data.decode("utf-8", errors="replace")


def any_characters(draw: Draw, text: str) -> str:
    ranges = [(0x20, 0x250), (0x300, 0x370), (0x1E00, 0x2100), (0x2190, 0x3000), (0xE000, 0xE100), (0x1F300, 0x1F600)]
    return "".join(chr(draw.randrange(*draw.choice(ranges))) for _ in range(4000)) + text


def capitals(draw: Draw, text: str) -> str:
    return text.upper()


def long_capitals(draw: Draw, text: str) -> str:
    words = draw.sample(text.upper().split(), 12)
    return " ".join(words * draw.randrange(100, 900)) + "\n" + text


def small_letters(draw: Draw, text: str) -> str:
    return text.lower()


def no_breaks(draw: Draw, text: str) -> str:
    return text.replace("\n", draw.choice(["", " "]))


def a_word_a_line(draw: Draw, text: str) -> str:
    return text.replace(" ", "\n")


def decomposed(draw: Draw, text: str) -> str:
    return unicodedata.normalize(draw.choice(["NFD", "NFKD"]), text)


def lookalikes(draw: Draw, text: str) -> str:
    return "".join(c.translate(LOOKALIKES) if draw.random() < 0.3 else c for c in text)


def no_width(draw: Draw, text: str) -> str:
    return "".join(c + draw.choice(NO_WIDTH) if draw.random() < 0.2 else c for c in text)


def other_directions(draw: Draw, text: str) -> str:
    return "".join(draw.choice(DIRECTIONS) + c if draw.random() < 0.05 else c for c in text) + "\u05d0\u0627" * 500


def huge_numbers(draw: Draw, text: str) -> str:
    number = "9" * draw.choice([30, 400, 5000])
    return "".join(number if c.isdigit() and draw.random() < 0.1 else c for c in text)


def nested_lists(draw: Draw, text: str) -> str:
    depth = draw.randrange(50, 400)
    lines = [" " * n + "1." * (n % 40 + 1) + f" mục cấp {n}" for n in range(depth)]
    lines += [f"{'- ' * (n % 30 + 1)}ý {n}" for n in range(depth)]
    return "\n".join([*lines, text])


def repeated_labels(draw: Draw, text: str) -> str:
    label = draw.choice(LABELS)
    return text + "\n" + "\n".join(label + "Tổ chức tuyên truyền" for _ in range(draw.randrange(200, 2500)))


def labels_only(draw: Draw, text: str) -> str:
    return "".join(draw.choice(LABELS) + draw.choice(["", "\n", "x "]) for _ in range(draw.randrange(2000, 9000)))


def partners_without_end(draw: Draw, text: str) -> str:
    link = draw.choice(["phối hợp với ", "chủ trì, phối hợp với ", "chỉ đạo, hướng dẫn ", "qua ", "và "])
    bodies = ["Sở Y tế ", "Công an tỉnh, ", "UBND các xã ", "các cơ quan liên quan ", ""]
    return text + "\n1. " + "".join(link + draw.choice(bodies) for _ in range(draw.randrange(500, 4000)))


def thousands_of_agencies(draw: Draw, text: str) -> str:
    kinds = ["Sở", "Phòng", "Bộ", "Ủy ban nhân dân xã", "Công an huyện", "Trường Đại học", "Trung tâm", "Hội", "Ban"]
    names = [f"{draw.choice(kinds)} {draw.choice('ABCĐH')}{n}" for n in range(draw.randrange(500, 3000))]
    return text + "\n2. " + draw.choice([", ", "; ", " và ", " - ", "\n"]).join(names) + " thực hiện."


def targets_without_end(draw: Draw, text: str) -> str:
    clause = draw.choice(["trên 90% và ", "100% ", "đạt 65% vào năm 2025 và ", "ít nhất 01-02 lần/năm, ", "10/10 "])
    return text + "\n- " + clause * draw.randrange(500, 4000)


def dates_without_end(draw: Draw, text: str) -> str:
    clause = draw.choice(["trước ngày 15/11, ", "báo cáo trước ngày 15/5 (qua Công an tỉnh), ", "Luật số 1/2024/QH15 "])
    return text + "\n- " + clause * draw.randrange(500, 3000)


def open_signs(draw: Draw, text: str) -> str:
    sign = draw.choice(["(", "“", "[", "<", "«", "**", "__", "|", "…", ".", "-", "\t", " ", "\n", "%", "/", ":", "_ "])
    return sign * draw.randrange(5000, 40_000) + text + sign * 5000


def many_marks(draw: Draw, text: str) -> str:
    mark = draw.choice("\u0301\u0300\u0309\u0303\u0323\u0302\u031b")
    return "".join(c + mark * draw.randrange(60) if draw.random() < 0.05 else c for c in text)


def twice(draw: Draw, text: str) -> str:
    other = draw.choice(texts())
    return draw.choice([text + text, text + "\n\n" + other, other[: len(other) // 2] + text])


def one_word(draw: Draw, text: str) -> str:
    return draw.choice(["a", "Ủ", "1", "I", "đ)"]) * draw.randrange(20_000, 100_000) + text


def tables(draw: Draw, text: str) -> str:
    words = text.split(" ")
    rows = ["| " + " | ".join(draw.sample(words, min(8, len(words)))) + " |" for _ in range(draw.randrange(50, 600))]
    return text + "\n" + "\n".join(rows)


def five_megabytes(draw: Draw, text: str) -> str:
    return (text + "\n") * (BIG // len(text))


def one_line_of_five_megabytes(draw: Draw, text: str) -> str:
    return text.replace("\n", " ") * (BIG // len(text))


HUGE: tuple[Callable[[Draw, str], str], ...] = (five_megabytes, one_line_of_five_megabytes)
KINDS: tuple[Callable[[Draw, str], str], ...] = (
    cut, shuffled_lines, shuffled_words, lost_letters, wrong_letters, random_bytes, any_characters, capitals,
    long_capitals, small_letters, no_breaks, a_word_a_line, decomposed, lookalikes, no_width, other_directions,
    huge_numbers, nested_lists, repeated_labels, labels_only, partners_without_end, thousands_of_agencies,
    targets_without_end, dates_without_end, open_signs, many_marks, twice, one_word, tables,
)  # fmt: skip


def texts() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in annotated()]


def document(seed: int) -> tuple[str, str]:
    """The kind of damage and the damaged text; one document in two hundred weighs five megabytes."""
    draw = random.Random(seed)
    damage = HUGE[seed // 200 % len(HUGE)] if seed % 200 == 199 else KINDS[seed % len(KINDS)]
    text = damage(draw, draw.choice(texts()))
    if seed % 3 == 2 and len(text) < 200_000:  # a third is damaged twice
        text = KINDS[draw.randrange(len(KINDS))](draw, text or " ")
    return damage.__name__, text[:BIG]
