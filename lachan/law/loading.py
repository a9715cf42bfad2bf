"""Reading rows of law: from the TOML files that come with the program, or from a local record, with the same checks."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from lachan.base.labels import Labelled
from lachan.law.rows import (
    DAY_KINDS,
    KINDS,
    BadRow,
    CalendarRow,
    Confidence,
    DeadlineRow,
    OffenceClass,
    Roll,
    Row,
    Unit,
)

DATA = Path(__file__).parent / "data"
_ENUMS: dict[str, type[Labelled]] = {
    "confidence": Confidence,
    "roll": Roll,
    "due_roll": Roll,
    "offence_class": OffenceClass,
}
_TEXT_REQUIRED = ("id", "name", "source")


def parse(kind: str, raw: Mapping[str, Any], *, origin: str = "shipped") -> Row:
    """One row from plain values (TOML, or a local record). Raises ``BadRow`` with a sentence."""
    row_type = KINDS.get(kind)
    if row_type is None:
        raise BadRow(f"Không có loại quy định «{kind}». Chọn một trong: {', '.join(KINDS)}.", field="kind")
    values = {"name_en": raw.get("name", ""), **raw, "kind": kind, "origin": origin}
    _check_fields(row_type, values)
    declared = {f.name: str(f.type) for f in fields(row_type)}
    row = row_type(**{key: _value(row_type, key, value, declared[key]) for key, value in values.items()})
    _check(row)
    return row


def revised(row: Row, changes: Mapping[str, Any]) -> Row:
    """A local row that changes an existing one: what is not named stays as it was. Raises ``BadRow``."""
    kept = {f.name: getattr(row, f.name) for f in fields(row) if f.name not in ("kind", "origin")}
    return parse(row.kind, {**kept, **changes}, origin="local")


def _check_fields(row_type: type[Row], values: Mapping[str, Any]) -> None:
    known = {f.name: f for f in fields(row_type)}
    strangers = [key for key in values if key not in known]
    missing = [name for name, f in known.items() if f.default is MISSING and name not in values]
    if strangers or missing:
        raise BadRow(
            f"Quy định «{values.get('id', '?')}» chưa đúng mẫu: thiếu {', '.join(missing) or 'không'},"
            f" thừa {', '.join(strangers) or 'không'}. Sửa các trường đó rồi lưu lại."
        )


def _value(row_type: type[Row], key: str, value: Any, declared: str) -> Any:
    enum = Unit if key == "unit" and row_type is DeadlineRow else _ENUMS.get(key)
    if enum is not None and value is not None:
        return _member(enum, key, value)
    if isinstance(value, list | tuple):
        return _frozen(value)
    if key.startswith("in_force") or key == "day":
        return _day(key, value)
    return _number(key, value) if declared.startswith("int") and value is not None else value


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list | tuple) else value


def _member(enum: type[Labelled], key: str, value: Any) -> Labelled:
    try:
        return enum(value)
    except ValueError:
        options = ", ".join(str(m.value) for m in enum)
        raise BadRow(f"Giá trị «{value}» không dùng được cho {key}. Chọn một trong: {options}.", field=key) from None


def _number(key: str, value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        raise BadRow(f"«{value}» không phải là số nguyên. Ghi bằng chữ số, ví dụ 20.", field=key) from None


def _day(key: str, value: Any) -> date | None:
    if value is None or value == "":
        return None
    try:
        return value if isinstance(value, date) else date.fromisoformat(value)
    except (TypeError, ValueError):
        raise BadRow(f"«{value}» không phải là ngày. Ghi theo dạng 2025-07-01.", field=key) from None


def _check(row: Row) -> None:
    for name in _TEXT_REQUIRED:
        words = getattr(row, name)
        if not isinstance(words, str) or not words.strip():
            raise BadRow(f"Quy định «{row.id}» chưa có {name}. Ghi đủ tên và căn cứ trước khi lưu.", field=name)
    if row.in_force_from is None:
        raise BadRow(f"Quy định «{row.id}» chưa có ngày hiệu lực. Ghi ngày bắt đầu áp dụng.", field="in_force_from")
    if row.in_force_until is not None and row.in_force_until < row.in_force_from:
        raise BadRow(f"Quy định «{row.id}» hết hiệu lực trước khi bắt đầu. Sửa lại hai ngày.", field="in_force_until")
    if isinstance(row, DeadlineRow) and (row.length < 1 or row.direction not in ("after", "before")):
        raise BadRow(f"Thời hạn «{row.id}» phải dài ít nhất 1 {row.unit.label}.", field="length")
    if isinstance(row, CalendarRow) and row.day_kind not in DAY_KINDS:
        raise BadRow(f"Loại của ngày «{row.id}» phải là một trong: {', '.join(DAY_KINDS)}.", field="day_kind")


def read_file(path: Path) -> Iterator[Row]:
    """The rows of one data file; its ``[defaults]`` fill what a row leaves out."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    defaults = table.get("defaults", {})
    for raw in table["row"]:
        yield from (parse(path.stem, {**defaults, **one}) for one in _by_class(raw))


def _by_class(raw: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A limit that the law gives per class of offence is one paragraph there and one row here."""
    per_class = raw.get("by_class")
    if per_class is None:
        yield raw
        return
    shared = {key: value for key, value in raw.items() if key != "by_class"}
    for code, (length, unit) in per_class.items():
        offence_class = OffenceClass(code)
        words = {"name": f"{raw['name']}: {offence_class.label}", "name_en": f"{raw['name_en']}: {_english(code)}"}
        yield {**shared, **words, "id": f"{raw['id']}.{code}", "length": length, "unit": unit}


def _english(code: str) -> str:
    return f"{code.replace('_', ' ')} offences"


@cache
def shipped_rows() -> tuple[Row, ...]:
    """Every row of every data file that comes with the program."""
    return tuple(row for path in sorted(DATA.glob("*.toml")) for row in read_file(path))
