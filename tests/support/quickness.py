"""Time limits that catch work which has grown out of all bounds, and no machine that is slow or busy today."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from resource import RUSAGE_CHILDREN, getrusage
from time import process_time

#: What `fixed_work` takes on the machine for which the limits were chosen.
USUAL_SECONDS = 0.09
#: A processor shared with other programs takes up to twice the time for the same work, and not at every moment
#: alike; what the limits are there for, a loop within a loop or a pattern that tries everything, takes ten times it.
LENIENCY = 3.0


@contextmanager
def quick(seconds: float) -> Iterator[None]:
    """The block takes no more of the processor's time. Above it, the limit is stretched as this machine needs it.

    What earlier tests left in memory is kept from the collector, which else goes through it on the block's time.
    """
    gc.collect()
    gc.freeze()
    started = processor_seconds()
    yield
    taken = processor_seconds() - started
    if taken > seconds:
        slowness = max(1.0, seconds_of_fixed_work() / USUAL_SECONDS)
        most = seconds * LENIENCY * slowness
        assert taken <= most, (
            f"took {taken:.2f} s of the processor's time; {seconds:.2f} s are enough, and {most:.2f} s are let pass "
            f"on a machine that takes {slowness:.1f} times as long as usual, as this one does now"
        )


def processor_seconds() -> float:
    """Of this process and those it has run to their end."""
    children = getrusage(RUSAGE_CHILDREN)
    return process_time() + children.ru_utime + children.ru_stime


def seconds_of_fixed_work() -> float:
    started = processor_seconds()
    fixed_work()
    return processor_seconds() - started


def fixed_work() -> int:
    """Texts, lists and a dictionary, as readers make them."""
    found: dict[str, list[int]] = {}
    for number in range(250_000):
        words = f"โครงการที่ {number % 5_000} ของกอง".split()
        found.setdefault(words[1], []).append(len(words))
    return len(found)
