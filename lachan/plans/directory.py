"""From an agency as a document prints it to the directory: by folded name, level and kind. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from lachan.access.roles import AgencyKind
from lachan.base.text import fold_vi
from lachan.plans.rules import PlanLevel

EVERYONE = "*"
GROUPS: dict[str, str] = {
    EVERYONE: "Mọi sở, ngành, đoàn thể cấp tỉnh",
    str(AgencyKind.COMMUNE): "Mọi UBND cấp xã",
    str(AgencyKind.COMMUNE_POLICE): "Mọi Công an cấp xã",
}
_ABOVE = frozenset({AgencyKind.SYSTEM, AgencyKind.STEERING_COMMITTEE, AgencyKind.PEOPLES_COMMITTEE})
_SHORT = (
    ("ubnd", "uy ban nhan dan"), ("hdnd", "hoi dong nhan dan"), ("lhpn", "lien hiep phu nu"),
    ("bdbp", "bo doi bien phong"), ("vksnd", "vien kiem sat nhan dan"), ("vks", "vien kiem sat nhan dan"),
    ("tand", "toa an nhan dan"), ("bcd", "ban chi dao"), ("mttq", "mat tran to quoc"),
    ("lien hiep hoi phu nu", "hoi lien hiep phu nu"),
    ("hoi phu nu", "hoi lien hiep phu nu"), ("toa an tinh", "toa an nhan dan tinh"),
)  # fmt: skip
_LEVEL = re.compile(r" (tinh|thanh pho)\b.*$")
_NOISE = re.compile(r"[^a-z0-9 ]+")
# printed name → the one kind of agency it can mean in a province
_KINDS: tuple[tuple[str, AgencyKind], ...] = (
    (r"^uy ban nhan dan( tinh| thanh pho)", AgencyKind.PEOPLES_COMMITTEE),
    (r"^cong an( tinh| thanh pho)", AgencyKind.PROVINCIAL_POLICE),
    (r"^phong (canh sat hinh su|pc02).*", AgencyKind.PROVINCIAL_POLICE),
    (r"(ban chi dao( 138)?|co quan thuong truc).*(tinh|thanh pho)$", AgencyKind.STEERING_COMMITTEE),
    (r"^(thuong truc )?ban chi dao( 138)?$", AgencyKind.STEERING_COMMITTEE),
    (r"^so y te$", AgencyKind.HEALTH_DEPARTMENT),
    (r"^so lao dong.*", AgencyKind.HEALTH_DEPARTMENT),
    (r"^(bo chi huy )?bo doi bien phong.*", AgencyKind.BORDER_GUARD),
    (r"^vien kiem sat( nhan dan)?( tinh| thanh pho)?$", AgencyKind.PROCURACY),
    (r"^toa an( nhan dan)?( tinh| thanh pho)?$", AgencyKind.COURT),
    (r"^(trung tam )?tro giup phap ly.*", AgencyKind.LEGAL_AID),
    (r"^(trung tam )?(cong tac xa hoi|bao tro xa hoi).*", AgencyKind.FACILITY),
    (r"^tong dai.*111.*", AgencyKind.HOTLINE),
)  # fmt: skip
_XA, _CAX = str(AgencyKind.COMMUNE), str(AgencyKind.COMMUNE_POLICE)
_GROUPS: tuple[tuple[str, str], ...] = (
    (r"^cong an (cac |cap )?(xa|phuong|dac khu|co so)\b(?! \w+ \w+$).*", _CAX),
    (r"^(uy ban nhan dan|ban chi dao( 138)?|chinh quyen).*\b(cac |cap )(xa|phuong|dac khu|co so|huyen).*", _XA),
    (r"^uy ban nhan dan (xa phuong|phuong xa|huyen|xa|phuong).*(phuong|xa|dac khu|thanh pho|thi xa)$", _XA),
    (r"^cac (xa|phuong|huyen|dia phuong).*", _XA),
    (r"^cac( (so|phong|ban|nganh|co quan|don vi|doan the|hoi|dia phuong|thanh vien|cap tinh|cua tinh))+$", EVERYONE),
    (r".*thanh vien ban chi dao.*", EVERYONE),
)  # fmt: skip


# what a commune's own plan calls the offices of its area
_LOCAL: tuple[tuple[str, AgencyKind], ...] = (
    (r"^cong an (xa|phuong|dac khu)\b(?!, )", AgencyKind.COMMUNE_POLICE),
    (r"^uy ban nhan dan (xa|phuong|dac khu)\b(?!, )", AgencyKind.COMMUNE),
    (r"^(thuong truc )?ban chi dao( 138)? (xa|phuong|dac khu)\b", AgencyKind.COMMUNE),
)


@dataclass(frozen=True)
class Listed:
    """An agency of the directory, as people's rows give it. ``successor_id``: what it has become since."""

    id: UUID
    name: str
    kind: AgencyKind
    area_code: str = ""
    is_standing: bool = True
    successor_id: UUID | None = None


@dataclass(frozen=True)
class Resolved:
    """``agency_id`` of the one agency meant, or ``group``: an agency kind's code, or * for every agency."""

    agency_id: UUID | None = None
    group: str = ""

    @property
    def is_known(self) -> bool:
        return bool(self.agency_id or self.group)


class Directory:
    """The agencies of one province on one day, asked by printed name. ``chosen``: what a person settled, by name:
    an agency's id, a group's code, or "" for none of them. ``area_code``: of a commune whose own plan asks;
    ``level``: of the plan, since «Công an thành phố» of a district's plan is not that of the province."""

    def __init__(
        self,
        agencies: Iterable[Listed],
        chosen: Mapping[str, str] | None = None,
        area_code: str = "",
        level: str = "",
    ) -> None:
        self.agencies = tuple(agencies)
        self.area_code, self.level = area_code, level
        self.by_id = {a.id: a for a in self.agencies}
        self._chosen = dict(chosen or {})
        self._found: dict[str, Resolved] = {}
        self._full = self._index(spelled)
        self._core = self._index(core)
        self._by_kind: dict[AgencyKind, list[Listed]] = {}
        for agency in self.agencies:
            self._by_kind.setdefault(agency.kind, []).append(agency)

    def resolve(self, name: str) -> Resolved:
        """As chosen; by the whole name; without the province's name; by kind where the province has one of it."""
        if name not in self._found:
            self._found[name] = self._settled(self._chosen[name]) if name in self._chosen else self._look_up(name)
        return self._found[name]

    def _look_up(self, name: str) -> Resolved:
        printed = spelled(name)
        for index, key in ((self._full, printed), (self._core, core(name))):
            if one := _the_one(index.get(key, ())):
                return Resolved(one.id)
        if self.area_code and (local := self._local(printed)):
            return Resolved(local.id)
        for pattern, group in _GROUPS:
            if re.search(pattern, printed):
                return Resolved(None, group)
        if self.level == PlanLevel.DISTRICT and "tinh" not in printed.split():
            return Resolved()
        for pattern, kind in _KINDS:
            if re.search(pattern, printed) and (one := _the_one(self._by_kind.get(kind, ()))):
                return Resolved(one.id)
        return Resolved()

    def _local(self, printed: str) -> Listed | None:
        """«Công an xã» in the plan of a commune is the police of that commune."""
        for pattern, kind in _LOCAL:
            if re.search(pattern, printed):
                return _the_one([a for a in self._by_kind.get(kind, ()) if a.area_code == self.area_code])
        return None

    def today(self, agency_id: UUID) -> UUID:
        """The agency that does its work now: itself, or what it has become."""
        for _ in range(10):
            listed = self.by_id.get(agency_id)
            if listed is None or listed.is_standing or listed.successor_id is None:
                break
            agency_id = listed.successor_id
        return agency_id

    def _settled(self, choice: str) -> Resolved:
        picked = next((a.id for a in self.agencies if str(a.id) == choice), None)
        return Resolved(picked) if picked else Resolved(None, choice if choice in GROUPS else "")

    def members(self, resolved: Resolved) -> list[UUID]:
        """Every agency meant: the one, those of the kind, or all."""
        if resolved.agency_id:
            return [self.today(resolved.agency_id)]
        standing = [a for a in self.agencies if a.is_standing]
        if resolved.group == EVERYONE:
            return [a.id for a in standing if not a.area_code and a.kind not in _ABOVE]
        return [a.id for a in standing if str(a.kind) == resolved.group]

    def label(self, resolved: Resolved) -> str:
        """The name of what was found, as the list of choices writes it."""
        if resolved.agency_id:
            return self.by_id[resolved.agency_id].name
        return GROUPS.get(resolved.group, "")

    def _index(self, key: object) -> dict[str, list[Listed]]:
        found: dict[str, list[Listed]] = {}
        for agency in self.agencies:
            found.setdefault(key(agency.name), []).append(agency)  # type: ignore[operator]
        return found


def _the_one(found: Sequence[Listed]) -> Listed | None:
    """The only one; of several, the only one that still stands."""
    standing = found if len(found) == 1 else [a for a in found if a.is_standing]
    return standing[0] if len(standing) == 1 else None


def spelled(name: str) -> str:
    """Folded, punctuation gone, abbreviations written out."""
    text = _NOISE.sub(" ", fold_vi(name))
    text = f" {' '.join(text.split())} "
    for short, full in _SHORT:
        text = text.replace(f" {short} ", f" {full} ")
    return " ".join(text.split())


def core(name: str) -> str:
    """Without the province: «Sở Y tế tỉnh Đông Sơn» and «Sở Y tế» meet; «Công an tỉnh» keeps its level."""
    text = spelled(name)
    bare = _LEVEL.sub("", text)
    levelled = bare in ("cong an", "uy ban nhan dan", "hoi dong nhan dan")
    return f"{bare} tinh" if levelled and bare != text else bare
