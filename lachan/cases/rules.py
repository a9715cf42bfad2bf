"""The procedures of a case and of each accused, as tables of moves (BLTTHS), and from what age one is liable."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime

from lachan.base.errors import Refused
from lachan.base.labels import Labelled
from lachan.base.moves import Move, Procedure
from lachan.law.rows import OffenceClass


class CaseStatus(Labelled):
    INVESTIGATING = "investigating", "Đang điều tra"
    SUSPENDED = "suspended", "Tạm đình chỉ điều tra"
    DISCONTINUED = "discontinued", "Đã đình chỉ vụ án"
    CONCLUDED = "concluded", "Đã kết luận điều tra, đề nghị truy tố"
    SUPPLEMENTING = "supplementing", "Đang điều tra bổ sung"
    PROSECUTED = "prosecuted", "Đã truy tố"
    ACCEPTED = "accepted_for_trial", "Tòa án đã thụ lý"
    ON_TRIAL = "on_trial", "Đã quyết định đưa ra xét xử"
    JUDGED = "judged", "Đã xét xử sơ thẩm"


class Stage(Labelled):
    """The stages of the strip on a case's page."""

    RECEPTION = "reception", "Tiếp nhận nguồn tin"
    INSTITUTION = "institution", "Khởi tố"
    INVESTIGATION = "investigation", "Điều tra"
    PROSECUTION = "prosecution", "Truy tố"
    TRIAL = "trial", "Xét xử sơ thẩm"


S = CaseStatus
WITH_INVESTIGATORS = (S.INVESTIGATING, S.SUPPLEMENTING)
BEFORE_JUDGMENT = (*WITH_INVESTIGATORS, S.SUSPENDED, S.CONCLUDED, S.ACCEPTED)

# Each decision lengthens the limit before it, in this order (BLTTHS Điều 172); which steps exist depends on the class.
EXTENSIONS = (
    "case.investigate",
    "case.investigate_extended",
    "case.investigate_extended_twice",
    "case.investigate_extended_thrice",
    "case.investigate_extended_specially",
)
RESUMED_EXTENSIONS = ("case.investigate_resumed", "case.investigate_resumed_extended")
CHAINS = (EXTENSIONS, RESUMED_EXTENSIONS)
INVESTIGATION_LIMITS = (
    *(f"{rule}." for chain in CHAINS for rule in chain), "case.supplement_for_procuracy", "case.supplement_for_court",
)  # fmt: skip
ALL_LIMITS = (*INVESTIGATION_LIMITS, "case.prosecute.", "case.prepare_trial.")

PROCEDURE = Procedure(
    "case",
    "Vụ án",
    CaseStatus,
    (
        Move("case.institute", "Khởi tố vụ án", target=S.INVESTIGATING, law="BLTTHS Điều 143, 153, 154",
             needs="bắt đầu thời hạn điều tra theo loại tội phạm"),
        Move("case.extend_investigation", "Gia hạn điều tra", WITH_INVESTIGATORS, None, law="BLTTHS Điều 172, 174",
             needs="quyết định gia hạn của Viện kiểm sát"),
        Move("case.change_article", "Thay đổi quyết định khởi tố vụ án", WITH_INVESTIGATORS, None,
             law="BLTTHS Điều 156", needs="thời hạn đang chạy tính lại theo loại tội phạm mới"),
        Move("case.conclude", "Kết luận điều tra, đề nghị truy tố", WITH_INVESTIGATORS, S.CONCLUDED,
             stops=INVESTIGATION_LIMITS, law="BLTTHS Điều 232, 233",
             needs="có bị can; bắt đầu thời hạn quyết định việc truy tố của Viện kiểm sát"),
        Move("case.prosecute", "Quyết định truy tố (cáo trạng)", (S.CONCLUDED,), S.PROSECUTED,
             stops=("case.prosecute.",), law="BLTTHS Điều 240, 243", needs="số cáo trạng của Viện kiểm sát"),
        Move("case.return_for_more", "Trả hồ sơ để điều tra bổ sung", (S.CONCLUDED, S.ACCEPTED), S.SUPPLEMENTING,
             stops=("case.prosecute.", "case.prepare_trial."), law="BLTTHS Điều 174, 245, 280"),
        Move("case.accept_for_trial", "Tòa án thụ lý vụ án", (S.PROSECUTED,), S.ACCEPTED, law="BLTTHS Điều 276, 277",
             needs="bắt đầu thời hạn chuẩn bị xét xử của Tòa án"),
        Move("case.bring_to_trial", "Quyết định đưa vụ án ra xét xử", (S.ACCEPTED,), S.ON_TRIAL,
             stops=("case.prepare_trial.",), law="BLTTHS Điều 255, 277", needs="bị can trở thành bị cáo"),
        Move("case.judge", "Bản án sơ thẩm", (S.ON_TRIAL,), S.JUDGED, law="BLTTHS Điều 260",
             needs="số bản án; kết quả đối với từng bị cáo"),
        Move("case.change_compensation", "Sửa tổng bồi thường theo bản án sau", (S.JUDGED,), None,
             law="BLTTHS Điều 355, 388", needs="số bản án phúc thẩm, quyết định giám đốc thẩm"),
        Move("case.suspend", "Tạm đình chỉ điều tra", WITH_INVESTIGATORS, S.SUSPENDED, stops=INVESTIGATION_LIMITS,
             law="BLTTHS Điều 229"),
        Move("case.resume", "Phục hồi điều tra", (S.SUSPENDED,), S.INVESTIGATING, law="BLTTHS Điều 174, 235",
             needs="bắt đầu thời hạn điều tra tiếp"),
        Move("case.discontinue", "Đình chỉ vụ án", BEFORE_JUDGMENT, S.DISCONTINUED, stops=ALL_LIMITS,
             law="BLTTHS Điều 230, 248, 282"),
    ),
)  # fmt: skip

STAGE_OF = {
    S.INVESTIGATING: Stage.INVESTIGATION,
    S.SUSPENDED: Stage.INVESTIGATION,
    S.SUPPLEMENTING: Stage.INVESTIGATION,
    S.CONCLUDED: Stage.PROSECUTION,
    S.PROSECUTED: Stage.PROSECUTION,
    S.ACCEPTED: Stage.TRIAL,
    S.ON_TRIAL: Stage.TRIAL,
    S.JUDGED: Stage.TRIAL,
}

NEEDS_NUMBER = {
    "case.extend_investigation": "quyết định gia hạn",
    "case.prosecute": "cáo trạng",
    "case.judge": "bản án",
    "case.change_compensation": "bản án phúc thẩm, quyết định giám đốc thẩm",
}
_NUMBER = re.compile(r"[0-9A-ZĐ][0-9A-ZĐa-zđ./\-]{0,39}")


def check_number(verb: str, number: str) -> None:
    """A decision is named by its number, such as 12/CT-VKS. No spaces: a number is no place for a name."""
    if not number and verb in NEEDS_NUMBER:
        raise Refused(f"Bước này phải có số {NEEDS_NUMBER[verb]}. Hãy nhập số, ví dụ 12/CT-VKS.", field="decision_no")
    if number and not _NUMBER.fullmatch(number):
        raise Refused(
            "Số văn bản chỉ gồm chữ, số, dấu gạch và dấu chấm, không có khoảng trắng, ví dụ 12/CT-VKS. Hãy nhập lại.",
            field="decision_no",
        )


def next_limit(running: str) -> str | None:
    """The rule that an extension starts after ``running``, of the same class; None when the chain has ended."""
    step, _, offence_class = running.rpartition(".")
    for chain in CHAINS:
        if step in chain[:-1]:
            return f"{chain[chain.index(step) + 1]}.{offence_class}"
    return None


def check_since(occurred_at: datetime, instituted_at: datetime) -> None:
    """No step of a case is older than the case."""
    if occurred_at < instituted_at:
        raise Refused(
            f"Ngày thực hiện trước ngày khởi tố vụ án ({instituted_at:%d/%m/%Y}). Hãy kiểm tra lại ngày.",
            field="occurred_at",
        )


def check_victims(count: int) -> None:
    if count < 0 or count > 10_000:
        raise Refused("Số nạn nhân không hợp lý. Hãy nhập số người đã biết, từ 0.", field="victim_count")


def check_compensation(amount: int) -> None:
    if amount < 0 or amount >= 10**12:
        raise Refused("Số tiền bồi thường không hợp lý. Hãy nhập số đồng, từ 0.", field="compensation")


class AccusedStatus(Labelled):
    CHARGED = "charged", "Bị can"
    WANTED = "wanted", "Bị can đang bị truy nã"
    DISCONTINUED = "discontinued", "Đã đình chỉ đối với bị can"
    DEFENDANT = "defendant", "Bị cáo"
    CONVICTED = "convicted", "Người bị kết án"
    ACQUITTED = "acquitted", "Được tuyên không có tội"


class Nationality(Labelled):
    """ISO 3166 codes of those met most often."""

    VN = "VN", "Việt Nam"
    CN = "CN", "Trung Quốc"
    KH = "KH", "Campuchia"
    LA = "LA", "Lào"
    MM = "MM", "Myanmar"
    TH = "TH", "Thái Lan"
    MY = "MY", "Malaysia"
    PH = "PH", "Philippines"
    OTHER = "ZZ", "Nước khác, không quốc tịch"


class Part(Labelled):
    """The parts of BLHS Điều 17."""

    ORGANISER = "organiser", "Người tổ chức"
    PERFORMER = "performer", "Người thực hành"
    INSTIGATOR = "instigator", "Người xúi giục"
    HELPER = "helper", "Người giúp sức"


class Penalty(Labelled):
    PRISON = "prison", "Tù có thời hạn"
    LIFE = "life", "Tù chung thân"
    SUSPENDED_PRISON = "suspended_prison", "Tù cho hưởng án treo"
    NON_CUSTODIAL = "non_custodial", "Cải tạo không giam giữ"


A = AccusedStatus
BEFORE_TRIAL = (A.CHARGED, A.WANTED)

ACCUSED_PROCEDURE = Procedure(
    "accused",
    "Bị can, bị cáo",
    AccusedStatus,
    (
        Move("accused.charge", "Khởi tố bị can", target=A.CHARGED, law="BLTTHS Điều 179"),
        Move("accused.change_article", "Thay đổi quyết định khởi tố bị can", BEFORE_TRIAL, None, law="BLTTHS Điều 180"),
        Move("accused.declare_wanted", "Truy nã bị can", (A.CHARGED,), A.WANTED, law="BLTTHS Điều 231"),
        Move("accused.end_search", "Đình nã", (A.WANTED,), A.CHARGED, law="BLTTHS Điều 231"),
        Move("accused.discontinue", "Đình chỉ đối với bị can", BEFORE_TRIAL, A.DISCONTINUED,
             law="BLTTHS Điều 230, 248, 282"),
        Move("accused.bring_to_trial", "Trở thành bị cáo", BEFORE_TRIAL, A.DEFENDANT, law="BLTTHS Điều 61",
             needs="quyết định đưa vụ án ra xét xử"),
        Move("accused.convict", "Tuyên có tội", (A.DEFENDANT,), A.CONVICTED, law="BLTTHS Điều 260",
             needs="bản án sơ thẩm"),
        Move("accused.acquit", "Tuyên không có tội", (A.DEFENDANT,), A.ACQUITTED, law="BLTTHS Điều 260",
             needs="bản án sơ thẩm"),
    ),
)  # fmt: skip

_TIMED = (Penalty.PRISON, Penalty.SUSPENDED_PRISON, Penalty.NON_CUSTODIAL)


def latest_birthday(year: int, month: int = 0, day: int = 0) -> date:
    """With no day, the month's last; with no month, the year's last: the reading in favour of the person (Điều 417)."""
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def age_on(day: date, year: int, month: int = 0, day_of_birth: int = 0) -> int:
    born = latest_birthday(year, month, day_of_birth)
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def check_liable(age: int, article: str, offence_class: OffenceClass) -> None:
    """BLHS Điều 12: from 16 for every offence; from 14 for very and extremely serious offences of Articles 150, 151."""
    grave = offence_class in (OffenceClass.VERY_SERIOUS, OffenceClass.EXTREMELY_SERIOUS)
    if age >= 16 or (age >= 14 and grave and article.partition(".")[0] in ("150", "151")):
        return
    raise Refused(
        f"Người này {age} tuổi khi thực hiện hành vi, chưa đủ tuổi chịu trách nhiệm hình sự về điều khoản {article}"
        " (BLHS Điều 12). Hãy kiểm tra ngày sinh, ngày phạm tội, điều khoản; nếu đúng thì không khởi tố bị can.",
        field="birth_year",
    )


def check_identity(full_name: str, birth_year: int, on: date) -> None:
    if not full_name:
        raise Refused("Chưa có họ tên bị can. Quyết định khởi tố bị can phải ghi họ tên.", field="full_name")
    if not on.year - 110 <= birth_year <= on.year:
        raise Refused("Năm sinh không hợp lý. Hãy kiểm tra lại năm sinh của bị can.", field="birth_year")


def check_sentence(penalty: Penalty, months: int) -> None:
    if penalty in _TIMED and not 1 <= months <= 360:
        raise Refused(f"«{penalty.label}» phải có thời hạn, từ 1 đến 360 tháng. Hãy nhập số tháng.", field="months")
    if penalty is Penalty.LIFE and months:
        raise Refused("Tù chung thân không có số tháng. Hãy để trống ô số tháng.", field="months")
