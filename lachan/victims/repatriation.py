"""A foreign victim's way ends at home, through the Ministry of Foreign Affairs, or in Viet Nam."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lachan.access.actor import Actor
from lachan.base.errors import Refused
from lachan.journal.actions import action
from lachan.notices import actions as notices
from lachan.victims import access
from lachan.victims.attributes import Country
from lachan.victims.steps import Step, carry, fetch


@dataclass(frozen=True)
class Repatriate(Step):
    """``to``: the country that took the person over, by signed minutes."""

    to_country: Country = Country.UNKNOWN


@action("victim.ask_repatriation")
def ask_repatriation(step: Step, *, by: Actor, now: datetime) -> None:
    """The written request that starts the way home."""
    victim = fetch(step.victim_id, by)
    access.check_may_ask_repatriation(by, victim)
    carry("victim.ask_repatriation", victim, step, by, now)
    notices.post("victim.ask_repatriation", victim, to=victim.holder_id, by=by, now=now)


@action("victim.repatriate")
def repatriate(command: Repatriate, *, by: Actor, now: datetime) -> None:
    """Handed to the authorities of her country; every limit that ran ends here."""
    victim = fetch(command.victim_id, by)
    access.check_may_repatriate(by, victim)
    if command.to_country in (Country.UNKNOWN, Country.VN):
        raise Refused("Chưa chọn nước nhận người hồi hương. Hãy chọn nước trong danh sách.", field="to_country")
    carry("victim.repatriate", victim, command, by, now, facts={"country": str(command.to_country)})
    notices.post("victim.repatriate", victim, to=victim.holder_id, by=by, now=now)
