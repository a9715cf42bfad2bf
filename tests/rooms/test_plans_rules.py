"""The pure parts: targets judged, duties rolled out, names found in the directory, readings corrected, text marked."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from lachan.access.roles import AgencyKind as K
from lachan.plans.directory import EVERYONE, Directory, Listed
from lachan.plans.duties import roll_out
from lachan.plans.rules import TargetState, TaskState, figure_period, judge, last_day, said, task_state, years_of


@pytest.mark.parametrize(
    ("comparator", "target", "reached", "is_over", "state"),
    [
        ("=", 100, 100, False, "met"), ("=", 100, 99.99, False, "at_risk"), ("=", 100, 99.99, True, "not_met"),
        (">", 90, 90, False, "at_risk"), (">", 90, 90.1, True, "met"), (">", 90, 87.5, False, "at_risk"),
        ("=", 95, 76.5, False, "not_met"), (">=", 2, 2, False, "met"), ("<=", 5, 5, False, "met"),
        ("<", 5, 5, False, "at_risk"), ("<=", 5, 9, False, "not_met"), ("=", 100, None, False, "no_data"),
        ("=", None, 50, False, "qualitative"), ("=", 100, 0, False, "not_met"),
    ],
)  # fmt: skip
def test_a_target_is_judged(comparator, target, reached, is_over, state):
    assert judge(comparator, target, reached, is_over=is_over) == TargetState(state)


def test_a_level_is_written_as_people_write_it():
    levels = [("=", 100, "%"), (">", 90, "%"), (">=", 2, "lần/năm"), ("<=", 5.5, "%"), ("=", None, "")]
    assert [said(*level) for level in levels] == ["100%", "> 90%", "≥ 2 lần/năm", "≤ 5,5%", ""]
    assert said("=", 1200, "người") == "1.200 người"


def test_a_task_is_late_only_after_its_day():
    due = date(2026, 6, 30)
    assert task_state("assigned", due, date(2026, 6, 1)) is TaskState.OPEN
    assert task_state("doing", due, date(2026, 6, 30)) is TaskState.SOON
    assert task_state("doing", due, date(2026, 7, 1)) is TaskState.LATE
    assert task_state("done", due, date(2026, 7, 1)) is TaskState.DONE


def test_days_and_years_of_a_plan():
    assert [last_day(t) for t in ("2026", "2026-02", "2026-03-20", "", None, "quý I", "2026-13")] == [
        date(2026, 12, 31), date(2026, 2, 28), date(2026, 3, 20), None, None, None, None,
    ]  # fmt: skip
    assert [years_of("2021", "2025", 2020), years_of("", "2026-06", 2020), years_of("", "", 2026)] == [
        (2021, 2025), (2026, 2026), (2026, 2026),
    ]  # fmt: skip


@pytest.mark.django_db  # the province's own rows stand over the shipped calendar
def test_figures_of_a_plan_of_several_years_cover_all_of_them():
    several = figure_period(2021, 2025)
    assert (several.start, several.end) == (date(2020, 12, 15), date(2025, 12, 14))


def test_duties_are_rolled_out_only_to_written_days():
    both = roll_out("results", "semiannual+annual+adhoc", None, [2026])
    assert [(o.period_code, o.due_on) for o in both] == [("2026-H1", None), ("2026", None)]
    dated = roll_out("results", "annual", "15/11", [2021, 2022])
    assert [o.due_on for o in dated] == [date(2021, 11, 15), date(2022, 11, 15)]
    assert [o.due_on for o in roll_out("plan", "once", "20/3/2023", [2023])] == [date(2023, 3, 20)]
    assert len(roll_out("results", "quarterly", None, [2026])) == 4
    assert roll_out("results", "adhoc", None, [2026]) == []
    assert [o.due_on for o in roll_out("results", "annual", "31/02", [2026])] == [None]


@pytest.mark.parametrize(
    ("cycle", "due", "first", "last"),
    [
        ("monthly", "25 hằng tháng", date(2026, 1, 25), date(2026, 12, 25)),
        ("monthly", "31 hàng tháng", date(2026, 1, 31), date(2026, 12, 31)),
        ("monthly", "05 của tháng sau", date(2026, 2, 5), date(2027, 1, 5)),
        ("quarterly", "15 tháng cuối quý", date(2026, 3, 15), date(2026, 12, 15)),
        ("quarterly", "05 của tháng đầu quý sau", date(2026, 4, 5), date(2027, 1, 5)),
        ("quarterly", "10 tháng kế tiếp", date(2026, 4, 10), date(2027, 1, 10)),
        ("monthly", "15/11", None, None),
        ("monthly", "40 hằng tháng", None, None),
    ],
)
def test_a_day_of_the_month_dates_each_month_and_quarter(cycle, due, first, last):
    found = [o.due_on for o in roll_out("results", cycle, due, [2026])]
    assert (found[0], found[-1]) == (first, last)


def test_the_31st_is_the_last_day_of_a_shorter_month():
    assert roll_out("results", "monthly", "31 hằng tháng", [2026])[1].due_on == date(2026, 2, 28)


NAMES = [
    ("Ban Chỉ đạo 138 tỉnh Đông Thử", K.STEERING_COMMITTEE), ("Công an tỉnh Đông Thử", K.PROVINCIAL_POLICE),
    ("Sở Y tế tỉnh Đông Thử", K.HEALTH_DEPARTMENT), ("Sở Tài chính tỉnh Đông Thử", K.DEPARTMENT),
    ("UBND xã Thử Một", K.COMMUNE), ("UBND phường Thử Hai", K.COMMUNE), ("Công an xã Thử Một", K.COMMUNE_POLICE),
    ("Đồn Biên phòng Thử", K.BORDER_GUARD), ("Hội LHPN tỉnh Đông Thử", K.UNION), ("VKSND tỉnh Đông Thử", K.PROCURACY),
]  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("Công an tỉnh", "Công an tỉnh Đông Thử"), ("CÔNG AN TỈNH", "Công an tỉnh Đông Thử"),
        ("Sở Y tế", "Sở Y tế tỉnh Đông Thử"), ("Sở Lao động - Thương binh và Xã hội", "Sở Y tế tỉnh Đông Thử"),
        ("Sở Tài chính", "Sở Tài chính tỉnh Đông Thử"), ("Uỷ ban nhân dân xã Thử Một", "UBND xã Thử Một"),
        ("Bộ Chỉ huy Bộ đội Biên phòng tỉnh", "Đồn Biên phòng Thử"), 
        ("Hội Liên hiệp Phụ nữ tỉnh", "Hội LHPN tỉnh Đông Thử"),
        ("Viện kiểm sát nhân dân tỉnh", "VKSND tỉnh Đông Thử"), 
        ("Ban Chỉ đạo 138 tỉnh", "Ban Chỉ đạo 138 tỉnh Đông Thử"),
        ("UBND các xã, phường", "Mọi UBND cấp xã"), ("Ủy ban nhân dân cấp xã", "Mọi UBND cấp xã"),
        ("Công an cấp xã", "Mọi Công an cấp xã"), ("Các sở, ban, ngành, đoàn thể", "Mọi sở, ngành, đoàn thể cấp tỉnh"),
        ("các cơ quan liên quan", ""), ("Bộ Công an", ""), ("UBND xã Không Có", ""), ("Sở Tư pháp", ""),
    ],
)  # fmt: skip
def test_a_printed_name_is_found_in_the_directory(printed, found):
    directory = Directory(Listed(uuid4(), name, kind) for name, kind in NAMES)
    assert directory.label(directory.resolve(printed)) == found


def test_what_a_person_chose_goes_before_what_was_found():
    agencies = [Listed(uuid4(), name, kind) for name, kind in NAMES]
    chosen = {"Sở Y tế": str(agencies[1].id), "Công an tỉnh": "", "Ủy ban": EVERYONE, "X": "không có"}
    directory = Directory(agencies, chosen)
    assert directory.resolve("Sở Y tế").agency_id == agencies[1].id
    assert not directory.resolve("Công an tỉnh").is_known
    assert directory.resolve("Ủy ban").group == EVERYONE
    assert not directory.resolve("X").is_known
