"""The places of a reading that need a person's eye, and how far a review has come. Plain Python."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from lachan.plans.changes import named
from lachan.plans.corrected import agencies_named, living
from lachan.plans.kinds import HEAD, KINDS, OF_PREFIX, WARNINGS, Json

# what the reader misses in the head is asked for here for as long as it is missing
_ASKED = frozenset({"number_missing", "number_blank", "date_missing", "date_blank", "title_missing", "period_missing"})
_NEEDED = (("title", "Chưa có trích yếu"), ("number", "Chưa có số văn bản"), ("date", "Chưa có ngày ban hành"))
UNKNOWN_AGENCY = "unknown_agency"
NOT_CONNECTED = "not_connected"


@dataclass(frozen=True)
class Attention:
    """A place that needs a person's eye; ``key`` is its finding, ``field`` of it. Of an unknown agency: its name."""

    sentence: str
    key: str
    code: str
    field: str = ""
    span: tuple[int, int] | None = None


@dataclass(frozen=True)
class Progress:
    """Of one section of the review: how many places there are, and how many a person has seen."""

    prefix: str
    label: str
    seen: int
    total: int

    @property
    def is_done(self) -> bool:
        return self.seen >= self.total


def attention(state: Json, is_known: Callable[[str], bool]) -> tuple[Attention, ...]:
    """Warnings first, then what is missing in the head, then findings that are not complete."""
    return tuple(_attention(state, is_known))


def _attention(state: Json, is_known: Callable[[str], bool]) -> Iterator[Attention]:
    for warning in state[WARNINGS.list]:
        if not warning.get("seen") and warning["code"] not in _ASKED:
            span = tuple(warning["span"]) if warning.get("span") else None
            yield Attention(str(warning["message"]), warning["key"], str(warning["code"]), "seen", span)
    head = state["head"]
    for name, sentence in _NEEDED:
        if not head.get(name):
            yield Attention(f"{sentence}.", HEAD, f"{name}_missing", name)
    if not (head.get("start") or head.get("end")):
        yield Attention("Chưa có thời kỳ kế hoạch.", HEAD, "period_missing", "start")
    for kind in (OF_PREFIX["t"], OF_PREFIX["v"], OF_PREFIX["o"]):
        for item in living(state, kind):
            if not (item.get(kind.words) or "").strip():
                yield Attention(f"Có {kind.one} chưa ghi nội dung.", item["key"], "empty", kind.words)
    for target in living(state, OF_PREFIX["t"]):
        if target.get("value") is not None and not target.get("indicator"):
            sentence = f"Chưa nối cách tính: {named(OF_PREFIX['t'], target)}"
            yield Attention(sentence, target["key"], NOT_CONNECTED, "indicator")
    for place, agency in enumerate(agencies_named(state)):
        if agency.is_lead and not is_known(agency.name):
            yield Attention(agency.name, f"g-{place}", UNKNOWN_AGENCY, "found")


def places(state: Json) -> dict[str, list[str]]:
    """The keys of all places a person goes through, by the prefix of their section."""
    return {HEAD: [HEAD], **{k.prefix: [i["key"] for i in living(state, k)] for k in KINDS if living(state, k)}}


def progress(state: Json, seen: Collection[str]) -> tuple[Progress, ...]:
    labels = {HEAD: "Văn bản", **{k.prefix: k.label for k in KINDS}}
    return tuple(
        Progress(prefix, labels[prefix], sum(key in seen for key in keys), len(keys))
        for prefix, keys in places(state).items()
    )
