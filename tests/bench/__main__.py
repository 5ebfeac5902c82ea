"""`make bench`: how long the pages take, beside the floor of a bare view that shows the same rows, and where their time
goes; plan documents; papers; and the reminders of a whole country. `python -m tests.bench pages` measures one part.

Nothing fails for being slow; it fails when a page and its floor do not show the same rows.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from tests.bench.country import time_country
from tests.bench.country_data import AGENCIES as AGENCIES_OF_THE_COUNTRY
from tests.bench.pages import time_pages
from tests.bench.papers import time_papers
from tests.bench.parts import time_parts
from tests.bench.reading import time_reading

PAPERS, READING, PARTS, PAGES, COUNTRY = "papers", "reading", "parts", "pages", "country"


def main(arguments: Sequence[str] | None = None) -> None:
    chosen = _parser().parse_args(arguments)
    measures = {
        PAPERS: time_papers,
        READING: time_reading,
        PARTS: time_parts,
        PAGES: time_pages,
        COUNTRY: lambda: time_country(chosen.agencies),
    }
    for name, measure in measures.items():
        if chosen.part in (None, name):
            measure()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure; without a part, all of it.")
    parser.add_argument("part", nargs="?", choices=[PAPERS, READING, PARTS, PAGES, COUNTRY])
    parser.add_argument("--agencies", type=int, default=AGENCIES_OF_THE_COUNTRY, help="a smaller country, for trying")
    return parser


if __name__ == "__main__":
    main()
