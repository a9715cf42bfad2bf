"""What is asked in the first hours, question by question, each three-valued or from a list; unknown is not no."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lachan.base.errors import Refused
from lachan.base.labels import Labelled
from lachan.law.book import current
from lachan.victims.support_rules import Answer


class Topic(Labelled):
    """What a row of answers is about; the last two are the aids of screening."""

    SAFETY = "safety", "An toàn, nhu cầu cấp thiết"
    WISHES = "wishes", "Ngôn ngữ, nguyện vọng"
    RIGHTS = "rights", "Giải thích quyền"
    CONSENT = "consent", "Đồng ý tiếp nhận, ghi hồ sơ"
    ELEMENTS = "elements", "Hành vi, thủ đoạn, mục đích"
    OPERATIONAL = "operational", "Dấu hiệu nhận biết"


class SexWish(Labelled):
    """The sex of the officer, interpreter or counsellor she asks for."""

    FEMALE = "female", "Muốn nữ"
    MALE = "male", "Muốn nam"
    ANY = "any", "Không yêu cầu"
    UNKNOWN = "unknown", "Chưa hỏi được"


class ConsentGivenBy(Labelled):
    """Who said yes to being received and recorded."""

    SELF = "self", "Chính người đó"
    GUARDIAN = "guardian", "Người đại diện hợp pháp"
    NOT_ABLE = "not_able", "Chưa đủ khả năng trả lời"
    UNKNOWN = "unknown", "Chưa hỏi"


@dataclass(frozen=True)
class Question:
    """One question in plain words. ``answers`` names a vocabulary, or ``law:…`` a code list of the law's book."""

    code: str
    label: str
    answers: str = "answer"


VOCABULARIES: dict[str, type[Labelled]] = {"answer": Answer, "sex": SexWish, "given_by": ConsentGivenBy}

QUESTIONS: dict[Topic, tuple[Question, ...]] = {
    Topic.SAFETY: (
        Question("danger", "Đang bị đe dọa, bị tìm kiếm"),
        Question("medical", "Cần cấp cứu, chăm sóc y tế ngay"),
        Question("food", "Cần ăn, uống ngay"),
        Question("shelter", "Cần chỗ ở an toàn đêm nay"),
        Question("clothes", "Cần quần áo, đồ vệ sinh cá nhân"),
        Question("child_care", "Cần chăm sóc trẻ đi cùng"),
        Question("family", "Muốn báo tin cho người thân"),
        Question("met", "Đã đáp ứng các nhu cầu trên"),
    ),
    Topic.WISHES: (
        Question("language", "Tiếng nói thường dùng", "law:languages"),
        Question("interpreter", "Cần phiên dịch"),
        Question("interpreter_came", "Đã có phiên dịch"),
        Question("officer_sex", "Cán bộ làm việc", "sex"),
        Question("officer_kept", "Đã theo nguyện vọng về cán bộ"),
        Question("interpreter_sex", "Người phiên dịch", "sex"),
        Question("interpreter_kept", "Đã theo nguyện vọng về phiên dịch"),
        Question("counsellor_sex", "Người tư vấn tâm lý", "sex"),
        Question("counsellor_kept", "Đã theo nguyện vọng về tư vấn"),
    ),
    Topic.RIGHTS: (
        Question("language", "Giải thích bằng tiếng", "law:languages"),
        Question("interpreter", "Có phiên dịch khi giải thích"),
        Question("understood", "Người đó nói đã hiểu"),
        Question("leaflet", "Đã đưa tờ giải thích quyền, hoặc đọc cho nghe"),
    ),
    Topic.CONSENT: (
        Question("reception", "Đồng ý được tiếp nhận, giúp đỡ"),
        Question("recording", "Đồng ý ghi thông tin vào hồ sơ niêm phong"),
        Question("family", "Đồng ý để cơ quan liên hệ người thân"),
        Question("given_by", "Ai trả lời", "given_by"),
    ),
}  # fmt: skip


def questions_of(topic: Topic, on: date) -> tuple[Question, ...]:
    """The questions of a topic; for rights, also one for each right the law's book lists that day."""
    rights = current().codes("rights", on) if topic is Topic.RIGHTS else ()
    return (*(Question(f"right.{row.id}", row.name) for row in rights), *QUESTIONS.get(topic, ()))


def answers_to(question: Question, on: date) -> tuple[tuple[str, str], ...]:
    """The codes and words one may answer with."""
    if question.answers.startswith("law:"):
        rows = current().codes(question.answers.removeprefix("law:"), on)
        return (*((row.id, row.name) for row in rows), (str(Answer.UNKNOWN), Answer.UNKNOWN.label))
    return tuple(VOCABULARIES[question.answers].choices())


def check_answers(topic: Topic, given: Iterable[tuple[str, str]], on: date) -> None:
    """At least one, each of the topic's own questions, each with an answer the question knows."""
    said = tuple(given)
    if not said:
        raise Refused("Chưa trả lời câu nào. Hãy trả lời ít nhất một câu; chưa biết thì chọn «Chưa rõ».")
    known = {q.code: q for q in questions_of(topic, on)}
    for code, answer in said:
        if code not in known or answer not in dict(answers_to(known[code], on)):
            raise Refused(
                f"Câu trả lời cho «{known[code].label if code in known else code}» không có trong danh mục. Hãy chọn"
                " lại từ danh sách."
            )


def said_of(question: Question, answer: str, on: date) -> str:
    return dict(answers_to(question, on)).get(answer, answer)
