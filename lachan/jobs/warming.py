"""Reading names into memory when the server starts, so that the first officer who searches does not wait for it."""

from __future__ import annotations

import logging
import threading

from django.db import connection

from lachan.access.roles import AgencyKind
from lachan.base import clock
from lachan.people.queries import agencies_of_kind
from lachan.victims.name_index import index_of

log = logging.getLogger("lachan.warming")


def warm_in_background() -> None:
    threading.Thread(target=warm_names, name="warm-names", daemon=True).start()


def warm_names() -> None:
    """The health departments' names: theirs are the most, and they search the most."""
    try:
        for agency in agencies_of_kind(AgencyKind.HEALTH_DEPARTMENT, clock.today()):
            index_of(agency.id)
    except Exception:
        log.exception("names could not be read ahead")
    finally:
        connection.close()
