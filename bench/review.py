"""How long the review of a plan document takes, by its length: python bench/review.py [--home FOLDER].

A small sample home is built when it is not there yet; fictitious plans of 60 tasks and of about 300 pages are given to
it by its standing office, and the page, the form of a finding and one saved correction are asked in process.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 15
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
clock = time.process_time if os.environ.get("LACHAN_BENCH_CPU") else time.perf_counter
HEADS = ("plan", "pages", "tasks", "parts", "page KB", "page ms", "form ms", "save ms")
SENTENCE = "Rà soát địa bàn, lập danh sách người đi khỏi nơi cư trú, phối hợp với Sở Y tế xác minh và báo cáo kết quả. "


def plan(tasks: int, sentences: int) -> str:
    """Chapters of thirty tasks, each led by one of three offices."""
    lines = ["ỦY BAN NHÂN DÂN", "TỈNH KHÊ SƯƠNG", "Số: 99/KH-UBND", "KẾ HOẠCH", "Phòng, chống mua bán người năm 2026"]
    lines += ["I. CHỈ TIÊU", *(f"{n}. {90 + n}% vụ án mua bán người được truy tố." for n in range(1, 10))]
    for chapter in range(-(-tasks // 30)):
        lines.append(f"{_roman(chapter + 2)}. NHIỆM VỤ NHÓM {chapter + 1}")
        for n in range(1, min(30, tasks - 30 * chapter) + 1):
            lead = ("Công an tỉnh", "Sở Y tế", "Sở Tài chính")[n % 3]
            lines.append(f"{n}. Giao {lead} chủ trì việc thứ {n}. {SENTENCE * sentences}")
    return "\n".join(lines)


def _roman(number: int) -> str:
    for value, sign in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        if number >= value:
            return sign + (_roman(number - value) if number > value else "")
    return ""


def median(ask: Callable[[int], Any]) -> float:
    times = []
    for n in range(ROUNDS):
        began = clock()
        ask(n)
        times.append((clock() - began) * 1000)
    return statistics.median(times)


def measure() -> None:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lachan.config.settings")
    import django

    django.setup()
    from django.test import Client
    from django.urls import reverse

    from lachan.base.clock import now
    from lachan.people.models import Account
    from lachan.people.queries import actor_named
    from lachan.plans import actions, queries

    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(Account.objects.get(username="thuongtruc"), backend=BACKEND)
    office = actor_named("thuongtruc")
    print("{:>14} {:>6} {:>6} {:>6} {:>8} {:>8} {:>8} {:>8}".format(*HEADS))
    for name, tasks, sentences in (("60 tasks", 60, 4), ("300 pages", 900, 7)):
        text = plan(tasks, sentences)
        given = actions.ReadDocument("a.txt", text.encode())
        document_id = actions.read_plandoc(given, by=office, now=now())
        page = queries.open_document(office, document_id, now().date())
        show, save = reverse("plandoc.show", args=[document_id]), reverse("plandoc.correct", args=[document_id])
        form = reverse("plandoc.finding", args=[document_id])
        size = len(client.get(show).content) / 1024
        asked = [
            median(lambda _n, url=show: client.get(url)),
            median(lambda _n, url=form: client.get(url, {"mo": "v-3"})),
            median(
                lambda n, url=save: client.post(url, {"key": "v-3", "path": f"II.{n}"}, HTTP_ACCEPT="application/json")
            ),
        ]
        found = len(page.state["tasks"])
        print(
            f"{name:>14} {len(text) // 2200:>6} {found:>6} {len(page.parts):>6} {size:>8.0f}",
            *(f"{a:>8.0f}" for a in asked),
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=ROOT / "var/bench-review")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        measure()
        return 0
    env = {**os.environ, "LACHAN_HOME": str(asked.home)}
    if not (asked.home / "sample").exists():
        for words in (["setup"], ["seed", "--people", "40"]):
            subprocess.run([ROOT / ".venv/bin/lachan", *words], env=env, check=True, stdout=subprocess.DEVNULL)
    subprocess.run([ROOT / ".venv/bin/lachan", "migrate"], env=env, check=True)
    return subprocess.run([sys.executable, __file__, "--measure"], env=env, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
