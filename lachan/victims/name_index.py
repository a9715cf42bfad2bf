"""Names an agency may open, folded into words and kept in memory only: no table of names exists on any disk."""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from heapq import nlargest
from threading import Lock
from uuid import UUID

from django.db.models import Max

from lachan.base.text import fold_vi
from lachan.journal.models import Entry
from lachan.vault.keys import open_wrap
from lachan.vault.models import Wrap
from lachan.vault.sealing import open_fields
from lachan.victims.models import VictimIdentity

# Acts after which a name is new, other, or open to other agencies than before.
_TELLING = (
    "victim.receive", "victim.change_identity", "victim.hand_over", "victim.request_identification",
    "victim.settle_residence", "referral.send", "referral.decline", "referral.revoke", "referral.fail",
    "referral.withdraw", "referral.renew", "referral.expire",
)  # fmt: skip
_KEPT = 16
_CHUNK = 400


_FORGIVING = 4  # shorter words differ by one letter from too many others


def is_one_apart(one: str, other: str) -> bool:
    """One letter more, less, other, or two neighbours swapped: how a name is mistyped."""
    if len(one) > len(other):
        one, other = other, one
    start = 0
    while start < len(one) and one[start] == other[start]:
        start += 1
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    tail, other_tail = one[start:], other[start:]
    return tail[1:] == other_tail[1:] or (tail[:2] == other_tail[:2][::-1] and tail[2:] == other_tail[2:])


@lru_cache(maxsize=20_000)
def _folded(word: str) -> str:
    """Names share their words: few are folded more than once."""
    return fold_vi(word)


class NameIndex:
    """Word to files. A name is found by its words in any order, the last one as far as it was typed."""

    def __init__(self) -> None:
        self._files: dict[str, set[UUID]] = defaultdict(set)
        self._words: dict[UUID, frozenset[str]] = {}
        self._sorted: list[str] = []

    def __len__(self) -> int:
        return len(self._words)

    def put(self, file_id: UUID, *names: str) -> None:
        self.drop(file_id)
        words = frozenset(_folded(word) for name in names for word in name.split())
        self._words[file_id] = words
        for word in words:
            if word not in self._files:
                self._sorted = []
            self._files[word].add(file_id)

    def drop(self, file_id: UUID) -> None:
        for word in self._words.pop(file_id, ()):
            self._files[word].discard(file_id)

    def find(self, text: str, limit: int = 200) -> list[UUID]:
        """The newest files first; ids grow with time."""
        *whole, last = [_folded(word) for word in text.split()] or [""]
        if not last:
            return []
        sets = sorted((self._files.get(word, set()) for word in whole), key=len)
        found = set.intersection(*sets) & self._begun(last) if sets else self._begun(last)
        return nlargest(limit, found)

    def near(self, text: str) -> list[tuple[UUID, bool]]:
        """Files whose names hold every word of the text, one letter apart at most; exact where none is apart.

        A word that one of them lacks is forgiven where three or more were typed: middle names are often left out.
        """
        words = [_folded(word) for word in text.split()]
        sets = [self._alike(word) for word in words]
        forgiven = 1 if len(words) >= 3 else 0
        counted: dict[UUID, int] = defaultdict(int)
        for found in sets:
            for file_id in found:
                counted[file_id] += 1
        near = [i for i, times in counted.items() if times >= max(len(words) - forgiven, 1)]
        whole = frozenset(words)
        return [(i, whole <= self._words[i]) for i in nlargest(400, near, key=lambda i: (whole <= self._words[i], i))]

    def _alike(self, word: str) -> set[UUID]:
        """Files with this word or, from four letters on, with one that differs by one letter."""
        found = set(self._files.get(word, ()))
        if len(word) >= _FORGIVING:
            for other in self._files:
                if abs(len(other) - len(word)) <= 1 and other != word and is_one_apart(word, other):
                    found |= self._files[other]
        return found

    def _begun(self, start: str) -> set[UUID]:
        """Files with this word, or with words that begin so where the word itself is in no name."""
        if self._files.get(start):
            return self._files[start]
        if not self._sorted:
            self._sorted = sorted(self._files)
        found: set[UUID] = set()
        for word in self._sorted[bisect_left(self._sorted, start) :]:
            if not word.startswith(start):
                break
            found |= self._files[word]
        return found


_indexes: OrderedDict[UUID, tuple[NameIndex, int]] = OrderedDict()
_locks: defaultdict[UUID, Lock] = defaultdict(Lock)  # one agency reading its names does not keep others waiting


def index_of(agency_id: UUID) -> NameIndex:
    """The agency's index, brought up to the newest entry of the journal."""
    with _locks[agency_id]:
        newest = Entry.objects.aggregate(Max("seq"))["seq__max"] or 0
        index, seen = _indexes.pop(agency_id, (None, 0))
        if index is None or newest < seen:
            index = NameIndex()
            _read(index, agency_id, None)
        elif newest > seen:
            _read(index, agency_id, _touched(seen, newest))
        _indexes[agency_id] = (index, newest)
        while len(_indexes) > _KEPT:
            _indexes.popitem(last=False)
        return index


def forget_indexes() -> None:
    """Drops every name from memory."""
    _indexes.clear()
    _folded.cache_clear()


def _touched(seen: int, newest: int) -> set[UUID]:
    rows = Entry.objects.filter(seq__gt=seen, seq__lte=newest, verb__in=_TELLING)
    return {UUID(facts["victim"]) if kind == "referral" else record_id for kind, record_id, facts in
            rows.values_list("record_kind", "record_id", "facts")}  # fmt: skip


def _read(index: NameIndex, agency_id: UUID, only: set[UUID] | None) -> None:
    """Opens the names of the agency's files, all or only these; what it can no longer open is dropped."""
    for ids in _chunks(agency_id, only):
        wraps = {w.subject_id: w for w in Wrap.objects.filter(agency_id=agency_id, subject_id__in=ids)}
        rows = VictimIdentity.objects.filter(id__in=list(wraps)).only("id", "full_name", "other_name")
        opened = {row.id: open_fields(row, open_wrap(wraps[row.id]), "full_name", "other_name") for row in rows}
        for file_id in ids:
            if file_id in opened:
                index.put(file_id, *opened[file_id].values())
            else:
                index.drop(file_id)


def _chunks(agency_id: UUID, only: set[UUID] | None) -> Iterable[list[UUID]]:
    ids = list(only) if only is not None else list(_files_open_to(agency_id))
    return (ids[i : i + _CHUNK] for i in range(0, len(ids), _CHUNK))


def _files_open_to(agency_id: UUID) -> Iterable[UUID]:
    wrapped = Wrap.objects.filter(agency_id=agency_id).values("subject_id")
    return VictimIdentity.objects.filter(id__in=wrapped).values_list("id", flat=True)
