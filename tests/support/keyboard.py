"""Somebody who works without a mouse: where they are, and what they would stumble over."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

MOST_STOPS = 150

#: Where the keyboard is: how it is named, whether it looks different from before, whether something lies over it, and
#: whether it stands behind the stop before. What is drawn by its label is seen by that or by what
#: follows it.
WHERE = """() => {
  const at = document.activeElement;
  const isUnseen = at.getBoundingClientRect().width <= 1 || getComputedStyle(at).opacity === "0";
  const seen = isUnseen && at.labels?.length ? at.labels[0] : at;
  const marked = isUnseen ? [seen, at.nextElementSibling] : [at];
  const look = () => marked.filter(Boolean).map((one) => {
    const style = getComputedStyle(one);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow].join();
  }).join();
  const focused = look();
  at.blur();
  const before = look();
  at.focus({ preventScroll: true });
  const box = seen.getBoundingClientRect();
  const above = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
  const last = window.lastStop;
  window.lastStop = at;
  return {
    name: `${at.name || at.tagName}:${at.value || at.textContent.trim().slice(0, 40) || at.outerHTML.slice(0, 120)}`,
    href: at.getAttribute("href") || "",
    isMarked: focused !== before,
    isOnTop: above !== null && (seen.contains(above) || above.contains(seen)),
    isAfterTheLast: !last || !last.isConnected || Boolean(last.compareDocumentPosition(at) & 4),
    top: box.top + scrollY,
    bottom: box.bottom + scrollY,
  };
}"""


@dataclass
class Walk:
    """Goes from stop to stop, and notes what somebody at the keyboard would stumble over."""

    page: Page
    stumbles: list[str] = field(default_factory=list)
    _top: float = 0.0

    def on(self) -> dict[str, Any]:
        self.page.keyboard.press("Tab")
        stop: dict[str, Any] = self.page.evaluate(WHERE)
        for is_right, what in (
            (stop["isMarked"], "does not show that it is focused"),
            (stop["isOnTop"], "lies under something else"),
            (stop["isAfterTheLast"], "stands before the stop before it"),
            (stop["bottom"] > self._top, "is above the stop before it"),
        ):
            if not is_right:
                self.stumbles.append(f"{stop['name']} {what}")
        self._top = stop["top"]
        return stop

    def on_to(self, name: str) -> None:
        """To the first of the fields of this name, or to the button of this name and value."""
        for _ in range(MOST_STOPS):
            stop = self.on()
            if stop["name"] == name or stop["name"].startswith(f"{name}:"):
                return
        raise AssertionError(f"the keyboard never comes to {name}")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, words: str) -> None:
        self.press("Control+a")
        self.page.keyboard.insert_text(words)
