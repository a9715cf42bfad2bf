"""The review of a reading as plain data: state, steps, clashes to come, changes, attention, parts, marks."""

from __future__ import annotations

import pytest

from lachan.base.errors import Refused
from lachan.plans.attention import attention, places, progress
from lachan.plans.changes import changes, tallies
from lachan.plans.corrected import annotation, begin, check_ready, find, living
from lachan.plans.kinds import KINDS, OF_PREFIX
from lachan.plans.marks import paragraphs
from lachan.plans.parts import findings_of, numbers_of, parts_of
from lachan.plans.reading import read_text
from lachan.plans.rules import ChangeKind, StepKind
from lachan.plans.steps import Wish, Write, lay, writes_of
from tests.world_plans import TEXT

K = StepKind
LONG = "\n".join(
    ["KẾ HOẠCH", "Phòng, chống mua bán người năm 2026"]
    + [
        line
        for roman in ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
        for line in (
            f"{roman}. NHIỆM VỤ NHÓM {roman}",
            *(f"{n}. Công an tỉnh chủ trì việc {n}, {'rà soát địa bàn, ' * 40}báo cáo." for n in range(1, 61)),
        )
    ]
)


@pytest.fixture(scope="module")
def reading():
    return read_text(TEXT).as_json()


@pytest.fixture
def state(reading):
    return begin(reading)


def do(state, kind, key="", number=1, **more):
    """The state after one wish, and its writes."""
    writes = writes_of(Wish(kind, key, **more), state, TEXT, number)
    return lay(state, writes), writes


def test_a_reading_left_alone_has_no_changes_and_comes_out_as_it_went_in(reading, state):
    assert changes(reading, state) == ()
    assert annotation(reading, state) == reading


def test_each_kind_of_finding_takes_each_of_its_fields(reading, state):
    for kind in KINDS:
        rows = state[kind.list]
        if not rows:
            state, _ = do(state, K.ADD, kind.prefix, 99, fields={kind.words: "111" if kind.bare else "nội dung"})
            rows = state[kind.list]
        key = rows[0]["key"]
        values = {name: _other(kind.prefix, name) for name in kind.fields}
        after, writes = do(state, K.SET, key, fields=values)
        assert {w.field for w in writes} == set(values), kind.prefix
        found = find(after, key)
        assert all(found[name] == value or name in ("leads", "partners", "directed") for name, value in values.items())


def _other(prefix, name):
    if name in ("leads", "partners", "directed", "reporters", "recipients", "via", "onward", "themes"):
        return ["finance"] if name == "themes" else ["Sở Tư pháp"]
    return {"value": 77, "is_request": True, "deadline": {"raw": "trước 1/2", "date": None}, "comparator": "<"}.get(
        name, "khác hẳn"
    )


def test_a_field_that_is_not_there_or_a_finding_that_is_gone_is_refused(state):
    with pytest.raises(Refused, match="Không có trường"):
        do(state, K.SET, "t-0", fields={"span": [0, 1]})
    with pytest.raises(Refused, match="Không thấy"):
        do(state, K.SET, "t-99", fields={"value": 1})
    gone, _ = do(state, K.DROP, "t-0")
    for kind, more in (
        (K.SET, {"fields": {"value": 1}}),
        (K.DROP, {}),
        (K.SPLIT, {"at": 9}),
        (K.MERGE, {"other": "t-1"}),
    ):
        with pytest.raises(Refused, match="đã được bỏ"):
            do(gone, kind, "t-0", **more)


def test_what_was_dropped_stays_and_comes_back(reading, state):
    gone, _ = do(state, K.DROP, "v-1")
    assert len(annotation(reading, gone)["tasks"]) == len(reading["tasks"]) - 1
    assert [c.how for c in changes(reading, gone)] == [ChangeKind.REMOVED]
    back, _ = do(gone, K.RESTORE, "v-1")
    assert annotation(reading, back) == reading
    with pytest.raises(Refused, match="không cần lấy lại"):
        do(back, K.RESTORE, "v-1")


def test_two_tasks_become_one_with_the_agencies_of_both(reading, state):
    merged, _ = do(state, K.MERGE, "v-2", other="v-0")
    first, second = find(merged, "v-0"), find(merged, "v-2")
    assert second["gone"] and second["into"] == "v-0"
    assert "đợt cao điểm" in first["text"] and "hỗ trợ nạn nhân" in first["text"]
    assert [a["name"] for a in first["leads"]] == ["Công an tỉnh", "Sở Y tế"]
    assert first["span"] == [state["tasks"][0]["span"][0], state["tasks"][2]["span"][1]]
    assert ChangeKind.MERGED in [c.how for c in changes(reading, merged)]
    with pytest.raises(Refused, match="cùng loại"):
        do(state, K.MERGE, "v-0", other="t-0")
    with pytest.raises(Refused, match="cùng loại"):
        do(state, K.MERGE, "v-0", other="v-0")


def test_a_task_is_split_at_a_place_in_its_text_and_the_document(state):
    words = state["tasks"][2]["text"]
    cut, writes = do(state, K.SPLIT, "v-2", 7, at=words.index("; phối hợp") + 1)
    left, right = find(cut, "v-2"), find(cut, "v-n7")
    assert (left["text"], right["text"][:12]) == ("Chủ trì tiếp nhận, hỗ trợ nạn nhân", "phối hợp với")
    assert TEXT[slice(*right["span"])].startswith("phối hợp với") and left["span"][1] == right["span"][0]
    assert not left["partners"] and [a["name"] for a in right["partners"]] == ["Công an tỉnh"]
    assert [t["key"] for t in cut["tasks"]][2:4] == ["v-2", "v-n7"]
    assert [w.key for w in writes][-1] == "v-n7"
    for at in (0, len(words) + 5):
        with pytest.raises(Refused, match="Chưa rõ tách"):
            do(state, K.SPLIT, "v-2", at=at)


def test_a_split_target_asks_for_the_level_of_its_second_half(state):
    words = state["targets"][0]["subject"]
    cut, _ = do(state, K.SPLIT, "t-0", 3, at=words.index("được"))
    assert (find(cut, "t-0")["value"], find(cut, "t-n3")["value"], find(cut, "t-n3")["indicator"]) == (100, None, None)


def test_an_addition_takes_its_words_and_place_from_the_document(reading, state):
    start = TEXT.index("Tuyên truyền tại cơ sở")
    added, _ = do(state, K.ADD, "v", 4, span=(start, start + 22))
    item = find(added, "v-n4")
    assert item["text"] == "Tuyên truyền tại cơ sở" and item["span"] == [start, start + 22]
    assert [c.how for c in changes(reading, added)] == [ChangeKind.ADDED]
    amount, _ = do(state, K.ADD, "k", 5, span=(TEXT.index("500.000.000"), TEXT.index("500.000.000") + 16))
    assert (find(amount, "k-n5")["value"], find(amount, "k-n5")["unit"]) == (500_000_000, "đồng")
    with pytest.raises(Refused, match="Chưa chọn loại"):
        do(state, K.ADD, "w")


@pytest.mark.parametrize(
    ("kind", "key", "more"),
    [
        (K.SET, "t-0", {"fields": {"value": 95, "comparator": ">="}}), (K.DROP, "v-1", {}),
        (K.MERGE, "v-0", {"other": "v-1"}), (K.SPLIT, "v-2", {"at": 35}), (K.SET, "f", {"fields": {"number": "9/KH"}}),
        (K.SET, "g", {"fields": {"Sở Y tế": "xa"}}),
    ],
)  # fmt: skip
def test_every_step_can_be_taken_back_and_the_taking_back_too(reading, state, kind, key, more):
    after, writes = do(state, kind, key, 3, **more)
    undone = writes_of(Wish(K.UNDO), after, TEXT, 4, writes)
    back = lay(after, undone)
    assert annotation(reading, back) == annotation(reading, state) and back["agencies"] == state["agencies"]
    again = lay(back, writes_of(Wish(K.UNDO), back, TEXT, 5, undone))
    assert annotation(reading, again) == annotation(reading, after)


def test_a_step_written_over_since_is_not_taken_back(state):
    after, writes = do(state, K.SET, "t-0", fields={"value": 95})
    later, _ = do(after, K.SET, "t-0", fields={"value": 96})
    with pytest.raises(Refused, match="«mức» đã được sửa tiếp"):
        writes_of(Wish(K.UNDO), later, TEXT, 9, writes)


def test_an_addition_undone_is_gone_not_forgotten(state):
    added, writes = do(state, K.ADD, "o", 2, fields={"text": "Mục tiêu thêm"})
    undone = writes_of(Wish(K.UNDO), added, TEXT, 3, writes)
    assert undone == [Write("o-n2", "gone", False, True)]
    assert len(living(lay(added, undone), OF_PREFIX["o"])) == len(living(state, OF_PREFIX["o"]))


def test_names_of_agencies_keep_the_place_they_were_read_from(state):
    after, _ = do(state, K.SET, "v-0", fields={"leads": ["Công an tỉnh", "Sở Tư pháp"]})
    known, new = find(after, "v-0")["leads"]
    assert known["span"] and new == {"name": "Sở Tư pháp", "raw": "Sở Tư pháp"}


def test_the_summary_counts_by_kind(reading, state):
    after, _ = do(state, K.SET, "t-0", fields={"value": 95, "unit": "tin"})
    after, _ = do(after, K.SET, "f", fields={"number": "9/KH", "place": "Đâu đó"})
    after, _ = do(after, K.SET, "g", fields={"Sở Y tế": "xa"})
    found = {t.prefix: dict(t.counts) for t in tallies(reading, after) if t.counts}
    assert found == {"f": {ChangeKind.CHANGED: 2}, "t": {ChangeKind.CHANGED: 1}, "g": {ChangeKind.SETTLED: 1}}


def test_attention_puts_warnings_first_and_points_at_the_field(state):
    state["warnings"] = [{"code": "x", "message": "Xem chỗ này", "span": [3, 9], "key": "w-0", "seen": False}]
    state["targets"][0]["indicator"] = None
    state["head"]["number"] = None
    found = attention(state, lambda name: name != "Sở Y tế")
    assert [(a.code, a.key, a.field) for a in found] == [
        ("x", "w-0", "seen"), ("number_missing", "f", "number"), ("not_connected", "t-0", "indicator"),
        ("unknown_agency", "g-1", "found"),
    ]  # fmt: skip


def test_progress_counts_what_a_person_has_seen(state):
    keys = places(state)
    assert keys["t"] == ["t-0", "t-1", "t-2"]
    counted = {p.prefix: (p.seen, p.total) for p in progress(state, {"f", "t-0", "gone-9"})}
    assert counted["f"] == (1, 1) and counted["t"] == (1, 3)


def test_a_plan_without_title_or_with_its_period_reversed_is_not_ready(state):
    check_ready(state)
    state["head"] |= {"start": "2027", "end": "2026"}
    with pytest.raises(Refused, match="kết thúc trước"):
        check_ready(state)
    state["head"]["title"] = " "
    with pytest.raises(Refused, match="trích yếu"):
        check_ready(state)
    state["head"] |= {"title": "Kế hoạch", "start": "2026"}
    state["tasks"][0]["text"] = ""
    with pytest.raises(Refused, match="nhiệm vụ chưa ghi nội dung"):
        check_ready(state)


def test_marked_text_is_the_text_itself_and_every_finding_is_led_to_once(reading, state):
    cut = paragraphs(TEXT, state, reading, {"Công an tỉnh": "g-0", "Sở Y tế": "g-1"})
    for paragraph in cut:
        words = "".join(s.text for s in paragraph.segments)
        assert TEXT[paragraph.start :].startswith(words), "a place on the page is a place in the document"
    segments = [s for p in cut for s in p.segments]
    assert [s.leads_to for s in segments if s.kind == "k" and s.is_first] == ["t-0", "t-1", "t-2"]
    assert [s.leads_to for s in segments if s.kind == "v"] == [f"v-{n}" for n in range(len(state["tasks"]))]
    assert next(s.text for s in segments if s.leads_to == "g-1") == "Sở Y tế"
    assert any(s.kind == "d" and s.text == "trước ngày 30/6/2026" for s in segments)
    first = [s.leads_to for s in segments if s.is_first]
    assert len(first) == len(set(first)) and {"f", "k-0", "b-0", "o-0", "c-0"} <= set(first)


def test_a_short_document_is_one_part(reading, state):
    [part] = parts_of(TEXT, reading["sections"])
    assert (part.number, part.count, part.start, part.end) == (1, 1, 0, len(TEXT))
    assert sum(len(rows) for rows in findings_of(state, part).values()) == sum(len(state[k.list]) for k in KINDS)


def test_a_long_document_comes_in_parts_that_hold_every_finding_once():
    read = read_text(LONG).as_json()
    state, parts = begin(read), parts_of(LONG, read["sections"])
    assert len(parts) > 3
    assert [p.start for p in parts[1:]] == [p.end for p in parts[:-1]]
    starts = {s["span"][0] for s in read["sections"]}
    assert all(p.start in starts for p in parts[1:]), "a part begins with a section"
    held = [row["key"] for part in parts for rows in findings_of(state, part).values() for row in rows]
    assert sorted(held) == sorted(i["key"] for k in KINDS for i in state[k.list])
    last = state["tasks"][-1]["key"]
    assert numbers_of(tuple(parts), state)[last] == len(parts)
    words = "".join(
        s.text for part in parts for p in paragraphs(LONG, state, read, {}, part.start, part.end) for s in p.segments
    )
    assert "".join(words.split()) == "".join(LONG.split())


def test_a_reading_corrected_before_there_were_keys_is_carried_over(reading):
    from importlib import import_module

    old = {k: reading[k] for k in ("metadata", "scope", "period", "budget")}
    for name in ("objectives", "targets", "tasks", "duties"):
        old[name] = [{**item, "was": n} for n, item in enumerate(reading[name])]
    old["metadata"] = {**old["metadata"], "number": "16/KH-UBND"}
    old["targets"][0] = {**old["targets"][0], "value": 95}
    old["targets"].pop(1)
    old["tasks"].append({"path": "", "text": "Việc thêm", "leads": [], "partners": [], "directed": []})
    old["warnings"] = [{**w, "seen": True} for w in reading["warnings"]]
    state, found = import_module("lachan.plans.migrations.0002_review")._state(old, reading)
    assert state["head"]["number"] == "16/KH-UBND"
    assert found["Target"] == ["t-0", "t-2"] and found["Task"][-1] == f"v-n{len(reading['tasks'])}"
    said = annotation(reading, state)
    assert [t["value"] for t in said["targets"]] == [95, 100] and said["tasks"][-1]["text"] == "Việc thêm"
    assert find(state, "t-1")["gone"]


def test_a_line_broken_by_the_paper_goes_on_in_its_paragraph(reading, state):
    broken = TEXT.replace("trấn áp tội phạm mua bán người.", "trấn áp\ntội phạm mua bán người.")
    read = read_text(broken).as_json()
    cut = paragraphs(broken, begin(read), read, {})
    words = ["".join(s.text for s in p.segments) for p in cut if p.is_item]
    assert any("trấn áp\ntội phạm mua bán người" in w for w in words)
    assert next(p for p in cut if "Số: 15" in "".join(s.text for s in p.segments)).is_item is False
