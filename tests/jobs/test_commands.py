"""The commands as an operator types them: what they print, what they return, what they refuse."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from lachan.base.home import home
from lachan.jobs.cli import COMMANDS, main
from lachan.jobs.commands import docs
from lachan.jobs.seed.building import UNFINISHED
from tests.people import HOME
from tests.world import DAY, a_tip

SHAPE = ["rule", "start", "due", "unit", "length", "source", "confidence", "in_force_from"]


@pytest.fixture
def database(monkeypatch, db) -> None:
    """The commands look for a database by its file; in a test it has another name."""
    monkeypatch.setenv("LACHAN_SQLITE_NAME", __file__)


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(words)
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_due_date_has_the_fixed_shape(capsys, db) -> None:
    code, out, _ = run(capsys, "law", "due", "tip.classify", "--start", "2026-01-05T08:30", "--json")
    assert code == 0
    found = json.loads(out)
    assert list(found) == SHAPE
    assert (found["due"], found["unit"], found["length"]) == ("2026-01-06T08:30", "hour", 24)


@pytest.mark.parametrize(
    "words",
    [
        ("law", "due", "tip.nothing", "--start", "2026-01-05"),
        ("law", "due", "tip.classify", "--start", "hôm qua"),
        ("plan", "read", "no-such-file.txt"),
        ("nothing",),
    ],
)
def test_a_refusal_is_one_line_and_code_2(capsys, db, words: tuple[str, ...]) -> None:
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1


def test_unreadable_input_is_code_2(capsys, tmp_path: Path) -> None:
    (tmp_path / "empty.docx").write_bytes(b"PK\x03\x04 broken")
    code, _, err = run(capsys, "plan", "read", str(tmp_path / "empty.docx"))
    assert code == 2
    assert len(err.strip().splitlines()) == 1


def test_a_plan_is_read_to_json(capsys) -> None:
    document = Path(docs.__file__).parents[1] / "seed" / "data" / "ke-hoach.txt"
    code, out, _ = run(capsys, "plan", "read", str(document), "--json")
    found = json.loads(out)
    assert code == 0
    assert len(found["targets"]) >= 9
    assert len(found["tasks"]) >= 10


def test_the_law_is_listed(capsys, db) -> None:
    _, out, _ = run(capsys, "law", "list", "--json")
    assert {"tip.classify", "victim.identify"} <= {row["id"] for row in json.loads(out)}


@pytest.mark.parametrize("words", ["law due tip.notify --start 2026-01-05", "law list"])
def test_the_law_is_asked_without_django(words: str) -> None:
    code = f"import sys; from lachan.jobs.cli import main; main({words.split()!r}); sys.exit('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, env=_elsewhere())
    assert done.returncode == 0, done.stderr


def _elsewhere() -> dict[str, str]:
    return {"LACHAN_HOME": str(home() / "nowhere"), "PATH": "/usr/bin:/bin"}


def test_figures_name_their_records(capsys, cast, database) -> None:
    tip = a_tip(cast)
    words = ["--agency", f"{HOME}.BCD138", "--period", "2026-H1", "--as-of", DAY.date().isoformat(), "--json"]
    code, out, _ = run(capsys, "figures", *words)
    rows = {row["code"]: row for row in json.loads(out)}
    assert code == 0
    assert set(rows["tip.received"]) == {"code", "name", "unit", "value", "numerator", "denominator", "sources"}
    assert rows["tip.received"]["sources"] == [str(tip)]
    assert rows["tip.classified"]["denominator"] == 1


def test_figures_as_known_on_an_earlier_day(capsys, cast, database) -> None:
    a_tip(cast)
    words = ["figures", "--agency", f"{HOME}.CAT", "--period", "2026-H1", "--json", "--as-of", "2026-02-01"]
    assert {row["numerator"] for row in json.loads(run(capsys, *words)[1])} == {0}


def test_an_unknown_agency_is_refused(capsys, cast, database) -> None:
    assert run(capsys, "figures", "--agency", "98.NONE", "--period", "2026")[0] == 2


def test_the_journal_is_walked(capsys, cast, database) -> None:
    assert run(capsys, "journal", "verify")[0] == 0


def test_seeding_refuses_a_home_in_use(capsys, cast, database) -> None:
    code, out, err = run(capsys, "seed")
    assert (code, out) == (2, "")
    assert "dữ liệu" in err
    assert run(capsys, "seed", "--if-empty")[0] == 0


def test_an_unfinished_sample_is_not_taken_for_a_whole_one(capsys, cast, database) -> None:
    mark = home() / "sample"
    mark.write_text(UNFINISHED, encoding="utf-8")
    try:
        code, _, err = run(capsys, "seed", "--if-empty")
    finally:
        mark.unlink()
    assert code == 2
    assert "dở dang" in err


def test_a_home_never_set_up_is_said_at_once(capsys, monkeypatch) -> None:
    monkeypatch.setenv("LACHAN_SQLITE_NAME", str(home() / "no-such-database"))
    monkeypatch.delenv("LACHAN_DATABASE_URL", raising=False)
    assert run(capsys, "journal", "verify")[0] == 2


def test_every_command_explains_itself(capsys) -> None:
    for name in COMMANDS:
        with pytest.raises(SystemExit) as ended:
            main([name, "--help"])
        assert ended.value.code == 0
        assert f"lachan {name}" in capsys.readouterr().out


def test_the_overview_names_every_command(capsys) -> None:
    _, out, _ = run(capsys, "--help")
    assert all(name in out for name in COMMANDS)


def test_stale_reference_pages_are_found(capsys, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(docs, "FOLDER", tmp_path / "reference")
    assert run(capsys, "docs", "--check")[0] == 1
    assert run(capsys, "docs")[0] == 0
    assert run(capsys, "docs", "--check")[0] == 0
    (tmp_path / "reference" / "quyen-han.md").write_text("khác", encoding="utf-8")
    (tmp_path / "reference" / "cu.md").write_text("thừa", encoding="utf-8")
    code, _, err = run(capsys, "docs", "--check")
    assert code == 1
    assert len(err.strip().splitlines()) == 2


def test_today_is_read_by_the_door_alone(capsys, cast, database) -> None:
    """Without --as-of the figures are those of today."""
    code, out, _ = run(capsys, "figures", "--agency", f"{HOME}.CAT", "--period", str(date.today().year), "--json")
    assert code == 0
    assert json.loads(out)


def test_a_reviewed_document_comes_out_as_annotation_with_its_text(capsys, database, cast, tmp_path) -> None:
    from lachan.plans.queries import open_document
    from tests.world_plans import TEXT, a_document, put

    document_id = a_document(cast)
    put(cast, document_id, "f", number="16/KH-UBND")
    code = open_document(cast.standing, document_id, DAY.date()).document.code
    status, out, _ = run(capsys, "plan", "annotation", code)
    assert status == 0 and json.loads(out)["metadata"]["number"] == "16/KH-UBND"
    assert run(capsys, "plan", "annotation", code, "--out", str(tmp_path))[0] == 0
    assert (tmp_path / f"{code}.txt").read_text(encoding="utf-8") == TEXT
    assert json.loads((tmp_path / f"{code}.json").read_text(encoding="utf-8"))["schema"] == "kh-gold/1"
    status, _, err = run(capsys, "plan", "annotation", "VB-98-2026-KHONGCO")
    assert status == 2 and "Không tìm thấy" in err
