"""An officer at a real browser: signs in, opens pages, fills forms by their labels' names, reads what is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.people import PASSWORD

PICTURES = Path(__file__).resolve().parents[2] / "test-results" / "pictures"
MOST_TABS = 150


class Officer:
    """One cast member in a browser context of his own."""

    def __init__(self, browser: Browser, base_url: str, name: str, width: int = 1280) -> None:
        self._context = browser.new_context(base_url=base_url, locale="vi-VN", viewport={"width": width, "height": 900})
        self._context.set_default_timeout(15_000)
        self.page: Page = self._context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._listen)
        self.page.goto("/dang-nhap/")
        self.page.fill("[name=login]", name)
        self.page.fill("[name=password]", PASSWORD)
        self.page.press("[name=password]", "Enter")
        expect(self.page.locator("h1")).to_be_visible()

    def _listen(self, message: Any) -> None:
        """What the browser refuses under the content policy, or a script that fails."""
        if message.type == "error" and "404" not in message.text:
            self.complaints.append(message.text)

    def open(self, path: str) -> int:
        answer = self.page.goto(path)
        assert answer is not None
        return answer.status

    def fill(self, **fields: Any) -> None:
        """Text, a choice, or a list of check boxes, by the field's name."""
        for name, value in fields.items():
            if isinstance(value, dict):  # a choice by its words: {"label": "…"}
                self.page.select_option(f"main select[name={name}]", **value)
            elif isinstance(value, list):
                for one in value:
                    self.page.check(f"main [name={name}][value='{one}']")
            elif self.page.locator(f"main select[name={name}]").count():
                self.page.select_option(f"main select[name={name}]", value)
            elif self.page.locator(f"main input[type=radio][name={name}]").count():
                self.page.check(f"main input[name={name}][value='{value}']")
            else:
                self.page.fill(f"main [name={name}]", value)

    def send(self) -> None:
        """Presses the main button of the form and lands on the next page."""
        self.page.locator("main form button.go[type=submit]").first.click()
        self.page.wait_for_load_state()
        mistakes = self.page.locator("main .errorlist").all_inner_texts()
        assert not mistakes, mistakes

    def step(self, path: str, **fields: Any) -> None:
        assert self.open(path) == 200, path
        self.fill(**fields)
        self.send()

    def reads(self, text: str) -> None:
        expect(self.page.locator("main")).to_contain_text(text)

    @property
    def record_id(self) -> str:
        """The id in the address of the record's page."""
        found = re.search(r"/([0-9a-f-]{36})/", self.page.url)
        assert found, self.page.url
        return found[1]

    def is_accessible(self) -> None:
        result = Axe().run(self.page)
        assert result.violations_count == 0, result.generate_report()

    def fits(self) -> None:
        """Nothing stands out to the right: no scrolling sideways on a phone."""
        beyond = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beyond <= 0, f"{self.page.url} is {beyond} px wider than the screen"

    def picture(self, name: str) -> None:
        """The whole page as seen, kept beside the results of the run."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png", full_page=True)

    def tab_to(self, selector: str) -> None:
        """Moves the focus with the Tab key alone until it stands on the element; a field out of reach is a fault."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
                return
        raise AssertionError(f"{selector} cannot be reached by keyboard on {self.page.url}")

    def types(self, selector: str, text: str) -> None:
        self.tab_to(selector)
        self.page.keyboard.type(text)

    def chooses(self, name: str, value: str) -> None:
        """A radio or the option of a select, by Tab and the arrow keys."""
        selector = f"[name='{name}']"
        self.tab_to(f"main {selector}")
        is_select = self.page.evaluate("document.activeElement.tagName") == "SELECT"
        if is_select:
            self.page.keyboard.press("Home")
        for _ in range(MOST_TABS):
            if self.page.evaluate("document.activeElement.value") == value:
                break
            self.page.keyboard.press("ArrowDown")
        if not is_select:
            self.page.keyboard.press("Space")
        chosen = self.page.evaluate(f"new FormData(document.querySelector('main form[data-guard]')).get('{name}')")
        assert chosen == value, f"{name} is {chosen}, not {value}"

    def presses(self, selector: str) -> None:
        self.tab_to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        mistakes = self.page.locator("main .errorlist").all_inner_texts()
        assert not mistakes, mistakes

    def leave(self) -> None:
        self._context.close()
        assert self.complaints == [], "the browser complained"
