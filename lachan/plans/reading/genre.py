"""Is this a plan at all? A news item or a report of results gives a poor answer and no invented tree."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lachan.plans.reading.header import Head
from lachan.plans.reading.normalise import Normal
from lachan.plans.reading.outline import Outline
from lachan.plans.reading.regions import Part
from lachan.plans.reading.schema import Warning_

REPORTED = re.compile(
    r"(?<!\w)(?:da (?:to chuc|phat hien|khoi to|dieu tra|giai cuu|ho tro|tiep nhan|"
    r"tuyen truyen|thuc hien|ban hanh|trien khai|xet xu|phoi hop)|so voi cung ky|"
    r"trong nam qua|ket qua dat duoc|ton tai, han che|theo bao cao|cho biet|"
    r"phat bieu|tai hoi nghi)(?!\w)"
)
TOLD = re.compile(
    r"(?<!\w)(?:theo do,|vua ban hanh|vua ky ban hanh|tac gia\s*:|bai(?:,| va) anh|cho biet|phat bieu|phong vien|"
    r"\d{1,2}:\d{2},? \d{1,2}/\d{1,2}/\d{4}|ke hoach (?:neu ro|dat muc tieu|de ra)|trong khi do)"
)
PLANNED = re.compile(
    r"(?<!\w)(?:chu tri|to chuc thuc hien|nhiem vu|giai phap|phan cong|xay dung ke hoach|"
    r"chi tieu|muc tieu|yeu cau|kinh phi|huong dan|trien khai|phoi hop)(?!\w)"
)
RESULTS = re.compile(r"(?<!\w)(?:bao cao|ket qua thuc hien|so ket|tong ket)(?!\w)")
PAST_HEADING = re.compile(
    r"(?:danh gia |khai quat |mot so )?(?:dac diem,? )?(?:tinh hinh|ket qua|ton tai|han che|kho khan|thuc trang|"
    r"nguyen nhan)"
)
PLAN_HEADING = re.compile(
    r"muc dich|muc tieu|chi tieu|nhiem vu|giai phap|to chuc thuc hien|phan cong|noi dung|yeu cau|trach nhiem|kinh phi"
)
PLAN_KINDS = ("ke_hoach", "quyet_dinh", "chuong_trinh", "de_an", "phuong_an", "chi_thi")


@dataclass(frozen=True)
class Genre:
    is_plan: bool
    confidence: str
    warnings: tuple[Warning_, ...] = ()


def genre_of(normal: Normal, head: Head, part: Part, outline: Outline) -> Genre:
    """A report says so in its title; a news item has no numbered items; a plan has items under plan headings."""
    kind = head.metadata.doc_type
    body = normal.folded[part.body : part.tail]
    numbered = [
        n for n in outline.nodes if n.kind in ("roman", "arabic", "letter", "upper", "article", "part", "dotted")
    ]
    headings = sum(
        bool(PLAN_HEADING.search(normal.folded, n.start, min(n.end, n.start + 90))) for n in numbered if n.depth <= 2
    )
    reported, planned = len(REPORTED.findall(body)), len(PLANNED.findall(body))
    if kind in ("bao_cao", "thong_bao") or (
        kind is None and RESULTS.search(normal.folded, part.start, min(part.body, part.start + 400)) and reported > 2
    ):
        return not_plan(
            "Văn bản là báo cáo hoặc thông báo, không phải kế hoạch: không lập cây "
            "nhiệm vụ, số liệu tình hình không được coi là chỉ tiêu."
        )
    headless = head.metadata.number is None and head.metadata.issuer is None and not head.number_blank
    roman = any(n.kind in ("roman", "upper", "part", "article") for n in numbered)
    told = len(TOLD.findall(normal.folded[part.start : part.tail]))
    if headless and ((not roman and headings < 2) or (told >= 2 and headings < 4)):
        return not_plan(
            "Văn bản là tin, bài hoặc đoạn trích, không có phần đầu và bố cục của một kế hoạch: không lập cây nhiệm vụ."
        )
    tops = [n for n in numbered if n.depth == 1 and not n.leaf]
    looking_back = sum(bool(PAST_HEADING.match(normal.folded, n.start, n.end)) for n in tops)
    if kind is None and looking_back * 2 >= max(2, len(tops)):
        return not_plan(
            "Văn bản nói về tình hình, kết quả đã qua, không phải kế hoạch: không lập cây nhiệm vụ, số liệu "
            "tình hình không được coi là chỉ tiêu."
        )
    if len(outline.nodes) < 2 or not numbered or (kind not in PLAN_KINDS and headings == 0 and reported >= planned):
        return not_plan("Văn bản không có các mục của một kế hoạch (có thể là tin, bài): không lập cây nhiệm vụ.")
    if headings == 0 or (kind is None and headings < 2):
        return Genre(
            True,
            "low",
            (Warning_("low_confidence", "Bố cục không giống kế hoạch thường gặp: cần người kiểm tra kỹ từng mục."),),
        )
    return Genre(True, "high" if kind in PLAN_KINDS and headings >= 2 else "medium")


def not_plan(message: str) -> Genre:
    return Genre(
        False, "low", (Warning_("not_a_plan", message), Warning_("low_confidence", "Kết quả đọc có độ tin cậy thấp."))
    )
