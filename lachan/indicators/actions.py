"""What is done with saved views of the explorer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from lachan.access.actor import Actor
from lachan.access.checks import Place, Subject
from lachan.base.clock import local_day
from lachan.base.errors import Refused
from lachan.base.text import tidy
from lachan.indicators import access
from lachan.indicators.models import SavedView
from lachan.journal import desk
from lachan.journal.actions import action, record
from lachan.journal.procedure import name_verbs

MOST_VIEWS = 50
name_verbs({"view.save": "Lưu khung nhìn", "view.drop": "Bỏ khung nhìn"})


@action("view.save")
def save(name: str, query: str, *, by: Actor, now: datetime) -> UUID:
    """Keeps an address of the explorer under a name; the same name again takes its place."""
    access.check_may_save(by, Place(by.province_code, by.area_code))
    name = tidy(name)
    if not name or len(name) > 80:
        raise Refused("Khung nhìn cần một tên ngắn (tối đa 80 chữ). Hãy nhập tên.", field="name")
    if len(query) > 400:
        raise Refused("Khung nhìn này quá dài để lưu. Hãy bỏ bớt lựa chọn.", field="name")
    own = access.visible_to(by)
    view = own.filter(name=name).first()
    if view is None and own.count() >= MOST_VIEWS:
        raise Refused(f"Đã có {MOST_VIEWS} khung nhìn. Hãy bỏ một khung nhìn cũ rồi lưu lại.", field="name")
    if view is None:
        view = SavedView(account_id=by.account_id, agency_id=by.agency_id, province_code=by.province_code, name=name)
        view.query, view.saved_on = query, local_day(now)
        desk.add(view)
    else:
        view.query, view.saved_on = query, local_day(now)
        desk.change(view, "query", "saved_on")
    record("view.save", _subject(view, by), "view", by=by, occurred_at=now, now=now)
    return view.id


@action("view.drop")
def drop(view_id: UUID, *, by: Actor, now: datetime) -> None:
    view = desk.fetch(access.visible_to(by), view_id)
    access.check_may_drop(by, Place(by.province_code, by.area_code))
    record("view.drop", _subject(view, by), "view", by=by, occurred_at=now, now=now)
    view.delete()


def _subject(view: SavedView, by: Actor) -> Subject:
    return Subject(view.id, by.province_code, by.area_code, by.agency_id, by.agency_id)
