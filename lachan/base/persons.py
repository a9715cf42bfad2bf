"""Codes of persons that more than one room counts by."""

from __future__ import annotations

from lachan.base.labels import Labelled


class Sex(Labelled):
    FEMALE = "female", "Nữ"
    MALE = "male", "Nam"
    OTHER = "other", "Giới tính khác"
    UNKNOWN = "unknown", "Chưa rõ"
