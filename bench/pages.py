"""How long pages take with few people and with many: python bench/pages.py [--small N] [--large N] [--homes FOLDER].

Two sample homes are built under the folder when they are not there yet (100,000 people take some minutes). The pages
are asked in process, by the officers whose pages they are. The table tells p50 and p95 on the wall and in processor
time (on a machine that others keep busy only the second says something), and how much many cost. The last lines hold
the pages of a person's file against their limit. ``--times 4`` copies the large home as often as that first
(``multiplied.py``), for millions of entries; words of a copy cannot be opened, so files are asked of the originals.
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
FILE = "file: "  # pages of a person's file: what the limit is about
LIMIT_MS, LIMIT_RATIO = 150, 1.5
CLOCKS = {"wall": time.perf_counter, "cpu": time.process_time}
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


def measured(home: Path, only: str) -> dict[str, dict[str, Any]]:
    subprocess.run([ROOT / ".venv/bin/lachan", "migrate"], env=_env(home), check=True)
    command = [sys.executable, __file__, "--measure", "--only", only]
    done = subprocess.run(command, env=_env(home), check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def measure(only: str) -> dict[str, dict[str, Any]]:
    """In a process of its own, whose home is named by LACHAN_HOME."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lachan.config.settings")
    import django

    django.setup()
    from lachan.journal.models import Entry

    print(f"{os.environ['LACHAN_HOME']}: {Entry.objects.count():,} entries", file=sys.stderr)
    found = {}
    is_of_files = FILE.startswith(only) or only.startswith(FILE)
    for name, ask in {**_pages(), **(_files() if is_of_files else {})}.items():
        if not name.startswith(only):
            continue
        first = _timed(ask, 0)
        for n in range(1, WARM_UP):
            ask(n)
        rounds = [_timed(ask, n) for n in range(ROUNDS)]
        found[name] = {clock: _of([r[clock] for r in rounds], first[clock]) for clock in CLOCKS}
        print(f"  {name}: {found[name]['wall']['p95']:.0f} ms, {found[name]['cpu']['p95']:.0f} cpu", file=sys.stderr)
    return found


def _of(times: list[float], first: float) -> dict[str, float]:
    times = sorted(times)
    return {"p50": statistics.median(times), "p95": times[int(0.95 * (len(times) - 1))], "first": first}


def _pages() -> dict[str, Callable[[int], Any]]:
    """Name → a function that asks the page for the nth time."""
    from django.urls import reverse

    office, police, health = _visitor("thuongtruc"), _visitor("dieutra1"), _visitor("yte")
    commune, border = _visitor("xa.pasuong"), _visitor("bienphong1")
    pages: dict[str, Callable[[int], Any]] = {
        "today, standing office": lambda n: office(reverse("today")),
        "today, provincial police": lambda n: police(reverse("today")),
        "today, health": lambda n: health(reverse("today")),
        "today, commune": lambda n: commune(reverse("today")),
        "care that is due, health": lambda n: health(reverse("victim.due")),
        "care that is due, commune": lambda n: commune(reverse("victim.due")),
    }
    for kind, who in (("tip", police), ("case", police), ("victim", health), ("referral", health)):
        pages[f"{kind} list, first page"] = _list(who, f"{kind}.list", 1)
        pages[f"{kind} list, deep page"] = _list(who, f"{kind}.list", _deep(kind))
    pages["tip list, standing office"] = _list(office, "tip.list", 1)
    for name, who in (("border post", "bienphong1"), ("commune", "xa.pasuong"), ("centre", "congtacxahoi"),
                      ("legal aid", "phaply")):  # fmt: skip
        pages[f"victim list, {name}"] = _list(_visitor(who), "victim.list", 1)
        pages[f"referral list, {name}"] = _list(_visitor(who), "referral.list", 1)
    pages["victim list, health, one status"] = lambda n: health(f"{reverse('victim.list')}?status=reintegrating")
    pages["victim list, border post, one status"] = lambda n: border(f"{reverse('victim.list')}?status=reintegrating")
    pages["search by name, health"] = lambda n: health(reverse("search"), {"q": _name(n)})
    pages["search by name, border post"] = lambda n: border(reverse("search"), {"q": _name(n)})
    pages["search by code"] = lambda n: health(reverse("search"), {"q": "NN-98-2099-AAAAAA"})
    for kind, who in (("tip", police), ("case", police)):
        pages[f"{kind} dossier"] = _dossier(who, kind)
    for name, address in _plans(office):
        pages[name] = lambda n, address=address: office(address)
    pages["figures"] = lambda n: office(reverse("figure.list"))
    pages["figure, records behind"] = lambda n: office(reverse("figure.show", args=["victim.received"]))
    pages["task list"] = lambda n: office(reverse("task.list"))
    pages["journal"] = lambda n: office(reverse("journal.list"))
    pages["report list"] = lambda n: office(reverse("report.list"))
    return pages


READERS = {"health": "yte", "standing office": "thuongtruc", "provincial police": "dieutra1", "commune": "xa.pasuong",
           "commune police": "cax.pasuong", "border post": "bienphong1", "centre": "congtacxahoi",
           "recipient, legal aid": "phaply", "recipient, union": "phunu"}  # fmt: skip
PARTS = {"victim.show": "", "victim.care": ", support", "protection.show": ", protection"}
OF_HOLDERS = {"own.show": ", her own file", "paper.list": ", papers"}


def _files() -> dict[str, Callable[[int], Any]]:
    """A person's file and the pages beside it, for everyone whose page it is; each time another one."""
    pages = {}
    for reader, username in READERS.items():
        who, ids = _visitor(username), _ids(username)
        for address, part in {**PARTS, **(OF_HOLDERS if reader in ("health", "border post") else {})}.items():
            ask = _each(who, address, ids)
            if ask is not None:
                pages[f"{FILE}{reader}{part}"] = ask
    return pages


def _ids(username: str) -> list[Any]:
    """Originals from all over the years among what this officer sees, more than are asked: some may be closed."""
    from lachan.people.queries import actor_named
    from lachan.victims.access import visible_to

    rows = visible_to(actor_named(username)).exclude(code__contains=".").order_by("opened_on", "id")
    ids = list(rows.values_list("id", flat=True))
    return ids[:: max(len(ids) // (3 * ROUNDS), 1)]


def _each(who: Callable[..., Any], address: str, ids: list[Any]) -> Callable[[int], Any] | None:
    from django.urls import reverse

    open_here = []
    for one in ids:
        if who(reverse(address, args=[one]), may_be_closed=True).status_code == 200:
            open_here.append(one)
        if len(open_here) == ROUNDS:
            break
    return (lambda n: who(reverse(address, args=[open_here[n % len(open_here)]]))) if open_here else None


def _visitor(username: str) -> Callable[..., Any]:
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    account = get_user_model().objects.get(username=username)
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")

    def ask(address: str, posted: dict[str, str] | None = None, *, may_be_closed: bool = False) -> Any:
        answer = client.post(address, posted) if posted else client.get(address)
        if answer.status_code != 200 and not may_be_closed:
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

    rows = apps.get_model({"tip": "tips", "case": "cases"}[kind], kind).objects.order_by("id")
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


def _timed(ask: Callable[[int], Any], n: int) -> dict[str, float]:
    began = {name: clock() for name, clock in CLOCKS.items()}
    ask(n)
    return {name: (clock() - began[name]) * 1000 for name, clock in CLOCKS.items()}


def table(small: dict[str, Any], large: dict[str, Any], names: tuple[str, str], clock: str) -> str:
    head = f"{clock + ', milliseconds':<40}{names[0]:>18}{names[1]:>26}"
    lines = [head, f"{'':<40}{'p50':>9}{'p95':>9}{'p50':>9}{'p95':>9}{'first':>8}{'ratio':>8}"]
    for name in small.keys() & large.keys():
        few, many = small[name][clock], large[name][clock]
        lines.append(
            f"{name:<40}{few['p50']:>9.1f}{few['p95']:>9.1f}{many['p50']:>9.1f}{many['p95']:>9.1f}"
            f"{many['first']:>8.0f}{many['p95'] / few['p95']:>8.2f}"
        )
    return "\n".join([*lines[:2], *sorted(lines[2:])])


def row(small: dict[str, Any], large: dict[str, Any], clock: str) -> str:
    """The pages of a file against their limit: the slowest, and the one that grows most."""
    pages = [name for name in small.keys() & large.keys() if name.startswith(FILE)]
    if not pages:
        return ""
    worst, ratio = (
        max((large[n][clock]["p95"], n) for n in pages),
        max((large[n][clock]["p95"] / small[n][clock]["p95"], n) for n in pages),
    )
    return (
        f"{clock}: p95 of the slowest page of a file {worst[0]:.0f} ms of {LIMIT_MS} ({worst[1][len(FILE) :]});"
        f" most growth {ratio[0]:.2f} of {LIMIT_RATIO} ({ratio[1][len(FILE) :]})"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=1_000)
    parser.add_argument("--large", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=1, help="the large home copied so often")
    parser.add_argument("--homes", type=Path, default=ROOT / "var" / "bench")
    parser.add_argument("--only", default="", help="pages whose name begins so")
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        print(json.dumps(measure(asked.only)))
        return
    small, large = asked.homes / str(asked.small), asked.homes / str(asked.large)
    build(small, asked.small)
    build(large, asked.large)
    if asked.times > 1:
        source, large = large, asked.homes / f"{asked.large}-{asked.times}"
        if not large.exists():
            subprocess.run([sys.executable, ROOT / "bench/multiplied.py", source, large, str(asked.times)], check=True)
    few, many = measured(small, asked.only), measured(large, asked.only)
    names = (f"{asked.small:,} people", f"{asked.large * asked.times:,} people")
    print("\n\n".join(table(few, many, names, clock) for clock in CLOCKS))
    print("\n".join(row(few, many, clock) for clock in CLOCKS))


if __name__ == "__main__":
    main()
