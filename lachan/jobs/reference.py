"""The reference pages of docs/reference: written from the tables of the code, so that they cannot say anything else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps

from lachan.access.checks import CHECKS, Check
from lachan.access.roles import Role
from lachan.indicators.definitions import Indicator, indicators
from lachan.indicators.measures import MEASURES
from lachan.jobs.matrix import matrix
from lachan.journal.actions import ACTIONS
from lachan.journal.procedure import PROCEDURES, label_of
from lachan.law.reference import deadlines_page
from lachan.victims.rules import CONDITIONS

_GENERATED = "Trang này do `lachan docs` sinh ra từ mã nguồn; không sửa bằng tay."
_SORTS = ("PUBLIC", "INTERNAL", "PERSONAL", "SECRET")


def pages() -> dict[str, str]:
    """Every page by its file name."""
    return {
        "quy-trinh.md": _procedures(),
        "thoi-han.md": deadlines_page(),
        "quyen-han.md": _permissions(),
        "ma-tran-nan-nhan.md": _matrix(),
        "nhat-ky.md": _verbs(),
        "du-lieu.md": _data_map(),
        "chi-so.md": _indicators(),
    }


def _procedures() -> str:
    lines = _head("Quy trình", "Trạng thái và các bước của từng loại hồ sơ.")
    for procedure in _sorted(PROCEDURES.values(), "kind"):
        lines += [f"## {procedure.label} (`{procedure.kind}`)", "", "```mermaid", procedure.diagram(), "```", ""]
        lines += _table(
            ("Bước", "Tên", "Từ", "Đến", "Bắt đầu hạn", "Dừng hạn", "Căn cứ", "Điều kiện"),
            (
                (f"`{m.verb}`", m.label, ", ".join(s.label for s in m.sources), m.target.label if m.target else "",
                 _codes(m.starts), _codes(m.stops), m.law, m.needs)
                for m in procedure.moves
            ),
        )  # fmt: skip
    return "\n".join(lines)


def _matrix() -> str:
    lines = _head(
        "Ma trận bước của hồ sơ nạn nhân",
        "Mọi trạng thái × mọi bước × mọi vai trò: ô nào không đánh dấu là bị từ chối, kèm câu nói rõ có thể làm gì.",
    )
    conditional = {"victim": lambda verb: CONDITIONS.get(verb, (None, ""))[1]}
    kinds = ("victim", "referral", "return", "careplan", "protection", "award")
    tables = [matrix(PROCEDURES[k], conditional.get(k, lambda verb: "")) for k in kinds]
    return "\n".join([*lines, *tables])


def _permissions() -> str:
    lines = _head("Quyền hạn", "Ai được làm gì, khi cơ quan của người đó đứng thế nào với hồ sơ.")
    lines += _table(("Việc", "Tên", "Vai trò", "Quan hệ với hồ sơ"), _permission_rows())
    lines += ["## Theo vai trò", ""]
    for role in Role:
        verbs = [f"`{verb}`" for verb, check in sorted(CHECKS.items()) if any(role in row.roles for row in check.rows)]
        lines += [f"**{role.label}** (`{role}`): {', '.join(verbs) or 'không có'}.", ""]
    return "\n".join(lines)


def _permission_rows() -> Iterator[tuple[str, ...]]:
    for verb, check in sorted(CHECKS.items()):
        for row in _rows_of(check):
            yield f"`{verb}`", check.label, *row


def _rows_of(check: Check) -> list[tuple[str, str]]:
    said = [
        (", ".join(sorted(r.label for r in row.roles)), ", ".join(sorted(x.label for x in row.relations)))
        for row in check.rows
    ]
    return sorted(said)


def _verbs() -> str:
    lines = _head("Động từ của nhật ký", "Mỗi việc được phép là một hàm, một quyền, một động từ trong nhật ký.")
    rows = (
        (f"`{verb}`", label_of(verb), f"`{act.__module__}.{act.__name__}`") for verb, act in sorted(ACTIONS.items())
    )
    return "\n".join(lines + _table(("Động từ", "Tên", "Hàm"), rows))


def _data_map() -> str:
    lines = _head(
        "Bản đồ dữ liệu",
        "Mọi cột của mọi bảng, xếp theo mức nhạy cảm. Cột PERSONAL và SECRET được niêm phong trong cơ sở dữ liệu;"
        " cột đánh dấu * là mã băm có khóa, chỉ so trùng được.",
    )
    models = [m for m in apps.get_models() if m.__module__.startswith("lachan.")]
    lines += _table(("Bảng", *_SORTS), (_data_row(m) for m in sorted(models, key=lambda m: m._meta.db_table)))
    return "\n".join(lines)


def _data_row(model: Any) -> tuple[str, ...]:
    sorting = getattr(model, "Sensitivity", None)
    digests = set(getattr(sorting, "DIGESTS", ()))
    cells = (
        ", ".join(sorted(f"{name}*" if name in digests else name for name in getattr(sorting, sort, ())))
        for sort in _SORTS
    )
    return f"`{model._meta.db_table}`", *cells


def _indicators() -> str:
    lines = _head("Chỉ số", "Cách tính từng con số của bảng điểm và báo cáo.")
    lines += _table(
        ("Mã", "Tên", "Đơn vị", "Tử số", "Mẫu số", "Chỉ tiêu", "Căn cứ", "Hàm đếm"),
        (_indicator_row(i) for i in indicators().values()),
    )
    return "\n".join(lines)


def _indicator_row(row: Indicator) -> tuple[str, ...]:
    counted = MEASURES.get(row.code)
    function = f"`{counted.__module__}.{counted.__name__}`" if counted else "chưa có"
    mark = "" if row.confidence == "confirmed" else f" ({row.confidence})"
    return (f"`{row.code}`", row.name, row.unit, row.numerator, row.denominator, ", ".join(row.targets),
            row.source + mark, function)  # fmt: skip


def _head(title: str, about: str) -> list[str]:
    return [f"# {title}", "", f"{_GENERATED} {about}", ""]


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [head, ("---",) * len(head), *rows]
    return [*("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines), ""]


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _sorted(things: Iterable[Any], key: str) -> list[Any]:
    return sorted(things, key=lambda thing: str(getattr(thing, key)))
