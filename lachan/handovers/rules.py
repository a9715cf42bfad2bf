"""The procedure of a hand-over: a list prepared, sent, received with a minute, ticked off as entered, closed."""

from __future__ import annotations

from lachan.base.errors import Refused
from lachan.base.labels import Labelled
from lachan.base.moves import Move, Procedure


class HandoverStatus(Labelled):
    PREPARED = "prepared", "Đã lập danh sách"
    SENT = "sent", "Đã gửi, chờ biên bản"
    RECEIVED = "received", "Đã nhận, có biên bản"
    ENTERED = "entered", "Đã nhập đủ vào phần mềm"


class HandedKind(Labelled):
    """What is handed over, in the order of the list."""

    VICTIM = "victim", "Nạn nhân"
    ACCUSED = "accused", "Đối tượng"
    CASE = "case", "Vụ án"


S = HandoverStatus

HANDOVER = Procedure(
    "handover",
    "Bàn giao số liệu cho phần mềm",
    HandoverStatus,
    (
        Move("handover.prepare", "Lập danh sách bàn giao", target=S.PREPARED),
        Move("handover.send", "Gửi danh sách", (S.PREPARED,), S.SENT),
        Move("handover.receive", "Nhận danh sách, ghi biên bản", (S.SENT,), S.RECEIVED,
             needs="số, ngày biên bản bàn giao"),
        Move("handover.tick", "Ghi đã nhập vào phần mềm", (S.RECEIVED,), None, needs="số thứ tự trên phần mềm"),
        Move("handover.count", "Ghi tổng số trên phần mềm", (S.RECEIVED, S.ENTERED), None),
        Move("handover.close", "Kết thúc bàn giao", (S.RECEIVED,), S.ENTERED, needs="mọi dòng đã nhập"),
    ),
)  # fmt: skip

MOST_ITEMS = 5000


def check_any(count: int) -> None:
    if not count:
        raise Refused("Từ lần bàn giao trước chưa có gì mới hoặc thay đổi, nên không cần lập danh sách.")
    if count > MOST_ITEMS:
        raise Refused(
            f"Có hơn {MOST_ITEMS} hồ sơ mới hoặc thay đổi, quá nhiều cho một danh sách."
            " Hãy nhờ quản trị viên kiểm tra lần bàn giao trước."
        )


def check_minute(number: str) -> None:
    if len(number.strip()) < 2:
        raise Refused("Nhận bàn giao phải có số biên bản. Hãy ghi số, ngày của biên bản.", field="minute_number")


def check_all_entered(left: int) -> None:
    if left:
        raise Refused(f"Còn {left} dòng chưa ghi số trên phần mềm. Hãy ghi nốt rồi kết thúc.")


def check_number(number: str) -> None:
    if not number.strip():
        raise Refused("Chưa có số trên phần mềm. Hãy ghi số của dòng đã nhập.", field="number")
