"""What somebody who cannot see the page, or uses no mouse, meets on it: judged by axe, and by what a reader hears."""

from __future__ import annotations

import re
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

#: Every rule that is on by itself, and the size of targets, which axe leaves to be asked for.
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}

#: What is folded away is part of the page too; and a bar that sticks to the screen, or a menu, lies over a field only
#: until somebody scrolls or closes it, which axe does not do.
UNFOLD = """() => {
  for (const one of document.querySelectorAll("details")) one.open = true;
  for (const bar of document.querySelectorAll(".t-action-bar")) bar.style.position = "static";
  const below = `${document.documentElement.scrollHeight}px`;
  for (const panel of document.querySelectorAll(".t-menu__panel")) panel.style.top = below;
}"""

#: A control that a screen reader announces without a name; a named one goes on with it in quotation marks.
UNNAMED = re.compile(
    r"^\s*- ((?:textbox|searchbox|combobox|listbox|checkbox|radio|spinbutton|slider|button|link)(?![\w ]* \").*)",
    re.MULTILINE,
)

#: A refused control names its sentence, and a sentence on the page belongs to a control.
UNTIED = """() => {
  const shown = (element) => element && element.getClientRects().length > 0 && element.textContent.trim() !== "";
  const said = (element) => (element.getAttribute("aria-describedby") || "").split(/\\s+/)
    .map((id) => id && document.getElementById(id)).filter(shown);
  const named = new Set([...document.querySelectorAll("[aria-describedby]")].flatMap(said));
  const refused = [...document.querySelectorAll("[aria-invalid=true]")].filter(
    (control) => !said(control).some((text) => text.classList.contains("t-error")));
  const loose = [...document.querySelectorAll(".t-error")].filter((text) => shown(text) && !named.has(text));
  return [...refused, ...loose].map((element) => element.outerHTML.slice(0, 200));
}"""


def problems(page: Page) -> list[str]:
    """One line for each; none is what a page should have."""
    page.wait_for_load_state()
    page.evaluate(UNFOLD)
    untied = [f"not tied: {one}" for one in page.evaluate(UNTIED)]
    return [*_violations(page), *_unnamed(page), *untied]


def _violations(page: Page) -> list[str]:
    response: dict[str, Any] = Axe().run(page, options=OPTIONS).response
    return [
        f"{rule['id']}: {rule['help']}: {node['html'][:200]}"
        for rule in response["violations"]
        for node in rule["nodes"][:3]
    ]


def _unnamed(page: Page) -> list[str]:
    return [f"no name: {line}" for line in UNNAMED.findall(page.locator("body").aria_snapshot())]
