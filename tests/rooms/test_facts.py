"""Facts as Parquet: appended, the same however often, safe against a killed run, nothing identifying, same answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.apps import apps

from lachan.base.clock import end_of_day
from lachan.base.errors import Refused
from lachan.indicators.definitions import indicators
from lachan.indicators.facts import export as exporting
from lachan.indicators.facts import manifest
from lachan.indicators.facts.duck import Duck
from lachan.indicators.facts.export import export
from lachan.indicators.facts.tables import TABLES
from lachan.indicators.figures import figure
from lachan.indicators.measures import Scope, Window
from lachan.victims.rules import VictimStatus
from tests.people import HOME
from tests.world import a_tip
from tests.world_cases import a_case
from tests.world_victims import a_referral, a_victim

pytestmark = pytest.mark.django_db
WINDOW = Window(Scope(HOME), date(2025, 12, 15), date(2026, 6, 14), end_of_day(date(2026, 6, 30)))


def test_facts_give_the_same_figures(cast, tmp_path):
    a_tip(cast)
    a_case(cast)
    a_victim(cast, VictimStatus.SUPPORT_DECIDED)
    a_referral(cast, a_victim(cast))
    export(tmp_path)
    duck = Duck(tmp_path)
    for code, rule in indicators().items():
        here, there = figure(code, WINDOW), figure(code, WINDOW, engine=duck)
        assert (here.numerator, here.denominator) == (there.numerator, there.denominator), code
        for name in rule.by:
            cells = figure(code, WINDOW, (name,)).cells
            assert cells == figure(code, WINDOW, (name,), engine=duck).cells, (code, name)


def everything(folder):
    """All facts, in no order."""
    duck = Duck(folder)
    return {name: sorted(map(repr, duck.run(f"SELECT * FROM {name}", {}))) for name in TABLES}


def test_a_second_run_adds_nothing_and_a_later_one_only_what_is_new(cast, tmp_path):
    a_victim(cast, VictimStatus.IDENTIFIED)
    first = export(tmp_path)
    before = everything(tmp_path)
    assert sum(first.rows.values()) > 5
    assert export(tmp_path) == replace(first, since=first.until, rebuilt=False)
    assert everything(tmp_path) == before
    a_tip(cast)
    more = export(tmp_path)
    assert more.since == first.until < more.until
    assert {name: set(rows) >= set(before[name]) for name, rows in everything(tmp_path).items()} == dict.fromkeys(
        TABLES, True
    )
    appended = everything(tmp_path)
    assert export(tmp_path, rebuild=True).rebuilt
    assert everything(tmp_path) == appended


@pytest.mark.parametrize("where", ["_spill", "_to_parquet", "_moved", "write"])
def test_a_run_killed_anywhere_leaves_the_old_facts_and_the_next_one_is_whole(cast, tmp_path, monkeypatch, where):
    a_victim(cast)
    export(tmp_path)
    before = everything(tmp_path)
    a_victim(cast, VictimStatus.IDENTIFIED)
    place = exporting.lists if where == "write" else exporting
    with monkeypatch.context() as broken:
        broken.setattr(place, where, killed_after(getattr(place, where)))
        with pytest.raises(KeyboardInterrupt):
            export(tmp_path, step=3)
    assert all(set(rows) >= set(before[name]) for name, rows in everything(tmp_path).items())
    export(tmp_path, step=3)
    mended = everything(tmp_path)
    export(tmp_path / "anew")
    assert everything(tmp_path / "anew") == mended
    named = {path for paths in manifest.read(tmp_path).files.values() for path in paths}
    found = {str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*.parquet") if "anew" not in p.parts}
    assert found == named


def killed_after(function):
    """The second call dies when its work is done and nobody was told."""
    calls = []

    def run(*args, **kwargs):
        calls.append(1)
        done = function(*args, **kwargs)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return done

    return run


def test_two_runs_at_once_are_refused(cast, tmp_path):
    with manifest.held(tmp_path), pytest.raises(Refused, match="đang chạy"):
        export(tmp_path)


def test_other_columns_are_exported_anew(cast, tmp_path, monkeypatch):
    a_tip(cast)
    export(tmp_path)
    monkeypatch.setattr(exporting, "fingerprint", lambda: "other")
    assert export(tmp_path).rebuilt


def test_nothing_in_the_facts_names_a_record_or_a_person(cast, tmp_path):
    """Ids are pseudonyms of a key; openings of an identity, accounts and sealed words are not there at all."""
    victim_id = a_victim(cast, VictimStatus.IDENTIFIED)
    tip_id = a_tip(cast, summary="CanaryKhongDuocLo")
    export(tmp_path)
    raw = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    said = repr(everything(tmp_path)).encode()
    for secret in (str(victim_id), victim_id.hex, tip_id.hex, "CanaryKhongDuocLo", "Người Báo Tin"):
        assert secret.encode() not in raw + said
    verbs = {row[0] for row in Duck(tmp_path).run("SELECT DISTINCT verb FROM journal_entry", {})}
    assert verbs and not verbs & {"victim.open_identity", "account.invite", "agency.open"}
    assert not {name for table in TABLES.values() for name in table.columns} & {"account_id", "facts", "birth_year"}


def test_only_columns_that_are_sorted_as_codes_leave():
    """No registered column is PERSONAL or SECRET in the Sensitivity of its model."""
    by_table = {m._meta.db_table: m for m in apps.get_models()}
    for table in TABLES.values():
        sorting = by_table[table.source].Sensitivity
        assert not set(table.columns) & {*sorting.PERSONAL, *sorting.SECRET}, table.name


def test_files_lie_by_year_and_area(cast, tmp_path):
    a_tip(cast)
    export(tmp_path)
    assert [p.parent.name for p in tmp_path.rglob("journal_entry/year=2026/*/*.parquet")] == [f"area={HOME}"]
