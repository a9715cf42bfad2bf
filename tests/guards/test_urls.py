"""Who is not signed in, or signed in elsewhere, learns nothing from any address: not even that a record exists."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from tests.guards.doors import Door, doors

# The only addresses that answer someone who has not signed in.
OPEN = {
    "account_login",  # the way in
    "set_language",  # the language of the way in
    "invitation",  # the way in of a new officer, who has only the word of the invitation
}

# Arguments that name something every signed-in officer may look at; all others must come from tests.world.
NOT_RECORDS = {"verb", "row_id", "agency_id", "area_code", "account_id", "code", "kind", "number"}
# So that the doors of the steps are tried with a step that exists.
REAL = {"verb": "accept"}

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')

CLOSED = [door for door in doors() if door.name not in OPEN]
WITH_ARGUMENTS = [door for door in CLOSED if door.holes]


def answer(client: Client, method: str, door: Door, arguments: dict[str, Any]) -> tuple[int, str, str]:
    """Status, destination and text, without what differs in any two requests: the arguments and the form's token."""
    reply = getattr(client, method)(door.url(**arguments))
    location, text = reply.headers.get("Location", ""), TOKEN.sub("", reply.content.decode(errors="replace"))
    for value in arguments.values():
        location, text = location.replace(str(value), "…"), text.replace(str(value), "…")
    return reply.status_code, location, text


def is_turned_away(status: int, location: str) -> bool:
    return status == 404 or (status == 302 and location.startswith(reverse("account_login")))


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("door", CLOSED, ids=str)
def test_the_anonymous_visitor_is_turned_away(door: Door, method: str, client: Client) -> None:
    first, second = (answer(client, method, door, door.nobody(which)) for which in (0, 1))
    assert is_turned_away(*first[:2]), first[:2]
    assert first == second, "the answer depends on the id"


@pytest.fixture
def world(cast: Any) -> dict[str, Any]:
    """One real record of each kind, by the name of the argument that leads to it."""
    from tests import world

    return world.one_of_each(cast)


def leaks(client: Client, ids: dict[str, Any]) -> list[str]:
    """Doors that answer differently for a real record than for none, or let this client in."""
    found = []
    for door in WITH_ARGUMENTS:
        real = {name: ids[name] for name in door.holes if name in ids}
        if not real:
            continue
        none = door.nobody(0) | {name: word for name, word in REAL.items() if name in door.holes}
        for method in ("get", "post"):
            nothing = answer(client, method, door, none)
            something = answer(client, method, door, none | real)
            if something != nothing or something[0] < 300:
                found.append(f"{method} {door}: {something[:2]} for a record, {nothing[:2]} for none")
    return found


@pytest.mark.django_db
def test_the_anonymous_visitor_cannot_tell_a_record_from_none(world: dict[str, Any], client: Client) -> None:
    assert leaks(client, world) == []


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["outsider", "outsider_health", "admin", "admin_elsewhere"])
def test_the_officer_elsewhere_cannot_tell_a_record_from_none(who: str, world: dict[str, Any], client: Client) -> None:
    account = get_user_model().objects.get(username=who)
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert leaks(client, world) == []


@pytest.mark.django_db
def test_every_argument_is_either_a_record_of_the_world_or_open_to_all(world: dict[str, Any]) -> None:
    named = {name for door in WITH_ARGUMENTS for name in door.holes}
    assert sorted(named - set(world) - NOT_RECORDS) == []


def test_the_list_of_open_addresses_is_not_longer_than_needed() -> None:
    assert sorted(OPEN - {door.name for door in doors()}) == []
