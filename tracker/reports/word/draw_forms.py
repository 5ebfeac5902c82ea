"""Draws the program's own forms anew: `make forms`, after a kind of paper got other parts or columns."""

from __future__ import annotations

from tracker.reports.kinds.registry import KINDS
from tracker.reports.word.forms import FOLDER, form_of


def main() -> None:
    for kind in KINDS:
        (FOLDER / f"{kind}.docx").write_bytes(form_of(kind))


if __name__ == "__main__":
    main()
