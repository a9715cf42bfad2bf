"""What is done with a facility, gathered from its topics: registering it, looking after it, taking people in."""

from __future__ import annotations

from lachan.facilities import rules
from lachan.facilities.quality import Assess, Equip, Found, Inspect, Judged, assess, equip, inspect
from lachan.facilities.registering import (
    Describe,
    License,
    Register,
    Step,
    apply_facility,
    describe,
    end,
    license_,
    list_facility,
    refuse,
    resume,
    suspend,
)
from lachan.facilities.stays import Admit, Discharge, admit, discharge
from lachan.journal.procedure import name_verbs, register

__all__ = [
    "Admit", "Assess", "Describe", "Discharge", "Equip", "Found", "Inspect", "Judged", "License", "Register", "Step",
    "admit", "apply_facility", "assess", "describe", "discharge", "end", "equip", "inspect", "license_",
    "list_facility", "refuse", "resume", "suspend",
]  # fmt: skip

register(rules.PROCEDURE)
name_verbs({"facility.open_words": "Mở địa chỉ niêm phong", "facility.read": "Xem cơ sở"})
