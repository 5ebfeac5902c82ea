"""Debian's Chromium driven by Playwright: one browser per session, one context per person."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Response,
    ViewportSize,
    expect,
    sync_playwright,
)

#: Nobody waits for it but a test that fails, so it may be long enough for a slow machine with much to do.
PATIENCE_SECONDS = 60

PHONE = ViewportSize(width=360, height=740)
DESKTOP = ViewportSize(width=1280, height=800)

LAUNCH_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    # No name resolves: a page that asks for anything but this machine fails.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]  # fmt: skip

#: The browser's own words for an answer of 4xx or 5xx, which `responses` tells better.
FAILED_RESOURCE = "Failed to load resource"


def overhang(page: Page) -> int:
    """Pixels by which the page is wider than the screen; before its style sheets are there, everything is."""
    page.wait_for_load_state()
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@contextmanager
def running_browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_SECONDS * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=LAUNCH_ARGUMENTS,
            headless=True,
            timeout=PATIENCE_SECONDS * 1000,
        )
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Visitors:
    """Opens pages, each with cookies of its own, and gathers what went wrong on any of them.

    Not slotted: Playwright keeps a mark on the object whose methods listen to a page.
    """

    browser: Browser
    base_url: str
    problems: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def open(self, viewport: ViewportSize = DESKTOP, *, javascript: bool = True) -> Page:
        context = self.browser.new_context(
            base_url=self.base_url,
            viewport=viewport,
            java_script_enabled=javascript,
            locale="th-TH",
            timezone_id="Asia/Bangkok",
            accept_downloads=True,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE_SECONDS * 1000)
        self._contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        page.on("console", self._heard)
        page.on("response", self._answered)
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(FAILED_RESOURCE):
            self.problems.append(f"console: {message.text}")

    def _answered(self, response: Response) -> None:
        """A page may answer 403 or 404 on purpose; a picture, style or script of it may not."""
        if response.status >= 500 or (response.status >= 400 and not response.request.is_navigation_request()):
            self.problems.append(f"{response.status} for {response.url}")
