"""What every page has in common: signed in unless marked open, the actor frozen, a refusal turned into a page."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from lachan.access.actor import Actor
from lachan.base import clock
from lachan.base.errors import NotAllowed, NotFound, Refused
from lachan.people.actors import actor_of
from lachan.victims.actions import expire_due

log = logging.getLogger("lachan.doors")
View = Callable[..., HttpResponse]


class Request(HttpRequest):
    """A request that passed the door: it has an actor and the instant it arrived."""

    actor: Actor
    now: datetime
    htmx: Any


def open_page(view: View) -> View:
    """Marks a page that anyone may open without signing in."""
    view.is_open = True  # type: ignore[attr-defined]
    return view


class LanguageMiddleware:
    """Vietnamese, unless the officer chose English with the switch: a browser's own language decides nothing."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        translation.activate(chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or "")
        return response


class DoorMiddleware:
    """Everything is closed unless marked open; not found, not yours and not there answer with the same bytes."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        door = cast(Request, request)
        door.now = clock.now()
        door.actor = cast(Actor, SimpleLazyObject(lambda: actor_of(cast(Any, request.user))))
        if not request.path.startswith("/static/"):
            expire_due(door.now)  # a consent that ran out closes before anything is read
        response = self.get_response(request)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        inner = getattr(view, "view_class", view)
        is_open = getattr(view, "is_open", False) or inner.__module__.startswith(("allauth.", "django.views.i18n"))
        if is_open or request.user.is_authenticated:
            return None
        return redirect_to_login("/" if request.method != "GET" else request.path)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotFound | Http404):
            return missing(request)
        if isinstance(error, Refused):
            return refusal(request, error)
        return None


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """One answer, the same bytes for every path and person."""
    return render(request, "404.html", status=404)


def refusal(request: HttpRequest, error: Refused) -> HttpResponse:
    """The officer's sentence: as a message on the page he came from, or as a page of its own."""
    if request.method == "POST" and not isinstance(error, NotAllowed):
        back = request.POST.get("back", "")
        if back.startswith("/") and not back.startswith("//"):
            messages.error(request, error.sentence)
            return HttpResponseRedirect(back)
    status = 403 if isinstance(error, NotAllowed) else 400
    return render(request, f"{status}.html", {"sentence": error.sentence}, status=status)


def tell(form: Any, error: Refused) -> None:
    """Shows a rule's refusal on the form, at its field where it has one; what is not allowed is a page of its own."""
    if isinstance(error, NotAllowed):
        raise error
    form.add_error(error.field if error.field in form.fields else None, error.sentence)


def uuid_of(text: str) -> UUID:
    """An id from a form field; anything else is simply not there."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None
