"""Relatives are persons of their own: a file beside hers, helped and counted apart, though no regime names them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.checks import Place
from lachan.base.errors import Refused
from lachan.base.labels import Labelled
from lachan.journal.actions import action
from lachan.notices import actions as notices
from lachan.victims import access
from lachan.victims.reception import ReceiveVictim, open_file
from lachan.victims.rules import RELATIVE


class Kinship(Labelled):
    """What the relative is to the person whose file this is beside."""

    PARENT = "parent", "Cha, mẹ"
    SPOUSE = "spouse", "Vợ, chồng"
    CHILD = "child", "Con"
    SIBLING = "sibling", "Anh, chị, em"
    GRANDPARENT = "grandparent", "Ông, bà"
    GUARDIAN = "guardian", "Người giám hộ"
    OTHER = "other", "Người thân khác"


@dataclass(frozen=True)
class ReceiveRelative(ReceiveVictim):
    kinship: Kinship = Kinship.OTHER


@action("victim.receive_relative")
def receive_relative(command: ReceiveRelative, *, by: Actor, now: datetime) -> UUID:
    """No limit of the law starts: nothing is verified, and nobody is identified."""
    access.check_may_receive_relative(by, Place(by.province_code, command.area_code if by.area_code else ""))
    if command.accompanies_id is None:
        raise Refused("Thân nhân phải gắn với hồ sơ của người mà họ đi cùng. Hãy mở hồ sơ đó và chọn «Thêm thân nhân».")
    known = replace(command, profile=replace(command.profile, person_kind=RELATIVE))
    victim, _, health = open_file("victim.receive_relative", known, {"kinship": str(command.kinship)}, by, now)
    notices.post("victim.receive_relative", victim, to=health, by=by, now=now)
    return victim.id
