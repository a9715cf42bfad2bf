"""The two writes that come before anyone can act: the gazetteer of the country, and the first administrator."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction

from lachan.access.roles import AgencyKind, Role
from lachan.people.models import Account, Agency, Area, Succession
from lachan.people.rules import AreaLevel
from lachan.vault.keys import ensure_agency_key

DATA = Path(__file__).parent / "data" / "areas"


@transaction.atomic
def load_areas() -> int:
    """Loads the shipped provinces and communes once. Returns how many rows were added."""
    if Area.objects.filter(is_sample=False).exists():
        return 0
    provinces = [_province(row) for row in _rows("provinces.csv")]
    communes = [_commune(row) for row in _rows("communes.csv")]
    Area.objects.bulk_create([a for a, _ in provinces] + communes, batch_size=500)
    newest = {a.code: a for a, successor in provinces if not successor}
    links = [Succession(old=a, new=newest[s], source=a.source) for a, s in provinces if s and newest[s].id != a.id]
    Succession.objects.bulk_create(links)
    return len(provinces) + len(communes)


@transaction.atomic
def first_administrator(province_code: str, username: str, password: str, now: datetime, *, is_sample: bool) -> UUID:
    """The system agency of a province and its administrator, who invites everyone else."""
    agency = Agency.objects.create(
        code=f"{province_code}.QTHT",
        name="Đơn vị quản trị hệ thống",
        kind=str(AgencyKind.SYSTEM),
        province_code=province_code,
        in_force_from=date(2016, 1, 1),
        is_sample=is_sample,
    )
    ensure_agency_key(agency.id, now)
    account = Account(username=username, display_name="Quản trị viên", agency=agency, roles=[str(Role.ADMINISTRATOR)])
    account.made_at = now
    account.set_password(password)
    account.save(force_insert=True)
    return account.id


def _rows(name: str) -> list[dict[str, str]]:
    with open(DATA / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _province(row: dict[str, str]) -> tuple[Area, str]:
    area = Area(
        level=str(AreaLevel.PROVINCE),
        code=row["code"],
        name=row["name"],
        kind=row["kind"],
        province_code=row["code"],
        in_force_from=date.fromisoformat(row["in_force_from"]),
        in_force_until=date.fromisoformat(row["in_force_until"]) if row.get("in_force_until") else None,
        source=row["source"],
    )
    return area, row.get("successor_code", "")


def _commune(row: dict[str, str]) -> Area:
    return Area(
        level=str(AreaLevel.COMMUNE),
        code=row["code"],
        name=row["name"],
        kind=row["kind"],
        province_code=row["province_code"],
        in_force_from=date(2025, 7, 1),
        source="QĐ 19/2025/QĐ-TTg",
    )
