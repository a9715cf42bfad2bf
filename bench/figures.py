"""All indicators over many facts on DuckDB: python bench/figures.py [--small N] [--large N] [--by] [--runs N].

Facts of fictitious records are drawn by DuckDB itself straight into Parquet, as ``lachan facts export`` lays them out
(34 provinces, ten years). Every indicator is then counted for one province and for all of them, whole and, with
``--by``, divided by each of its dimensions. The table says seconds on the wall and in processor time, the best of
several runs, and how their growth compares with the growth of facts: 1.00 is linear, less is better.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("LACHAN_HOME", tempfile.mkdtemp(prefix="lachan-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lachan.config.settings")
MEMORY, THREADS = "8GB", 2
# Processor time is that of all threads: on a machine that others keep busy, time on the wall says little.
CLOCKS = {"wall": time.perf_counter, "cpu": time.process_time}
Seconds = dict[str, float]
# kind: share of records in a thousand, then each later act with the percentage of records that have it
KINDS: dict[str, tuple[int, str, dict[str, int]]] = {
    "tip": (230, "tip.record", {"tip.accept": 90, "tip.classify": 85, "tip.assign": 70, "tip.institute": 25,
                                "tip.decline": 40, "tip.suspend": 8, "tip.resume": 4, "tip.transfer": 7}),
    "case": (70, "case.institute", {"case.conclude": 85, "case.prosecute": 80, "case.accept_for_trial": 75,
                                    "case.judge": 70, "case.suspend": 6, "case.return_for_more": 5}),
    "accused": (150, "accused.charge", {"accused.bring_to_trial": 75, "accused.convict": 68, "accused.acquit": 2,
                                        "accused.discontinue": 5, "accused.declare_wanted": 6}),
    "victim": (400, "victim.receive", {"victim.notify_health": 90, "victim.support_initially": 80, "victim.verify": 75,
                                       "victim.request_identification": 60, "victim.identify": 55,
                                       "victim.rule_out": 15, "victim.assess_needs": 80, "victim.decide_support": 50,
                                       "victim.provide_service": 60, "victim.settle_residence": 40,
                                       "victim.close": 35}),
    "referral": (150, "referral.send", {"referral.accept": 80, "referral.complete": 60, "referral.decline": 10}),
}  # fmt: skip
DAYS = 3650
ENTRIES_A_RECORD = 5.4  # measured on what is drawn; with versions, needs, support and limits about twice as many facts


def build(folder: Path, facts: int) -> int:
    """Draws the facts; returns how many there are."""
    from lachan.indicators.facts import manifest as lists
    from lachan.indicators.facts.duck import connect
    from lachan.indicators.facts.tables import TABLES, fingerprint

    kept = lists.read(folder)
    if kept and kept.schema == fingerprint():
        return sum(kept.rows.values())
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    listed = lists.Manifest(fingerprint(), "bench")
    with connect(folder, MEMORY, THREADS) as duck:
        _draw(duck, int(facts / 9.3))
        for name, table in TABLES.items():
            _copy(duck, folder, name, ", ".join(table.columns))
            found = sorted(str(p.relative_to(folder)) for p in (folder / name).rglob("*.parquet"))
            rows = duck.execute(f"SELECT COUNT(*) FROM drawn_{name}").fetchone()[0]
            listed.add(name, found, rows)
        listed.seq = duck.execute("SELECT MAX(seq) FROM drawn_journal_entry").fetchone()[0]
    lists.write(folder, listed)
    return sum(listed.rows.values())


def _copy(duck: Any, folder: Path, name: str, columns: str) -> None:
    (folder / name).mkdir()
    duck.execute(
        f"COPY (SELECT {columns}, year, province_code AS area FROM drawn_{name}) TO '{folder / name}'"
        f" (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (year, area))"
    )


def _draw(duck: Any, records: int) -> None:
    """Records with a province, a first day and acts that follow; one act in a hundred is corrected, a few are void."""
    verbs = [(kind, first, 0, 100) for kind, (_, first, _) in KINDS.items()]
    verbs += [(k, v, n, p) for k, (_, _, more) in KINDS.items() for n, (v, p) in enumerate(more.items(), 1)]
    duck.execute("CREATE TABLE verbs (kind VARCHAR, verb VARCHAR, n INTEGER, p INTEGER)")
    duck.executemany("INSERT INTO verbs VALUES (?, ?, ?, ?)", verbs)
    upto, bounds = 0, []
    for kind, (share, _, _) in KINDS.items():
        upto += share
        bounds.append(f"WHEN hash(r, 'k') % 1000 < {upto} THEN '{kind}'")
    duck.execute(
        f"CREATE TABLE records AS SELECT r, md5(CAST(r AS VARCHAR)) AS record_id, CASE {' '.join(bounds)} END AS kind,"
        f" printf('%02d', CAST(1 + hash(r, 'p') % 34 AS INTEGER)) AS province_code,"
        f" CAST(hash(r, 'a') % 100 AS INTEGER) AS commune,"
        f" TIMESTAMP '2017-01-01 00:00:00' + to_minutes(CAST(hash(r, 'd') % {DAYS * 1440} AS INTEGER)) AS began"
        f" FROM range({records}) t(r)"
    )
    duck.execute(
        "CREATE TABLE acts AS SELECT row_number() OVER (ORDER BY recorded_at) AS seq, * FROM (SELECT *,"
        " occurred_at + to_minutes(CAST(hash(r, n, 'l') % 3000 AS INTEGER)) AS recorded_at FROM (SELECT x.r, v.n,"
        " x.record_id, x.kind, v.verb, x.province_code, x.province_code || printf('%03d', x.commune) AS area_code,"
        " x.began + to_minutes(CAST(v.n * (hash(x.r, v.n, 's') % 40000) AS INTEGER)) AS occurred_at"
        " FROM records x JOIN verbs v ON v.kind = x.kind WHERE hash(x.r, v.n, 'w') % 100 < v.p))"
    )
    duck.execute(
        "CREATE VIEW drawn_journal_entry AS SELECT seq, verb, kind AS record_kind, record_id,"
        " CAST(occurred_at AS DATE) AS occurred_on, occurred_at, recorded_at, md5(province_code) AS agency_id,"
        " province_code, area_code, CAST(NULL AS BIGINT) AS corrects, CAST(NULL AS VARCHAR) AS act_of,"
        " FALSE AS is_void,"
        " CAST(year(recorded_at) AS VARCHAR) AS year FROM acts UNION ALL"
        " SELECT 1000000000 + seq, verb, kind, record_id,"
        " CAST(occurred_at AS DATE) + 1, occurred_at + INTERVAL 1 DAY, recorded_at + INTERVAL 20 DAY,"
        " md5(province_code), province_code, area_code, seq, NULL, hash(seq, 'v') % 5 = 0,"
        " CAST(year(recorded_at + INTERVAL 20 DAY) AS VARCHAR) FROM acts WHERE hash(seq, 'c') % 100 = 0"
    )
    version = "seq AS entry_seq, record_id, recorded_at, CAST(year(recorded_at) AS VARCHAR) AS year, province_code"
    for name, kind, columns in _VERSIONS:
        some = "n = 0 OR hash(r, n, 'x') % 12 = 0" if "row" not in name else "n > 0 AND hash(r, n, 'y') % 4 = 0"
        duck.execute(
            f"CREATE VIEW drawn_{name} AS SELECT {version}, {columns} FROM acts WHERE kind = '{kind}' AND ({some})"
        )
    _draw_rest(duck)


def _pick(column: str, *values: str) -> str:
    cases = " ".join(f"WHEN {n} THEN '{value}'" for n, value in enumerate(values))
    return f"CASE hash(r, n, '{column}') % {len(values)} {cases} END AS {column}"


_PERSON = ("person_kind", "ethnicity", "return_way", "legal_regime", "way_in", "abroad", "cause", "approach",
           "disability", "poor_household", "occupation", "schooling")  # fmt: skip
_VERSIONS = (
    ("tips_tipprofile", "tip", ", ".join((_pick("channel", "phone", "letter", "hotline_111"), _pick("kind", "report"),
                                         _pick("suspicion", "sexual", "online_scam", "unknown")))),
    ("cases_caseprofile", "case", ", ".join((_pick("article", "150.1", "150.2", "151.1", "297.2"),
                                             _pick("offence_class", "serious", "very_serious"),
                                             _pick("suspicion", "sexual"), "hash(r) % 2 = 0 AS is_cross_border"))),
    ("cases_accusedprofile", "accused", ", ".join((_pick("sex", "female", "male"), _pick("nationality", "VN", "CN"),
                                                   _pick("article", "150.1", "151.2"), _pick("part", "performer"),
                                                   _pick("penalty", "", "prison"),
                                                   "CAST(14 + hash(r) % 50 AS BIGINT) AS age_at_offence"))),
    ("victims_victimprofile", "victim", ", ".join((
        _pick("sex", "female", "female", "male", "unknown"), _pick("age_band", "13_15", "16_17", "18_29", "30_44"),
        _pick("exploitation", "forced_crime", "forced_marriage", "forced_prostitution"), _pick("nationality", "VN"),
        _pick("destination", "KH", "CN", "MM", "VN"), "area_code AS origin_code",
        *(_pick(name, "a", "b", "unknown") for name in _PERSON)))),
    ("victims_needrow", "victim", ", ".join(("CAST(occurred_at AS DATE) AS assessed_on",
                                             _pick("regime", "2024.health", "2024.legal_aid"),
                                             _pick("answer", "yes", "no")))),
    ("victims_supportrow", "victim", ", ".join(("CAST(occurred_at AS DATE) AS supported_on",
                                                _pick("regime", "2024.health", "2024.legal_aid"),
                                                _pick("stage", "initial", "decided", "provided"),
                                                "hash(r, n) % 10 > 0 AS is_in_time"))),
)  # fmt: skip


def _draw_rest(duck: Any) -> None:
    """Links, referrals, limits, holders; the tables of rooms that are not drawn stand empty."""
    duck.execute(
        "CREATE VIEW drawn_journal_holding AS SELECT seq AS entry_seq, record_id, md5(province_code) AS agency_id,"
        " CAST(occurred_at AS DATE) AS occurred_on, occurred_at, recorded_at,"
        " CAST(year(recorded_at) AS VARCHAR) AS year, province_code FROM acts WHERE n = 0"
    )
    place = "CAST(year(recorded_at) AS VARCHAR) AS year, province_code"
    duck.execute(
        f"CREATE VIEW drawn_cases_accused AS SELECT record_id AS id, md5(CAST(r / 2 AS VARCHAR)) AS case_id, {place}"
        " FROM acts WHERE kind = 'accused' AND n = 0"
    )
    duck.execute(
        f"CREATE VIEW drawn_victims_referral AS SELECT record_id AS id, {_pick('service', '2024.health')}, {place}"
        " FROM acts WHERE kind = 'referral' AND n = 0"
    )
    duck.execute(
        f"CREATE VIEW drawn_clock_started AS SELECT md5('c' || seq) AS id, kind || '.verify_initially' AS rule,"
        " kind AS record_kind, record_id, area_code, occurred_at + INTERVAL 20 DAY AS due_at, seq AS start_seq,"
        f" {place}"
        " FROM acts WHERE n < 2"
    )
    duck.execute(
        "CREATE VIEW drawn_clock_stopped AS SELECT md5('c' || a.seq) AS id, b.seq AS stop_seq,"
        " b.occurred_at AS stopped_at, 'done' AS stopped_by, CAST(year(b.recorded_at) AS VARCHAR) AS year,"
        " b.province_code FROM acts a JOIN acts b ON b.record_id = a.record_id AND b.n = a.n + 1 WHERE a.n < 2"
    )
    from lachan.indicators.facts.tables import TABLES, TYPES

    for name, table in TABLES.items():
        if not duck.execute("SELECT 1 FROM duckdb_views() WHERE view_name = ?", [f"drawn_{name}"]).fetchone():
            columns = ", ".join(f"CAST(NULL AS {TYPES[kind]}) AS {column}" for column, kind in table.columns.items())
            more = "" if "province_code" in table.columns else ", '01' AS province_code"
            duck.execute(f"CREATE VIEW drawn_{name} AS SELECT {columns}{more}, '2017' AS year WHERE FALSE")


def measure(folder: Path, by: bool) -> dict[str, Seconds]:
    """Seconds for all indicators, by what was asked and by clock."""
    from datetime import date

    from lachan.base.clock import end_of_day
    from lachan.indicators.facts.duck import Duck
    from lachan.indicators.measures import Scope, Window

    began = _now()
    duck = Duck(folder, MEMORY, THREADS)
    found = {"reading the facts": _since(began)}
    for name, scope, start in (
        ("one province, one year", Scope("17"), date(2025, 12, 15)),
        ("34 provinces, one year", Scope(""), date(2025, 12, 15)),
        ("34 provinces, ten years", Scope(""), date(2016, 12, 15)),
    ):
        window = Window(scope, start, date(2026, 12, 14), end_of_day(date(2026, 12, 31)))
        began = _now()
        slowest = _count_all(duck, window, by)
        found[name] = _since(began)
        print(f"  {name}: {_told(found[name])}, slowest {slowest[1]} {slowest[0]:.1f} s", file=sys.stderr, flush=True)
    duck.close()
    return found


def _count_all(duck: Any, window: Any, by: bool) -> tuple[float, str]:
    """Every indicator, none of them from memory; returns the slowest in processor time."""
    from django.core.cache import cache

    from lachan.indicators.definitions import indicators
    from lachan.indicators.figures import figure

    cache.clear()
    slowest = (0.0, "")
    for code, rule in indicators().items():
        at = time.process_time()
        for names in [(), *([(n,) for n in rule.by] if by else [])]:
            figure(code, window, names, duck)
        slowest = max(slowest, (time.process_time() - at, code))
    return slowest


def _now() -> Seconds:
    return {name: clock() for name, clock in CLOCKS.items()}


def _since(began: Seconds) -> Seconds:
    return {name: now - began[name] for name, now in _now().items()}


def _told(seconds: Seconds) -> str:
    return f"{seconds['wall']:.1f} s on the wall, {seconds['cpu']:.1f} s of processor"


def _best(runs: list[dict[str, Seconds]]) -> dict[str, Seconds]:
    return {name: {clock: min(run[name][clock] for run in runs) for clock in CLOCKS} for name in runs[0]}


def table(sizes: list[int], results: list[dict[str, Seconds]]) -> str:
    growth = sizes[1] / sizes[0]
    lines, worst = [f"{'':<26}" + "".join(f"{clock:>12}{'':>24}" for clock in CLOCKS)], dict.fromkeys(CLOCKS, 0.0)
    lines.append(f"{'seconds, facts:':<26}" + f"{sizes[0]:>12,}{sizes[1]:>12,}{'of linear':>12}" * len(CLOCKS))
    for name, few in results[0].items():
        cells = []
        for clock in CLOCKS:
            small, large = few[clock], results[1][name][clock]
            share = large / small / growth
            worst[clock] = max(worst[clock], share)
            cells.append(f"{small:>12.1f}{large:>12.1f}{share:>12.2f}")
        lines.append(f"{name:<26}{''.join(cells)}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    said = ", ".join(f"{clock} {share:.2f}" for clock, share in worst.items())
    lines.append(f"{growth:.1f} times the facts; worst growth of linear: {said}; peak memory {peak:.1f} GB")
    return "\n".join(lines)


def main() -> None:
    import django

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=1_000_000)
    parser.add_argument("--large", type=int, default=20_000_000)
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "bench" / "facts")
    parser.add_argument("--by", action="store_true", help="divided by every dimension too")
    parser.add_argument("--runs", type=int, default=3, help="the best of so many")
    asked = parser.parse_args()
    django.setup()
    sizes, results = [], []
    for facts in (asked.small, asked.large):
        began = time.perf_counter()
        folder = asked.folder / str(facts)
        sizes.append(build(folder, facts))
        print(f"{sizes[-1]:,} facts there after {time.perf_counter() - began:.0f} s", file=sys.stderr)
        results.append(_best([measure(folder, asked.by) for _ in range(asked.runs)]))
    print(table(sizes, results))


if __name__ == "__main__":
    main()
