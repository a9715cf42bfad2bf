"""Reads a plan document into outline, targets, tasks, agencies, deadlines and duties, each with its words.

Plain Python: deterministic, offline, no database, no clock. Nothing is filled in that the document does not say.
"""

from __future__ import annotations

from lachan.plans.reading.compose import read_text
from lachan.plans.reading.errors import Unreadable
from lachan.plans.reading.extract import extract
from lachan.plans.reading.schema import PlanReading

__all__ = ["PlanReading", "Unreadable", "read_bytes", "read_text"]


def read_bytes(data: bytes, filename: str) -> PlanReading:
    """Read a .txt, .md, .html, .docx or .pdf file. Raises Unreadable with a sentence for the officer."""
    return read_text(extract(data, filename))
