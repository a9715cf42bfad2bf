"""How long it takes from a figure to its first fifty records: python bench/opening.py HOME [--every N] [--seed N].

For officers of each office that may open a figure: every indicator whole, those that miss it, and one part of every
dimension drawn at random. The page is asked twice in process: «cold» when nothing is kept in memory (the first reader
after a new act), «warm» when its figures are. The comparison with earlier periods follows behind the records; it
is not waited for here. The table tells p50, p95 and the slowest, on the wall and in processor
time (on a machine that others keep busy only the second says something), beside the limit. ``--every 5`` asks each
office a fifth of the indicators, together all of them.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

Times = dict[str, list[tuple[dict[str, float], str]]]  # cold and warm: by clock, and which page
ROOT = Path(__file__).resolve().parents[1]
LIMIT_MS = 300
CLOCKS = {"wall": time.perf_counter, "cpu": time.process_time}
OFFICERS = {
    "standing office": "thuongtruc", "health": "yte", "provincial police": "dieutra1", "border post": "bienphong1",
    "commune": "xa.pasuong", "commune police": "cax.pasuong", "centre": "congtacxahoi", "legal aid": "phaply",
    "procurators": "kiemsat", "women's union": "phunu", "inspectors": "thanhtra",
}  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    os.environ["LACHAN_HOME"] = str(asked.home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lachan.config.settings")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from lachan.journal.models import Entry

    print(f"{Entry.objects.count():,} entries of the journal", file=sys.stderr)
    rng = random.Random(asked.seed)
    took: Times = {"cold": [], "warm": []}
    print(f"{'milliseconds':<22}{'pages':>6}  " + "".join(f"{f'{s} {c}':>22}" for s in took for c in CLOCKS))
    print(f"{'':<22}{'':>6}  " + f"{'p50':>8}{'p95':>7}{'max':>7}" * 4)
    for turn, (office, username) in enumerate(OFFICERS.items()):
        own = _of_officer(username, rng, turn % asked.every, asked.every)
        print(_row(office, own), flush=True)
        for state, times in own.items():
            took[state] += times
    print(_row("all", took))
    for state, times in took.items():
        slowest = sorted(times, key=lambda pair: -pair[0]["cpu"])[:5]
        print(f"slowest {state}: " + ", ".join(f"{name} {t['cpu']:.0f}" for t, name in slowest))
    worst = _p95([t["wall"] for t, _ in took["warm"]]), _p95([t["wall"] for t, _ in took["cold"]])
    print(f"p95 on the wall: warm {worst[0]:.0f} ms, cold {worst[1]:.0f} ms, limit {LIMIT_MS} ms")
    return 0 if max(worst) <= LIMIT_MS else 1


def _of_officer(username: str, rng: random.Random, first: int, every: int) -> Times:
    from django.core.cache import cache

    ask = _visitor(username)
    found: Times = {"cold": [], "warm": []}
    for code, query in _questions(username, rng, first, every):
        for state, times in found.items():
            if state == "cold":
                cache.clear()
            times.append((_timed(ask, code, query), f"{code} {' '.join(query.values())}".strip()))
    return found


def _questions(username: str, rng: random.Random, first: int, every: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Codes with what is asked of them; a part is drawn among those that stand in the figure."""
    from lachan.base.clock import now
    from lachan.indicators.definitions import indicators
    from lachan.indicators.figures import figure, window_of
    from lachan.indicators.measures import Scope
    from lachan.law.periods import period
    from lachan.people.queries import actor_named

    actor, today = actor_named(username), now().date()
    year = period(str(today.year if today <= period(str(today.year)).end else today.year + 1))
    window = window_of(Scope(actor.province_code, actor.area_code), year, today)
    for code, rule in list(indicators().items())[first::every]:
        yield code, {}
        if rule.is_ratio:
            yield code, {"chi": "chua-dat"}
        name = rng.choice(rule.by)
        cells = figure(code, window, (name,)).cells
        if cells:
            yield code, {"chia": name, "o": rng.choice(cells).keys[0]}


def _visitor(username: str) -> Callable[[str, dict[str, str]], None]:
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.urls import reverse

    client = Client(SERVER_NAME="localhost")
    account = get_user_model().objects.get(username=username)
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")

    def ask(code: str, query: dict[str, str]) -> None:
        address = reverse("figure.show", args=[code]) + "?" + urlencode(query)
        answer: Any = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{username} asked {address} and was answered {answer.status_code}")

    return ask


def _timed(ask: Callable[[str, dict[str, str]], None], code: str, query: dict[str, str]) -> dict[str, float]:
    began = {name: clock() for name, clock in CLOCKS.items()}
    ask(code, query)
    return {name: (clock() - began[name]) * 1000 for name, clock in CLOCKS.items()}


def _row(name: str, found: Times) -> str:
    cells = []
    for times in found.values():
        for clock in CLOCKS:
            each = [t[clock] for t, _ in times]
            cells.append(f"{statistics.median(each):>8.0f}{_p95(each):>7.0f}{max(each):>7.0f}")
    return f"{name:<22}{len(found['warm']):>6}  " + "".join(cells)


def _p95(times: list[float]) -> float:
    return sorted(times)[int(0.95 * (len(times) - 1))]


if __name__ == "__main__":
    raise SystemExit(main())
