"""How long pages take with few people and with many: python bench/pages.py [--small N] [--large N] [--homes FOLDER].

Two sample homes are built under the folder when they are not there yet (100,000 people take some minutes). The pages
are asked in process, by the officers whose pages they are, and the table tells p50, p95 and how much many cost.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
ROUNDS, WARM_UP = 40, 3
DEEP = 0.9  # how far into a list the deep page lies
# On a machine that others keep busy only the time of this process says something: LACHAN_BENCH_CPU=1, option --cpu.
clock = time.process_time if os.environ.get("LACHAN_BENCH_CPU") else time.perf_counter
GIVEN_NAMES = ("Mai", "Lan", "Hoa", "Hùng", "Dũng", "Thảo", "Nga", "Sơn", "Hải", "Vân")
SURNAMES = ("Lò", "Giàng", "Nguyễn", "Vàng", "Hoàng", "Triệu", "Bùi", "Sùng")


def build(home: Path, people: int) -> None:
    if (home / "sample").exists():
        return
    print(f"{home}: building a sample of {people:,} people ...", file=sys.stderr)
    began = time.perf_counter()
    for words in (["setup"], ["seed", "--people", str(people)]):
        subprocess.run([ROOT / ".venv/bin/lachan", *words], env=_env(home), check=True, stdout=subprocess.DEVNULL)
    print(f"{home}: built in {time.perf_counter() - began:.0f} s", file=sys.stderr)


def _env(home: Path) -> dict[str, str]:
    return {**os.environ, "LACHAN_HOME": str(home)}


def measured(home: Path) -> dict[str, dict[str, float]]:
    subprocess.run([ROOT / ".venv/bin/lachan", "migrate"], env=_env(home), check=True)
    command = [sys.executable, __file__, "--measure"]
    done = subprocess.run(command, env=_env(home), check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def measure() -> dict[str, dict[str, float]]:
    """In a process of its own, whose home is named by LACHAN_HOME."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lachan.config.settings")
    import django

    django.setup()
    found = {}
    for name, ask in _pages().items():
        first = _timed(ask, 0)
        for n in range(1, WARM_UP):
            ask(n)
        times = sorted(_timed(ask, n) for n in range(ROUNDS))
        found[name] = {"p50": statistics.median(times), "p95": times[int(0.95 * (ROUNDS - 1))], "first": first}
        print(f"  {name}: {found[name]['p95']:.0f} ms", file=sys.stderr)
    return found


def _pages() -> dict[str, Callable[[int], Any]]:
    """Name → a function that asks the page for the nth time."""
    from django.urls import reverse

    office, police, health = _visitor("thuongtruc"), _visitor("dieutra1"), _visitor("yte")
    commune, border = _visitor("xa.pasuong"), _visitor("bienphong1")
    pages: dict[str, Callable[[int], Any]] = {
        "today, standing office": lambda n: office(reverse("today")),
        "today, provincial police": lambda n: police(reverse("today")),
        "today, commune": lambda n: commune(reverse("today")),
    }
    for kind, who in (("tip", police), ("case", police), ("victim", health), ("referral", health)):
        pages[f"{kind} list, first page"] = _list(who, f"{kind}.list", 1)
        pages[f"{kind} list, deep page"] = _list(who, f"{kind}.list", _deep(kind))
    pages["tip list, standing office"] = _list(office, "tip.list", 1)
    pages["victim list, border post"] = _list(border, "victim.list", 1)
    pages["victim list, commune"] = _list(commune, "victim.list", 1)
    pages["search by name, health"] = lambda n: health(reverse("search"), {"q": _name(n)})
    pages["search by name, border post"] = lambda n: border(reverse("search"), {"q": _name(n)})
    pages["search by code"] = lambda n: health(reverse("search"), {"q": "NN-98-2099-AAAAAA"})
    for kind, who in (("tip", police), ("case", police), ("victim", health)):
        pages[f"{kind} dossier"] = _dossier(who, kind)
    for name, address in _plans(office):
        pages[name] = lambda n, address=address: office(address)
    pages["figures"] = lambda n: office(reverse("figure.list"))
    pages["figure, records behind"] = lambda n: office(reverse("figure.show", args=["victim.received"]))
    pages["task list"] = lambda n: office(reverse("task.list"))
    pages["journal"] = lambda n: office(reverse("journal.list"))
    pages["report list"] = lambda n: office(reverse("report.list"))
    return pages


def _visitor(username: str) -> Callable[..., Any]:
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    account = get_user_model().objects.get(username=username)
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")

    def ask(address: str, posted: dict[str, str] | None = None) -> Any:
        answer = client.post(address, posted) if posted else client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{username} asked {address} and was answered {answer.status_code}")
        return answer

    return ask


def _list(who: Callable[..., Any], name: str, page: int) -> Callable[[int], Any]:
    from django.urls import reverse

    return lambda n: who(f"{reverse(name)}?trang={page}")


def _deep(kind: str) -> int:
    from django.apps import apps

    rooms = {"tip": "tips", "case": "cases", "victim": "victims", "referral": "victims"}
    count = apps.get_model(rooms[kind], kind).objects.count()
    return max(int(count / 25 * DEEP), 1)


def _dossier(who: Callable[..., Any], kind: str) -> Callable[[int], Any]:
    """A different record each time, from all over the years."""
    from django.apps import apps
    from django.urls import reverse

    rows = apps.get_model({"tip": "tips", "case": "cases", "victim": "victims"}[kind], kind).objects.order_by("id")
    step = max(rows.count() // (ROUNDS + WARM_UP), 1)
    ids = list(rows.values_list("id", flat=True)[::step])
    return lambda n: who(reverse(f"{kind}.show", args=[ids[n % len(ids)]]))


def _plans(office: Callable[..., Any]) -> Iterator[tuple[str, str]]:
    """The scorecard of the running plan: warm from the cache of figures, and with the cache emptied each time."""
    from django.apps import apps
    from django.urls import reverse

    plan = apps.get_model("plans", "Plan").objects.order_by("-last_year").first()
    yield "scorecard", reverse("plan.show", args=[plan.id])
    yield "scorecard, as of another day", reverse("plan.show", args=[plan.id]) + f"?tai-ngay={plan.last_year}-03-31"


def _name(n: int) -> str:
    return f"{SURNAMES[n % len(SURNAMES)]} {GIVEN_NAMES[n % len(GIVEN_NAMES)]}"


def _timed(ask: Callable[[int], Any], n: int) -> float:
    began = clock()
    ask(n)
    return (clock() - began) * 1000


def table(small: dict[str, dict[str, float]], large: dict[str, dict[str, float]], names: tuple[str, str]) -> str:
    head = f"{'milliseconds':<34}{names[0]:>18}{names[1]:>26}"
    lines = [head, f"{'':<34}{'p50':>9}{'p95':>9}{'p50':>9}{'p95':>9}{'first':>8}{'ratio':>8}"]
    for name, few in small.items():
        many = large[name]
        lines.append(
            f"{name:<34}{few['p50']:>9.1f}{few['p95']:>9.1f}{many['p50']:>9.1f}{many['p95']:>9.1f}"
            f"{many['first']:>8.0f}{many['p95'] / few['p95']:>8.2f}"
        )
    worst = max(m["p95"] for m in large.values())
    ratio = max(large[n]["p95"] / small[n]["p95"] for n in small)
    return "\n".join([*lines, f"worst p95 {worst:.0f} ms, worst ratio {ratio:.2f}"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=1_000)
    parser.add_argument("--large", type=int, default=100_000)
    parser.add_argument("--homes", type=Path, default=ROOT / "var" / "bench")
    parser.add_argument("--cpu", action="store_true", help="processor time instead of time on the wall")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        print(json.dumps(measure()))
        return
    if asked.cpu:
        os.environ["LACHAN_BENCH_CPU"] = "1"
    homes = {people: asked.homes / str(people) for people in (asked.small, asked.large)}
    for people, home in homes.items():
        build(home, people)
    results = [measured(home) for home in homes.values()]
    print(table(results[0], results[1], (f"{asked.small:,} people", f"{asked.large:,} people")))


if __name__ == "__main__":
    main()
