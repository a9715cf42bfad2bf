"""Following a person after she settled: what is asked at each visit, three-valued, and when the next one is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lachan.base.errors import Refused
from lachan.base.labels import Labelled
from lachan.victims.support_rules import Answer

LOST_AFTER = 2  # visits in a row at which she was not met


class VisitWay(Labelled):
    HOME = "home", "Đến nhà"
    OFFICE = "office", "Người đó đến cơ quan"
    PHONE = "phone", "Điện thoại"
    OTHER = "other", "Cách khác"


class Outcome(Labelled):
    """How her life stands on the day; the same questions at each visit, so that they can be laid side by side."""

    HOUSING = "housing", "Có chỗ ở ổn định"
    INCOME = "income", "Đủ sống bằng thu nhập của mình hoặc gia đình"
    WORK = "work", "Đang đi làm hoặc đi học"
    HEALTH = "health", "Sức khỏe, tâm lý ổn định"
    SAFETY = "safety", "Thấy an toàn"
    FAMILY = "family", "Được gia đình, cộng đồng chấp nhận"


def check_visit(met: Answer, said: dict[Outcome, Answer], next_on: date | None, on: date, words: str) -> None:
    """A visit at which she was met has answers; one at which she was not says what was done."""
    if met is Answer.YES and set(said) != set(Outcome):
        raise Refused("Đã gặp thì trả lời đủ các mục; chưa biết thì chọn «Chưa rõ».", field="met")
    if met is not Answer.YES and not words:
        raise Refused("Chưa gặp được thì ghi đã tìm ở đâu, hỏi ai vào ô «Căn cứ, ghi chú».", field="note")
    if next_on is not None and next_on <= on:
        raise Refused("Ngày lần sau phải sau lần này. Hãy kiểm tra lại.", field="next_on")


def is_lost(met: Sequence[Answer]) -> bool:
    """``met``: the newest first. Not met several times in a row; unknown is not «not met»."""
    return len(met) >= LOST_AFTER and all(m is Answer.NO for m in met[:LOST_AFTER])
