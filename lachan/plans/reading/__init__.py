"""Reads a plan document into outline, targets, tasks, agencies, deadlines and duties, each with its words.

Plain Python: deterministic, offline, no database, no clock. Nothing is filled in that the document does not say.
"""

from __future__ import annotations

from dataclasses import replace

from lachan.plans.reading.compose import read_text
from lachan.plans.reading.errors import Unreadable
from lachan.plans.reading.extract import extract
from lachan.plans.reading.files import Progress
from lachan.plans.reading.schema import PlanReading

__all__ = ["PlanReading", "Unreadable", "read_bytes", "read_text"]


def read_bytes(data: bytes, filename: str, progress: Progress | None = None) -> PlanReading:
    """Read a .txt, .md, .html, .docx or .pdf file, or a scan. Raises Unreadable with a sentence for the officer."""
    got = extract(data, filename, progress)
    reading = read_text(got.text)
    return replace(reading, warnings=got.notes + reading.warnings) if got.notes else reading
