"""How reading a plan grows with its length: python bench/reading.py [--pages 5 10 20 40 80].

The sample plan's tasks are repeated to the wanted number of pages; the last column should stay level.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
LETTERS_A_PAGE = 2_600
ROUNDS = 3


def of_length(pages: int) -> str:
    text = (ROOT / "lachan/jobs/seed/data/ke-hoach.txt").read_text(encoding="utf-8").format(year=2026, number=7)
    head, _, rest = text.partition("III. NHIỆM VỤ")
    tasks, _, tail = rest.partition("IV. KINH PHÍ")
    body = "III. NHIỆM VỤ" + tasks
    title, _, groups = body.partition("\n")
    parts = [f"\n{n}. Nhóm nhiệm vụ số {n}\n" + _letters(groups) for n in range(1, 1 + pages)]
    grown = title
    for part in parts:
        grown += part
        if len(head) + len(grown) + len(tail) > pages * LETTERS_A_PAGE:
            break
    return f"{head}{grown}\nIV. KINH PHÍ{tail}"


def _letters(groups: str) -> str:
    """The lettered tasks of all groups under one number, lettered anew."""
    lines = [line[3:] for line in groups.splitlines() if line[1:3] == ") "]
    return "\n".join(f"{letter}) {line}" for letter, line in zip("abcdeghiklmnopqrst", lines, strict=False))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=[5, 10, 20, 40, 80])
    asked = parser.parse_args()
    from lachan.plans.reading import read_bytes

    read_bytes(of_length(1).encode(), "warm-up.txt")
    print(f"{'pages':>6}{'letters':>10}{'tasks':>7}{'ms':>9}{'ms a page':>11}")
    for pages in asked.pages:
        data = of_length(pages).encode()
        times = []
        for _ in range(ROUNDS):
            began = time.process_time()
            reading = read_bytes(data, "plan.txt")
            times.append((time.process_time() - began) * 1000)
        spent = min(times)
        print(f"{pages:>6}{len(data.decode()):>10,}{len(reading.tasks):>7}{spent:>9.0f}{spent / pages:>11.1f}")


if __name__ == "__main__":
    main()
