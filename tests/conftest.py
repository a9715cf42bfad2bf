"""What every test may ask for: the home of this run, and a real browser for the journeys."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings

from tests import emptying

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.people import Cast

emptying.install()

ROOT = Path(__file__).resolve().parent.parent

if settings.SETTINGS_MODULE != "tests.settings":
    raise pytest.UsageError("The tests run with tests.settings only: other settings would reach the home in use.")


def pytest_unconfigure() -> None:
    """Workers end without the usual farewell, so the home is cleared here and not at exit."""
    shutil.rmtree(os.environ["LACHAN_HOME"], ignore_errors=True)


@pytest.fixture(scope="session")
def home() -> Path:
    """The folder of this test process; the other workers have their own."""
    return Path(os.environ["LACHAN_HOME"])


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a browser that starts. No browser is a failure, not a skip: the journeys are the point."""
    if named := os.environ.get("LACHAN_CHROMIUM"):
        return named
    found = subprocess.run([ROOT / "bin/_chromium"], capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.fail(found.stderr)
    return found.stdout.strip()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    # playwright keeps an event loop in this thread, and Django would refuse the database because of it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=sandbox)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, live_server) -> Iterator[Page]:
    """A fresh visitor of the running application, in Vietnamese, on a laptop screen."""
    context = browser.new_context(base_url=live_server.url, locale="vi-VN", viewport={"width": 1280, "height": 800})
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session", autouse=True)
def keyring() -> None:
    """A keyring of this run with a cheap key derivation."""
    from lachan.base.clock import now
    from lachan.vault.providers import prepare

    prepare(now(), memory_kib=64)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any, keyring: None) -> None:
    """The cast is built once, before the first test; each test's own writes are rolled back around it."""
    from tests.people import build_cast

    with django_db_blocker.unblock():
        build_cast()


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    """The named officers of a fictitious province, and the outsiders; built anew where a test emptied the tables."""
    from django.core.cache import cache

    from lachan.vault.keys import forget_keys
    from tests.people import build_cast, load_cast

    forget_keys()
    cache.clear()  # figures are kept by the number of the newest entry, which another test's rows may have had too
    yield load_cast() or build_cast()
    forget_keys()


@pytest.fixture(autouse=True)
def shipped_law_without_a_database(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that asks for no database has the law as shipped, whatever ran before it."""
    from lachan.bylaws.overlay import local_rows
    from lachan.law.book import set_local_rows

    asks = {"db", "cast", "transactional_db", "live_server"} & set(request.fixturenames)
    if asks or request.node.get_closest_marker("django_db"):
        yield
        return
    set_local_rows(None)
    yield
    set_local_rows(local_rows)
