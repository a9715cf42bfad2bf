"""The journal: written once, chained, codes only; no action without a check and an entry; the bulk path is the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from lachan.access import checks
from lachan.access.checks import Check, Relation, Subject, allow
from lachan.access.roles import Role
from lachan.base.errors import Misbuilt, NotAllowed, NotFound, Refused
from lachan.base.ids import new_id
from lachan.bylaws.actions import SetLaw, set_
from lachan.journal import actions as pen
from lachan.journal import corrections, queries
from lachan.journal.actions import bulk, record
from lachan.journal.append_only import TABLES, _statements
from lachan.journal.models import Clock, Entry, Head, Note
from lachan.notices.models import Notice
from lachan.people.models import Area
from lachan.tips import actions as tips
from lachan.tips.models import Tip
from lachan.tips.queries import open_words
from lachan.tips.rules import TipStatus
from lachan.vault.models import Wrap
from tests.people import HOME
from tests.world import DAY, a_tip

pytestmark = pytest.mark.django_db


def subject(cast) -> Subject:
    return Subject(new_id(), HOME, "", cast.police.agency_id, cast.police.agency_id)


# --- append-only, in the database itself


@pytest.fixture
def written(cast):
    """A tip with entries and a note beside one of them."""
    tip_id = a_tip(cast, TipStatus.VERIFYING)
    tips.suspend(tips.Step(tip_id, DAY + timedelta(days=1), "Chờ kết quả giám định"), by=cast.police,
                 now=DAY + timedelta(days=1))  # fmt: skip
    return tip_id


CHANGES: dict[str, Callable[[], Any]] = {
    "update entry": lambda: Entry.objects.update(verb="tip.other"),
    "delete entry": lambda: Entry.objects.all().delete(),
    "update note": lambda: Note.objects.update(entry_seq=99),
    "delete note": lambda: Note.objects.all().delete(),
}
STATEMENTS = (
    "UPDATE journal_entry SET verb = 'tip.other' WHERE seq = 1",
    "DELETE FROM journal_entry WHERE seq = (SELECT MAX(seq) FROM journal_entry)",
    "UPDATE journal_note SET words = NULL",
    "DELETE FROM journal_note",
    "TRUNCATE journal_entry",
)


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_written_is_changed_or_removed(written, change):
    assert Note.objects.exists()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        CHANGES[change]()
    assert queries.verify().is_whole


@pytest.mark.parametrize("statement", STATEMENTS)
def test_not_even_by_hand(written, statement):
    unknown = statement.startswith("TRUNCATE") and connection.vendor == "sqlite"
    says = "syntax error" if unknown else "append-only"
    with pytest.raises(DatabaseError, match=says), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert queries.verify().is_whole


def test_every_table_declared_append_only_still_has_its_triggers():
    """A column added later makes SQLite build the table anew: without saying so again its triggers are gone."""
    MigrationLoader(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        standing = {name for (name,) in cursor.fetchall()}
    assert "journal_entry" in TABLES
    assert {f"{table}_no_{event}" for table in TABLES for event in ("update", "delete")} <= standing


def test_both_databases_get_their_triggers():
    for vendor, expected in (("sqlite", 2), ("postgresql", 3)):
        triggers = [s for s in _statements("journal_entry", vendor) if s.startswith("CREATE TRIGGER")]
        assert len(triggers) == expected and all("journal_entry" in s for s in triggers)


# --- no check, no entry: no commit


@pytest.fixture
def workshop(monkeypatch):
    """Actions and checks made here are known only while the test runs."""
    monkeypatch.setattr(pen, "ACTIONS", {})
    monkeypatch.setattr(checks, "CHECKS", {})
    return Check("test.build", "thử", allow(Role.INVESTIGATOR, when=(Relation.ANYONE,)))


def build(cast, *, asks: Check | None, writes: bool) -> None:
    @pen.action("test.build")
    def do() -> None:
        area = Area(level="commune", code="98777", name="Thử", kind="xã", province_code=HOME, source="thử")
        area.in_force_from = DAY.date()
        area.save()
        if asks:
            asks(cast.police)
        if writes:
            record("test.build", subject(cast), "test", by=cast.police, occurred_at=DAY, now=DAY)

    do()


@pytest.mark.parametrize(
    ("asks", "writes", "says"),
    [(False, True, "nobody asked"), (True, False, "nothing was written"), (False, False, "nobody")],
)
def test_an_action_that_asks_or_writes_nothing_leaves_nothing(cast, workshop, asks, writes, says):
    before = Head.objects.get(id=1)
    with pytest.raises(Misbuilt, match=says):
        build(cast, asks=workshop if asks else None, writes=writes)
    assert not Area.objects.filter(code="98777").exists()
    assert Head.objects.get(id=1).seq == before.seq and queries.verify().is_whole


def test_an_action_that_asks_and_writes_commits(cast, workshop):
    """The control of the three above: only what they lack kept them from committing."""
    build(cast, asks=workshop, writes=True)
    assert Area.objects.filter(code="98777").exists()
    assert Entry.objects.filter(verb="test.build").count() == 1


def test_asking_about_another_verb_is_not_asking(cast, workshop):
    other = Check("test.other", "thử", allow(Role.INVESTIGATOR, when=(Relation.ANYONE,)))
    with pytest.raises(Misbuilt, match="nobody asked"):
        build(cast, asks=other, writes=True)


def test_who_may_not_leaves_nothing(cast, workshop):
    closed = Check("test.closed", "thử", allow(Role.AUDITOR, when=(Relation.ANYONE,)))
    with pytest.raises(NotAllowed):
        build(cast, asks=closed, writes=True)
    assert not Area.objects.filter(code="98777").exists()


def test_the_entry_of_an_action_within_does_not_count_for_the_one_around_it(cast, workshop):
    @pen.action("test.outer")
    def outer() -> None:
        check(cast.police)
        build(cast, asks=workshop, writes=True)

    check = Check("test.outer", "thử", allow(Role.INVESTIGATOR, when=(Relation.ANYONE,)))
    with pytest.raises(Misbuilt, match=r"test\.outer: nothing was written"):
        outer()
    assert not Entry.objects.filter(verb="test.build").exists()


def test_a_verb_has_one_action_and_one_check(cast, workshop):
    build(cast, asks=workshop, writes=True)
    with pytest.raises(Misbuilt, match="two actions"):
        pen.action("test.build")(lambda: None)
    with pytest.raises(Misbuilt, match="two checks"):
        Check("test.build", "thử")


# --- facts


@pytest.mark.parametrize(
    "value",
    [
        "Lò Thị Mai", "Nguyen Van A", "mai@vi-du.vn", "0912345678", "012345678901", "C1234567890", "bản Không Có",
        "a" * 65, "dòng\nkhác", 10**12, 1.5, {"name": "x"}, ["ok", "Lò Thị Mai"], b"x", "a/b", "«x»",
    ],
)  # fmt: skip
def test_words_names_and_long_numbers_never_enter(cast, value):
    with pytest.raises(Misbuilt, match="not a code"):
        record("t.x", subject(cast), "t", by=cast.police, occurred_at=DAY, now=DAY, facts={"what": value})
    assert not Entry.objects.filter(verb="t.x").exists()


@pytest.mark.parametrize(
    "value",
    [
        "150.2",
        "hotline_111",
        "2026-03-01",
        "",
        None,
        True,
        0,
        25_000_000,
        ["a", "b"],
        "01a20194-4f9a-7400-a51f-cef03f08dec4",
    ],  # fmt: skip
)
def test_codes_and_small_numbers_do(cast, value):
    entry = record("t.x", subject(cast), "t", by=cast.police, occurred_at=DAY, now=DAY, facts={"what": value})
    assert Entry.objects.get(seq=entry.seq).facts == {"what": value}
    assert queries.verify().is_whole


def test_nothing_happens_in_the_future(cast):
    with pytest.raises(Refused, match="tương lai"):
        record("t.x", subject(cast), "t", by=cast.police, occurred_at=DAY + timedelta(seconds=1), now=DAY)


# --- the chain


@pytest.fixture
def by_hand(written):
    """Someone with the database in his hands drops the triggers first."""
    with connection.cursor() as cursor:
        for event in ("update", "delete"):
            on = "" if connection.vendor == "sqlite" else " ON journal_entry"
            cursor.execute(f"DROP TRIGGER journal_entry_no_{event}{on}")

    def run(statement: str, *values: object) -> queries.Verdict:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            assert cursor.rowcount != 0
        return queries.verify()

    return run


@pytest.mark.parametrize(
    "change",
    [
        "verb = 'tip.other'", "occurred_on = '2026-01-02'", "account_id = NULL", "area_code = '98002'",
        "to_status = 'declined'", "facts = '{}'", "recorded_at = '2026-01-05 00:00:00+00:00'", "previous = digest",
        "record_kind = 'case'", "from_status = 'x'", "province_code = '99'",
    ],
)  # fmt: skip
def test_an_edited_entry_shows(by_hand, change):
    seq = Entry.objects.filter(verb="tip.record").get().seq
    verdict = by_hand(f"UPDATE journal_entry SET {change} WHERE seq = {seq}")
    assert (verdict.is_whole, verdict.broken_at) == (False, seq)


def test_an_edited_entry_with_its_digest_made_anew_shows_at_the_next(by_hand):
    entry = Entry.objects.get(verb="tip.record")
    entry.area_code = "98002"
    verdict = by_hand(
        "UPDATE journal_entry SET area_code = '98002', digest = %s WHERE seq = %s", pen.digest_of(entry), entry.seq
    )
    assert (verdict.is_whole, verdict.broken_at) == (False, entry.seq + 1)


def test_a_removed_entry_shows(by_hand):
    seq = Entry.objects.get(verb="tip.record").seq
    verdict = by_hand("DELETE FROM journal_entry WHERE seq = %s", seq)
    assert (verdict.is_whole, verdict.broken_at) == (False, seq + 1)


def test_a_cut_tail_shows(by_hand):
    last = Entry.objects.order_by("-seq").first().seq
    verdict = by_hand("DELETE FROM journal_entry WHERE seq = %s", last)
    assert (verdict.is_whole, verdict.broken_at) == (False, last)
    assert "cắt đuôi" in verdict.why


def test_a_removed_head_shows(written):
    Head.objects.all().delete()
    assert not queries.verify().is_whole


def test_two_entries_that_changed_places_show(by_hand):
    one, two = Entry.objects.order_by("-seq").values_list("seq", flat=True)[:2]
    by_hand("UPDATE journal_entry SET seq = -1 WHERE seq = %s", one)
    by_hand("UPDATE journal_entry SET seq = %s WHERE seq = %s", one, two)
    assert not by_hand("UPDATE journal_entry SET seq = %s WHERE seq = -1", two).is_whole


def test_the_chain_of_an_untouched_journal_is_whole(by_hand):
    """The control of those above: the triggers are gone, nothing was changed."""
    verdict = queries.verify()
    assert verdict.is_whole
    assert (verdict.entries, verdict.head) == queries.head_of_chain()


# --- corrections and replay


@pytest.mark.parametrize("status", [TipStatus.RECEIVED, TipStatus.ACCEPTED, TipStatus.CLASSIFIED, TipStatus.VERIFYING])
def test_the_status_is_what_the_journal_replays(cast, status):
    tip_id = a_tip(cast, status)
    assert queries.replayed_status(tip_id) == Tip.objects.get(id=tip_id).status == status


def test_a_correction_keeps_the_wrong_entry_and_replaces_it(cast):
    tip_id = a_tip(cast, TipStatus.CLASSIFIED)
    wrong = Entry.objects.get(verb="tip.accept")
    tips.correct_day(tip_id, wrong.seq, DAY + timedelta(minutes=5), by=cast.police, now=DAY + timedelta(days=2))
    lines = {line.seq: line for line in queries.timeline(tip_id)}
    [right] = [line for line in lines.values() if line.corrects == wrong.seq]
    assert lines[wrong.seq].is_corrected and not right.is_corrected
    assert (right.occurred_at, lines[wrong.seq].occurred_at) == (DAY + timedelta(minutes=5), wrong.occurred_at)
    assert queries.replayed_status(tip_id) == TipStatus.CLASSIFIED
    assert queries.verify().is_whole


def test_an_entry_is_corrected_once_then_its_correction(cast):
    tip_id = a_tip(cast, TipStatus.ACCEPTED)
    tip = Tip.objects.get(id=tip_id)
    first = Entry.objects.get(verb="tip.accept")
    later = DAY + timedelta(days=2)
    second = corrections.correct(first.seq, tip, by=cast.police, occurred_at=DAY, now=later)
    with pytest.raises(Refused, match="đã được đính chính"):
        corrections.correct(first.seq, tip, by=cast.police, occurred_at=DAY, now=later)
    third = corrections.correct(second.seq, tip, by=cast.police, occurred_at=DAY + timedelta(minutes=9), now=later)
    assert third.corrects == second.seq
    assert queries.replayed_status(tip_id) == TipStatus.ACCEPTED


def test_a_voided_act_no_longer_counts(cast):
    tip_id = a_tip(cast, TipStatus.CLASSIFIED)
    tip, entry = Tip.objects.get(id=tip_id), Entry.objects.get(verb="tip.classify")
    corrections.void(entry.seq, tip, by=cast.police, now=DAY + timedelta(days=2))
    assert queries.replayed_status(tip_id) == TipStatus.ACCEPTED


def test_an_entry_of_another_record_is_not_corrected_from_here(cast):
    mine, other = a_tip(cast), a_tip(cast)
    seq = Entry.objects.get(record_id=other).seq
    with pytest.raises(NotFound):
        corrections.correct(seq, Tip.objects.get(id=mine), by=cast.police, occurred_at=DAY, now=DAY)


def test_the_words_beside_an_entry_are_sealed(cast, written):
    assert all(line.words == "" for line in queries.timeline(written))
    from lachan.vault.keys import data_key

    key = data_key(written, cast.police.agency_id)
    assert "Chờ kết quả giám định" in [line.words for line in queries.timeline(written, key)]


# --- the bulk path


def said(*tip_ids) -> list[tuple]:
    """What the entries of some tips say, without what is random: ids, digests, numbers."""
    rows = Entry.objects.filter(record_id__in=tip_ids).order_by("seq")
    return [
        (e.verb, e.record_kind, e.occurred_on, e.occurred_at, e.recorded_at, e.account_id, e.agency_id, e.province_code,
         e.area_code, e.from_status, e.to_status, e.facts, e.corrects, e.is_void) for e in rows
    ]  # fmt: skip


def clocks_of(*tip_ids) -> list[tuple]:
    rows = Clock.objects.filter(record_id__in=tip_ids).order_by("rule", "started_at", "due_at")
    return [(c.rule, c.agency_id, c.started_at, c.due_at, c.source, c.stopped_at, c.stopped_by) for c in rows]


def test_the_bulk_path_writes_what_the_single_path_writes(cast):
    single = [a_tip(cast, TipStatus.VERIFYING) for _ in range(3)]
    with bulk():
        many = [a_tip(cast, TipStatus.VERIFYING) for _ in range(3)]
    assert said(*single) == said(*many)
    assert clocks_of(*single) == clocks_of(*many)
    for model in (Wrap, Notice):
        name = "subject_id" if model is Wrap else "record_id"
        counts = [model.objects.filter(**{f"{name}__in": ids}).count() for ids in (single, many)]
        assert counts[0] == counts[1], model
    assert {queries.replayed_status(t) for t in many} == set(
        Tip.objects.filter(id__in=many).values_list("status", flat=True)
    )
    assert queries.verify().is_whole
    now = DAY + timedelta(days=1)
    assert open_words(many[0], purpose="handling", by=cast.commune, now=now).summary == "Nội dung thử"


def test_the_chain_goes_on_over_flushes_and_after_the_batch(cast):
    a_tip(cast)
    with bulk() as batch:
        for _ in range(3):
            a_tip(cast, TipStatus.CLASSIFIED)
            batch.flush()
    a_tip(cast)
    verdict = queries.verify()
    assert verdict.is_whole and verdict.entries == Entry.objects.count()


def test_a_batch_that_fails_leaves_nothing_and_a_whole_chain(cast):
    before = (Entry.objects.count(), Tip.objects.count())
    with pytest.raises(RuntimeError), bulk() as batch:
        a_tip(cast, TipStatus.CLASSIFIED)
        batch.flush()
        raise RuntimeError
    assert (Entry.objects.count(), Tip.objects.count()) == before
    assert queries.verify().is_whole
    a_tip(cast)
    assert queries.verify().is_whole


def test_the_seat_belt_holds_in_a_batch_too(cast, workshop):
    with pytest.raises(Misbuilt), bulk():
        build(cast, asks=None, writes=True)
    assert not Entry.objects.filter(verb="test.build").exists()


# --- who reads what


@pytest.fixture
def busy(cast, written):
    """Entries of records, of an opening, and of how the province is arranged."""
    open_words(written, purpose="handling", by=cast.commune, now=DAY + timedelta(days=2))
    set_(SetLaw("deadlines", "tip.classify", {"source": "QĐ thử"}), by=cast.admin, now=DAY)
    return written


def kinds_read(actor) -> set[str]:
    return {line.record_kind for line in queries.audit(actor, limit=500)}


def test_the_administrator_learns_of_no_record(cast, busy):
    assert kinds_read(cast.admin) == {"account", "agency", "law"}
    assert busy not in {line.record_id for line in queries.audit(cast.admin, limit=500)}
    assert queries.audit(cast.admin, verb="tip.record") == []
    assert {verb.partition(".")[0] for verb, _ in queries.audited_verbs(cast.admin)} == {
        "account",
        "agency",
        "area",
        "law",
    }


def test_the_auditor_and_the_standing_office_read_the_province(cast, busy):
    for actor in (cast.auditor, cast.standing):
        assert kinds_read(actor) >= {"account", "agency", "law", "tip"}
        assert {line.verb for line in queries.audit(actor, limit=500)} >= {"tip.open_words", "law.set"}


def test_others_read_what_their_agency_did(cast, busy):
    lines = queries.audit(cast.commune, limit=500)
    assert {line.agency_id for line in lines} == {cast.commune.agency_id}
    assert {line.verb for line in lines} == {"account.accept_invitation", "tip.record", "tip.open_words"}


def test_nothing_of_another_province_is_read(cast, busy):
    ours = set(Entry.objects.filter(province_code=HOME).values_list("seq", flat=True))
    for actor in (cast.outsider, cast.admin_elsewhere, cast.outsider_health):
        assert not ours & {line.seq for line in queries.audit(actor, limit=500)}


def test_pages_follow_one_another_without_gap(cast, busy):
    every = [line.seq for line in queries.audit(cast.auditor, limit=500)]
    read: list[int] = []
    while page := queries.audit(cast.auditor, before=read[-1] if read else None, limit=7):
        read += [line.seq for line in page]
    assert read == every == sorted(every, reverse=True)


def test_the_journal_is_filtered_by_verb_and_day(cast, busy):
    assert [line.verb for line in queries.audit(cast.auditor, verb="tip.accept")] == ["tip.accept"]
    days = {line.occurred_at.date() for line in queries.audit(cast.auditor, day=DAY.date(), limit=500)}
    assert days == {DAY.date()}


def test_who_opened_what_is_sealed_is_known(cast, busy):
    [line] = queries.readers(busy, ["tip.open_words"])
    assert (line.agency_id, line.facts) == (cast.commune.agency_id, {"purpose": "handling"})
