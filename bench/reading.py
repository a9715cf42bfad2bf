"""How reading a plan grows with its length: python bench/reading.py [--pages 1 5 10 30 100 300].

A plan is made of the wanted number of pages, each with its share of targets, tasks and reports, so that a page is as
dense at every length. Asked: 30 pages in at most 0.3 s of work, and the time of a page within 1.3 from 1 to 300 pages.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
LETTERS_A_PAGE = 2_600
ROUNDS = 5
MOST_SECONDS_OF_30, MOST_RATIO = 0.3, 1.3


def of_length(pages: int) -> str:
    """The sample plan with its items dealt out to groups, as many as fill the pages; never longer than they are."""
    source = (ROOT / "lachan/jobs/seed/data/ke-hoach.txt").read_text(encoding="utf-8").format(year=2026, number=7)
    head, _, rest = source.partition("I. MỤC ĐÍCH")
    _, _, tail = source.partition("Nơi nhận:")
    targets, tasks, reports = items(rest, "II. CHỈ TIÊU"), items(rest, "III. NHIỆM VỤ"), items(rest, "V. TỔ CHỨC")
    text, number = f"{head}I. NHIỆM VỤ, GIẢI PHÁP", 0
    end = f"\nNơi nhận:{tail}"
    while True:
        number += 1
        mixed = [(targets, 2), (tasks, 3), (reports, 1)]
        lines = [part[(number * count + n) % len(part)] for part, count in mixed for n in range(count)]
        group = f"\n{number}. Nhóm nhiệm vụ số {number}\n" + "\n".join(
            f"{letter}) {line}" for letter, line in zip("abcdeg", lines, strict=True)
        )
        if len(text) + len(group) + len(end) > pages * LETTERS_A_PAGE:
            return text + end
        text += group


def items(source: str, heading: str) -> list[str]:
    """The lettered or numbered lines of a section, without their labels."""
    section = source.partition(heading)[2].partition("\n")[2]
    lines = section[: end if (end := section.find("\n\n")) > 0 else None].splitlines()
    lettered = [line[3:] for line in lines if line[1:3] == ") "]
    return lettered or [line.partition(". ")[2] for line in lines if line[:1].isdigit()]


def measured(pages: int) -> tuple[int, int, float]:
    """Letters, tasks, seconds of work: the best of several rounds, since others use the machine too."""
    from lachan.plans.reading import read_bytes

    data = of_length(pages).encode()
    times = []
    for _ in range(ROUNDS):
        began = time.process_time()
        reading = read_bytes(data, "plan.txt")
        times.append(time.process_time() - began)
    return len(data.decode()), len(reading.tasks), min(times)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=[1, 5, 10, 30, 100, 300])
    asked = parser.parse_args()
    measured(1)  # what is compiled once is not the time of a page
    print(f"{'pages':>6}{'letters':>10}{'tasks':>7}{'ms':>9}{'ms a page':>11}{'ratio':>8}")
    rows = [(pages, *measured(pages)) for pages in asked.pages]
    paces = [seconds / letters for _, letters, _, seconds in rows]
    for (pages, letters, tasks, seconds), pace in zip(rows, paces, strict=True):
        a_page = pace * LETTERS_A_PAGE * 1000
        print(f"{pages:>6}{letters:>10,}{tasks:>7}{seconds * 1000:>9.0f}{a_page:>11.2f}{pace / min(paces):>8.2f}")
    of_30 = next((seconds for pages, _, _, seconds in rows if pages == 30), 0.0)
    ratio = max(paces) / min(paces)
    held = of_30 <= MOST_SECONDS_OF_30 and ratio <= MOST_RATIO
    print(f"30 pages: {of_30:.3f} s (at most {MOST_SECONDS_OF_30}); slowest page / fastest: {ratio:.2f} ({MOST_RATIO})")
    return 0 if held else 1


if __name__ == "__main__":
    raise SystemExit(main())
