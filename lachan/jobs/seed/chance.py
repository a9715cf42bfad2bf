"""Drawing lots for the sample: weighted choices, invented names, moments of an office day. One seed, one province."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from lachan.base.clock import at

T = TypeVar("T")
# by the ids of the law's list of ethnic groups: Kinh, Thái, Mông, Tày, Dao, Nùng, Khơ Mú, Mường
ETHNIC_SHARES = {"01": 38, "03": 20, "08": 18, "02": 8, "09": 5, "07": 4, "23": 4, "04": 3}


@cache
def words() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "names.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Person:
    """Someone who does not exist."""

    name: str
    sex: str
    birth_year: int
    ethnic: str
    phone: str
    id_number: str
    address: str


class Chance:
    """The lots of one story; two stories never share a row of lots, so that one more does not change the others."""

    def __init__(self, seed: int, story: int) -> None:
        self.lots = Random(f"{seed}:{story}")  # noqa: S311  a sample, not a secret

    def apart(self) -> Chance:
        """Lots for a thread beside the story: how the one goes does not change the other."""
        return Chance(self.lots.randrange(10**9), 0)

    def happens(self, percent: float) -> bool:
        return self.lots.random() * 100 < percent

    def pick(self, things: Sequence[T]) -> T:
        return things[int(self.lots.random() * len(things))]

    def weighed(self, shares: Mapping[T, float]) -> T:
        return self.lots.choices(list(shares), list(shares.values()))[0]

    def number(self, low: int, high: int) -> int:
        return self.lots.randint(low, high)

    def digits(self, count: int) -> str:
        return "".join(str(self.lots.randrange(10)) for _ in range(count))

    def hours_after(self, moment: datetime, low: float, high: float) -> datetime:
        return moment + timedelta(minutes=int(60 * self.lots.uniform(low, high)))

    def office_day(self, moment: datetime, low: int, high: int) -> datetime:
        """A minute of an office day, so many days later; never before the moment itself."""
        day = moment.date() + timedelta(days=self.number(low, high))
        while day.weekday() >= 5:
            day += timedelta(days=1)
        return max(at(day, self.pick((8, 9, 10, 13, 14, 15, 16)), self.number(0, 59)), moment + timedelta(minutes=20))

    def any_time(self, day: date) -> datetime:
        return at(day, self.number(6, 21), self.number(0, 59))

    def person(self, year: int, *, sex: str = "", ages: tuple[int, int] = (18, 60), phone: bool = True) -> Person:
        sex = sex or self.pick(("female", "male"))
        ethnic = self.weighed(ETHNIC_SHARES)
        said = words()
        surnames = said["surnames"].get(ethnic, said["surnames_kinh"])
        kind = "women" if sex == "female" else "men"
        name = f"{self.pick(surnames)} {self.pick(said[f'middle_{kind}'])} {self.pick(said[f'given_{kind}'])}"
        return Person(
            name=name,
            sex=sex,
            birth_year=year - self.number(*ages),
            ethnic=ethnic,
            phone=f"01{self.digits(8)}"
            if phone
            else "",  # no telephone number of the country begins with 01 since 2018
            id_number=f"098{self.digits(9)}",  # 098 is no province's number
            address=f"bản {self.pick(said['hamlets'])}",
        )
