"""What the server does while nobody asks: reading the documents that take longer than an officer waits, and once a day

looking at how the tables have grown.
"""

from __future__ import annotations

import logging
import time
from datetime import date
from threading import Thread

from django.db import close_old_connections

from lachan.base import clock
from lachan.jobs.statistics import refresh_statistics
from lachan.plans.actions import read_next

PAUSE = 2.0  # seconds between two looks at an empty queue
log = logging.getLogger("lachan.jobs")


def work_in_background() -> None:
    Thread(target=_work, name="behind", daemon=True).start()


def _work() -> None:
    looked: date | None = None
    while True:
        try:
            close_old_connections()
            if looked != clock.today():
                looked = clock.today()
                refresh_statistics()
            if read_next(clock.now):
                continue
        except Exception:
            log.exception("the work behind the page stumbled")
        time.sleep(PAUSE)
