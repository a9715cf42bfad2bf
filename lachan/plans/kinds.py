"""What a reading is made of, as tables: the kinds of findings, their fields, and where each stands. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
ROLES = ("leads", "partners", "directed")
HEAD = "f"  # the key of what stands once in a document: number, date, period, signatory
AGENCIES = "g"  # the key under which printed names are settled to the directory


@dataclass(frozen=True)
class Kind:
    """``list``: its name in the state; ``path``: where the reading has it; ``fields``: what people correct → label.

    ``one`` names one of them in a sentence. ``bare``: the reading holds a string, not a tree.
    """

    prefix: str
    list: str
    label: str
    one: str
    path: tuple[str, ...]
    words: str
    fields: Mapping[str, str]
    blank: Json = field(default_factory=dict)
    bare: bool = False
    joins: bool = False


_TEXT = {"text": "nội dung"}
KINDS: tuple[Kind, ...] = (
    Kind("c", "legal_bases", "Căn cứ pháp lý", "căn cứ", ("legal_bases",), "number",
         {"type": "loại văn bản", "number": "số, ký hiệu", "date": "ngày", "issuer": "cơ quan ban hành"},
         {"type": "", "number": None, "date": None, "issuer": None}),
    Kind("o", "objectives", "Mục đích, mục tiêu", "mục tiêu", ("objectives",), "text",
         {"text": "nội dung", "section": "mục"}, {"section": ""}, joins=True),
    Kind("d", "beneficiaries", "Đối tượng thụ hưởng", "đối tượng", ("beneficiaries",), "text", _TEXT),
    Kind("a", "priority_areas", "Địa bàn trọng điểm", "địa bàn", ("scope", "priority_areas"), "text", _TEXT),
    Kind("x", "pilot_areas", "Nơi làm điểm", "nơi làm điểm", ("pilot_areas",), "text", _TEXT, bare=True),
    Kind("t", "targets", "Chỉ tiêu", "chỉ tiêu", ("targets",), "subject",
         {"subject": "nội dung", "comparator": "so sánh", "value": "mức", "unit": "đơn vị", "by": "đến mốc",
          "kind": "loại", "indicator": "cách tính", "section": "mục"},
         {"section": "", "comparator": "=", "value": None, "unit": "%", "indicator": None, "by": None, "kind": "target",
          "reason": None}, joins=True),
    Kind("v", "tasks", "Nhiệm vụ", "nhiệm vụ", ("tasks",), "text",
         {"text": "nội dung", "leads": "chủ trì", "partners": "phối hợp", "directed": "được chỉ đạo, hướng dẫn",
          "deadline": "hạn", "themes": "lĩnh vực", "is_request": "là lời đề nghị", "role": "vai trò", "path": "mục"},
         {"path": "", "role": "thuc_hien", "leads": [], "partners": [], "directed": [], "is_request": False,
          "deadline": None, "themes": []}, joins=True),
    Kind("b", "duties", "Chế độ báo cáo", "chế độ báo cáo", ("duties",), "what",
         {"what": "loại", "cycle": "kỳ", "due": "hạn", "reporters": "nơi báo cáo", "recipients": "nơi nhận",
          "via": "gửi qua", "onward": "để báo cáo tiếp"},
         {"what": "results", "cycle": None, "due": None, "reporters": [], "recipients": [], "via": [], "onward": []}),
    Kind("k", "amounts", "Kinh phí", "khoản kinh phí", ("budget", "amounts"), "value",
         {"value": "số tiền", "unit": "đơn vị"}, {"value": None, "unit": "đồng"}),
    Kind("n", "sources", "Nguồn kinh phí", "nguồn kinh phí", ("budget", "sources"), "text", _TEXT),
    Kind("r", "recipients", "Nơi nhận", "nơi nhận", ("recipients",), "text", _TEXT, bare=True),
    Kind("h", "hotlines", "Đường dây nóng", "đường dây nóng", ("hotlines",), "text", {"text": "số"}, bare=True),
)  # fmt: skip
WARNINGS = Kind("w", "warnings", "Cảnh báo", "cảnh báo", ("warnings",), "message", {"seen": "đã xem"})
OF_PREFIX = {kind.prefix: kind for kind in (*KINDS, WARNINGS)}

# field of the head → where the reading has it
HEAD_PATHS: dict[str, tuple[str, str]] = {
    "title": ("metadata", "title"), "number": ("metadata", "number"), "date": ("metadata", "date"),
    "place": ("metadata", "place"), "issuer": ("metadata", "issuer"), "doc_type": ("metadata", "doc_type"),
    "is_draft": ("metadata", "is_draft"), "start": ("period", "start"), "end": ("period", "end"),
    "level": ("scope", "level"), "area": ("scope", "place"), "signer": ("signatory", "name"),
    "on_behalf": ("signatory", "on_behalf"), "capacity": ("signatory", "capacity"),
    "position": ("signatory", "position"),
}  # fmt: skip
HEAD_FIELDS: dict[str, str] = {
    "title": "trích yếu", "number": "số, ký hiệu", "date": "ngày ban hành", "place": "nơi ban hành",
    "issuer": "cơ quan ban hành", "doc_type": "loại văn bản", "is_draft": "là dự thảo", "start": "thời kỳ từ",
    "end": "thời kỳ đến", "level": "cấp", "area": "phạm vi địa bàn", "signer": "người ký", "on_behalf": "thay mặt",
    "capacity": "tư cách ký", "position": "chức vụ", "parent": "kế hoạch cấp trên",
}  # fmt: skip


def kind_of(key: str) -> Kind:
    """The kind of the finding under a key such as ``t-3``."""
    return OF_PREFIX[key.partition("-")[0]]


def label_of(key: str, name: str) -> str:
    """What people call a field: «trích yếu» of the head, «mức» of a target."""
    if key == HEAD:
        return HEAD_FIELDS.get(name, name)
    if key == AGENCIES:
        return name
    return kind_of(key).fields.get(name, name)
