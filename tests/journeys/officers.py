"""An officer at a real browser: signs in, opens pages, fills forms by their labels' names, reads what is there."""

from __future__ import annotations

import re
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.people import PASSWORD


class Officer:
    """One cast member in a browser context of his own."""

    def __init__(self, browser: Browser, base_url: str, name: str) -> None:
        self._context = browser.new_context(base_url=base_url, locale="vi-VN", viewport={"width": 1280, "height": 900})
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

    def leave(self) -> None:
        self._context.close()
        assert self.complaints == [], "the browser complained"
