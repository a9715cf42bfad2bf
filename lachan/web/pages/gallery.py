"""The gallery: every part of a page in every state, with people and places that do not exist."""

from datetime import UTC, date, datetime

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lachan.web.parts import Cell, Clock, Column, Move, Segment, Step, Tab, Tag, TimelineEntry

CLOCKS = (
    Clock("Xác minh ban đầu", "at_risk", "Điều 28 khoản 3", "Luật 53/2024/QH15", "còn 1 ngày làm việc", fraction=0.78),
    Clock("Nhận chuyển tuyến pháp lý", "on_track", label="còn 2 ngày", due_on=date(2026, 11, 24), fraction=0.35),
    Clock("Thông báo cho thân nhân", "breached", label="quá hạn 1 ngày", fraction=1),
    Clock("Phân loại nguồn tin", "met", "24 giờ", due_on=date(2026, 11, 13), fraction=0.6),
    Clock("Báo tin cho người tố giác", "met_late", "03 ngày làm việc", confirmed=False, fraction=1),
)
STEPS = (
    Step("Tiếp nhận", "done", date(2026, 11, 12)),
    Step("Hỗ trợ ban đầu", "done", date(2026, 11, 12)),
    Step("Xác minh", "now", date(2026, 12, 2), "hạn"),
    Step("Xác định"),
    Step("Kế hoạch hỗ trợ"),
    Step("Hòa nhập"),
    Step("Kết thúc"),
)
ENTRIES = (
    TimelineEntry(
        "Gửi yêu cầu xác minh",
        date(2026, 11, 17),
        datetime(2026, 11, 18, 1, 12, tzinfo=UTC),
        "tới Công an xã Suối Ngàn",
        "Công an tỉnh",
        "Luật 53/2024/QH15, Điều 28",
        url="#",
    ),
    TimelineEntry(
        "Hỗ trợ tâm lý, khám sức khoẻ",
        date(2026, 11, 13),
        datetime(2026, 11, 13, 9, 40, tzinfo=UTC),
        "· Trung tâm Công tác xã hội tỉnh",
        note="Đồng ý của người được hỗ trợ: có, bản ký ngày 13/11/2026",
    ),
    TimelineEntry(
        "Tiếp nhận tại cửa khẩu",
        date(2026, 11, 12),
        datetime(2026, 11, 13, 2, 5, tzinfo=UTC),
        "ngày tiếp nhận là 12/11, không phải 11/11",
        "Đồn Biên phòng Đèo Gió",
        is_correction=True,
    ),
)
MOVES = (
    Move("identify", "Ghi kết quả xác định", url="#moves"),
    Move("refer", "Chuyển tuyến…", url="#moves"),
    Move(
        "close",
        "Kết thúc hồ sơ",
        may=False,
        why="Còn 2 chế độ chưa giải quyết. Ghi kết quả từng chế độ rồi mới kết thúc được.",
    ),
)
PURPOSES = (
    ("verify", "Xác minh nhân thân"),
    ("support", "Quyết định hoặc thực hiện hỗ trợ"),
    ("protect", "Bảo vệ khẩn cấp"),
)
FACTS = (
    ("Giới tính", "Nữ"),
    ("Năm sinh", "2007"),
    ("Nơi thường trú", "Xã Suối Ngàn, tỉnh Đông Sơn"),
    ("Hình thức bóc lột", "Cưỡng bức kết hôn"),
    ("Nước đến", ""),
)
TARGETS = (
    ("Tố giác, tin báo được tiếp nhận, phân loại", 100, 100, 184, 184, "ok", "Đạt", (100, 100, 100, 100, 100)),
    ("Tố giác, tin báo được giải quyết", 90, 87.5, 161, 184, "due", "Có nguy cơ", (71, 74, 78, 86, 87.5)),
    ("Vụ án được giải quyết, truy tố", 95, 76.5, 13, 17, "late", "Chưa đạt", (60, None, 66, 72, 76.5)),
    ("Nạn nhân được trợ giúp pháp lý", 100, None, 0, 0, "plain", "Chưa có số liệu", ()),
)
COLUMNS = (
    Column("code", "Hồ sơ", is_sortable=True),
    Column("what", "Nội dung"),
    Column("agency", "Cơ quan", is_sortable=True),
    Column("clock", "Thời hạn"),
    Column("cost", "Chi phí", "r", is_sortable=True),
)
ROWS = (
    (
        Cell("TB-99-2026-0183", "#table", "Tin báo qua Tổng đài 111"),
        "Phân loại nguồn tin",
        "Công an xã Suối Ngàn",
        Cell("quá 5 giờ", tone="late"),
        "–",
    ),
    (
        Cell("NN-99-2026-0147", "#table", "Chị M., 19 tuổi"),
        "Hỗ trợ y tế",
        "Bệnh viện huyện Đèo Gió",
        Cell("còn 2 ngày", tone="due"),
        "860.000 đ",
    ),
    (
        Cell("VA-99-2026-0019", "#table", "4 bị can, Điều 150 khoản 2"),
        "Điều tra",
        "Phòng Cảnh sát hình sự",
        Cell("đúng hạn", tone="ok"),
        "",
    ),
)
SEGMENTS = (
    Segment("- Bảo đảm "),
    Segment("100% tố giác, tin báo", "k", "target-1"),
    Segment(" về tội phạm được tiếp nhận, phân loại.\nChủ trì: "),
    Segment("Phòng Nội vụ", "a"),
    Segment(". Gửi kế hoạch "),
    Segment("trước ngày 20/3/2026", "d"),
    Segment("."),
)
COLOURS = ("ink", "ink-2", "ink-3", "brand", "brand-soft", "ok", "due", "late")


class GalleryForm(forms.Form):
    channel = forms.ChoiceField(
        label="Kênh tiếp nhận", choices=[("", "Chọn…"), ("111", "Tổng đài 111"), ("direct", "Trực tiếp")]
    )
    received_on = forms.DateField(label="Ngày tiếp nhận", widget=forms.DateInput(attrs={"type": "date"}))
    summary = forms.CharField(
        label="Nội dung", help_text="Viết đúng điều đã nghe; tên người ghi ở phần niêm phong.", widget=forms.Textarea
    )
    area = forms.CharField(label="Địa bàn", required=False)
    urgency = forms.ChoiceField(
        label="Mức khẩn cấp", widget=forms.RadioSelect, choices=[("now", "Đang gặp nguy hiểm"), ("later", "Đã an toàn")]
    )
    is_child = forms.BooleanField(label="Có người dưới 18 tuổi", required=False)


def gallery(request: HttpRequest) -> HttpResponse:
    wrong = GalleryForm({"area": "Xã Suối Ngàn"}, auto_id="wrong_%s")
    context = {
        "clocks": CLOCKS,
        "steps": STEPS,
        "entries": ENTRIES,
        "moves": MOVES,
        "purposes": PURPOSES,
        "facts": FACTS,
        "targets": TARGETS,
        "columns": COLUMNS,
        "amounts": [("Ép làm vợ, chồng", 27.0), ("Cưỡng bức lao động", 34.0), ("Khác", None)],
        "by_province": {"40": (26.0, ""), "11": (18.0, ""), "96": (3.0, "")},
        "by_commune": [("xã Mẫu Một", 7.0, ""), ("xã Mẫu Hai", 0.0, ""), ("phường Mẫu Ba", 19.0, "")],
        "months": [(f"{month:02d}/2026", float(month * 7 % 11)) for month in range(1, 13)],
        "rows": ROWS,
        "segments": SEGMENTS,
        "colours": COLOURS,
        "page": Paginator(range(1234), 50).page(3),
        "form": GalleryForm(),
        "wrong": wrong,
        "tabs": (Tab("Tất cả", "#tabs", 184, True), Tab("Chờ tiếp nhận", "#tabs", 5), Tab("Đã kết thúc", "#tabs")),
        "tags": (Tag("Đang xác định", "due"), Tag("Trở về qua cửa khẩu")),
        "day": date(2026, 11, 22),
        "instant": datetime(2026, 11, 22, 0, 30, tzinfo=UTC),
        "is_sample": True,
    }
    return render(request, "gallery.html", context)
