from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from tests.support import quickness
from tests.support.quickness import LENIENCY, USUAL_SECONDS, fixed_work, quick


def let_take(monkeypatch: pytest.MonkeyPatch, seconds: float, *, slowness: float = 1.0) -> None:
    times = iter([100.0, 100.0 + seconds])
    monkeypatch.setattr(quickness, "processor_seconds", lambda: next(times))
    monkeypatch.setattr(quickness, "seconds_of_fixed_work", lambda: USUAL_SECONDS * slowness)


@pytest.mark.parametrize(
    ("seconds", "slowness"),
    [(1.9, 1), (2.3, 1), (2.3, 0.5), (2 * LENIENCY, 1), (2 * LENIENCY, 0.5), (23, 4)],
)
def test_what_a_slow_machine_takes_is_let_pass(
    monkeypatch: pytest.MonkeyPatch, seconds: float, slowness: float
) -> None:
    let_take(monkeypatch, seconds, slowness=slowness)
    with quick(2.0):
        pass


@pytest.mark.parametrize(("seconds", "slowness"), [(2.1 * LENIENCY, 1), (2.1 * LENIENCY, 0.5), (20, 1), (80, 4)])
def test_what_has_grown_out_of_all_bounds_is_not(
    monkeypatch: pytest.MonkeyPatch, seconds: float, slowness: float
) -> None:
    let_take(monkeypatch, seconds, slowness=slowness)
    with pytest.raises(AssertionError, match=rf"took {seconds:.2f} s.* 2\.00 s are enough"), quick(2.0):
        pass


def test_a_block_that_is_really_slow_is_not_let_pass() -> None:
    with pytest.raises(AssertionError, match="s of the processor's time"), quick(USUAL_SECONDS / 100):
        fixed_work()


def test_the_time_of_a_program_that_the_block_runs_is_part_of_it() -> None:
    with pytest.raises(AssertionError, match="s of the processor's time"), quick(USUAL_SECONDS / 100):
        subprocess.run([sys.executable, "-c", "sum(range(10_000_000))"], check=True)


def test_the_fault_of_the_block_is_the_one_that_is_told() -> None:
    with pytest.raises(ZeroDivisionError), quick(0.0):
        raise ZeroDivisionError


def test_the_collector_leaves_what_was_there_before_out_of_it() -> None:
    before = gc.get_freeze_count()
    made = [[number] for number in range(1_000)]
    with quick(9.0):
        assert gc.get_freeze_count() >= before + len(made)
