"""How long the six-month report of a whole province takes: figures, freezing, Word, PDF, Excel, and the page of it.

    LACHAN_HOME=/path/of/a/home .venv/bin/python bench/report.py --agency 98.BCD138 --period 2026-H1

The home holds the sample, for example of 100.000 people (``lachan seed --people 100000``). Each row is the time of the
whole act from a cold cache, beside the limit that was promised: ten seconds for the full report. «At work» is
processor time: on a busy machine the rest is waiting for others.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from datetime import date
from typing import Any

LIMIT = 10.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agency", default="98.BCD138")
    parser.add_argument("--period", default="2026-H1")
    parser.add_argument("--as-of", type=date.fromisoformat, default=date.today())
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lachan.config.settings")
    import django

    django.setup()
    from django.core.cache import cache

    from lachan.journal.models import Entry
    from lachan.people.queries import agency_by_code
    from lachan.reports.build.docx import write_docx
    from lachan.reports.build.typeset import write_pdf
    from lachan.reports.build.xlsx import write_xlsx
    from lachan.reports.freezing import document, figures_of, form_of, header_of_content
    from lachan.reports.gathering import content_for

    cache.clear()
    print(f"{Entry.objects.count():,} entries of the journal")
    agency = agency_by_code(asked.agency)
    content, gathered = timed(
        "figures gathered and frozen", content_for, "six_month", agency, asked.period, asked.as_of
    )
    built = document(content)
    _, word = timed("Word", write_docx, built)
    _, pdf = timed("PDF/A", write_pdf, built)
    _, sheet = timed("Excel", write_xlsx, form_of(content), header_of_content(content), figures_of(content))
    timed("figures again, from memory", content_for, "six_month", agency, asked.period, asked.as_of)
    whole = gathered + word + pdf + sheet
    print(f"{'the full report':<32}{whole:8.2f} s   {whole / LIMIT:6.1%} of {LIMIT:.0f} s")
    return 0 if whole <= LIMIT else 1


def timed(name: str, act: Callable[..., Any], *given: Any) -> tuple[Any, float]:
    began, worked = time.perf_counter(), time.process_time()
    made = act(*given)
    spent = time.perf_counter() - began
    print(f"{name:<32}{spent:8.2f} s   {time.process_time() - worked:6.2f} s of it at work")
    return made, spent


if __name__ == "__main__":
    raise SystemExit(main())
