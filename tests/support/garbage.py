"""The collector's share of a test run: it went through everything that was ever imported, again and again."""

from __future__ import annotations

import gc

#: So many new objects are waited for before it looks at them, where it usually waits for 700. A test makes some
#: 100,000, most of which go by themselves.
OBJECTS_BETWEEN = 20_000


def spare_collections() -> None:
    """To be called when all tests are loaded; an eighth of their time went there."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN, *gc.get_threshold()[1:])
