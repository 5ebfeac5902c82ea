"""What a machine must have for some of the tests: without it they are skipped, and the last lines say so."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from ctypes.util import find_library
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.postgres import server_programs

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("TRACKER_TEST_SHARED") or ROOT.parent / "shared")

#: Set where nothing may be skipped (.ci/run): what is missing fails instead.
REQUIRE_ALL = os.environ.get("TRACKER_TEST_REQUIRE_ALL") == "1"


@dataclass(frozen=True, slots=True)
class Requirement:
    name: str
    remedy: str
    is_met: Callable[[], bool]


def has_office_program(library: str) -> bool:
    """Debian keeps the programs of LibreOffice apart: `soffice` alone opens nothing."""
    soffice = shutil.which("soffice")
    return soffice is not None and (Path(soffice).resolve().parent / library).exists()


POSTGRESQL = Requirement("PostgreSQL", "install the package postgresql", lambda: server_programs() is not None)
CHROMIUM = Requirement(
    "pages in Chromium",
    "install the packages chromium and libatomic1",  # Playwright's own node is linked with the second
    lambda: bool(shutil.which("chromium") and find_library("atomic")),
)
LIBREOFFICE = Requirement(
    "files made by LibreOffice",
    "install the packages libreoffice-calc-nogui and fonts-thai-tlwg",
    lambda: has_office_program("libsclo.so"),
)
WORD_PROCESSOR = Requirement(
    "PDF files of a word processor",
    "install the packages libreoffice-writer-nogui and fonts-thai-tlwg",
    lambda: has_office_program("libswlo.so"),
)
REAL_PLANS = Requirement(
    "the real plans", f"put the folder {SHARED.name} beside the project", lambda: (SHARED / "seeds").is_dir()
)
CHECKOUT = Requirement(
    "what lies in the tree", "run in a git checkout", lambda: (ROOT / ".git").exists() and bool(shutil.which("git"))
)

NOT_HERE = "not on this machine: "


def need(requirement: Requirement) -> None:
    """Skip the running test on a machine without this; fail it where everything is required."""
    if requirement.is_met():
        return
    message = f"{requirement.name}: {requirement.remedy}"
    if REQUIRE_ALL:
        pytest.fail(f"required here and missing: {message}", pytrace=False)
    pytest.skip(NOT_HERE + message)


def what_was_not_tested(skipped: Iterable[pytest.TestReport]) -> Iterator[str]:
    """Read from the reports, because the tests themselves may have run in several processes."""
    reasons = Counter(report.longrepr[2] for report in skipped if isinstance(report.longrepr, tuple))
    for reason, tests in reasons.items():
        _, is_ours, missing = reason.partition(NOT_HERE)
        if is_ours:
            yield f"Not tested here: {missing} (tests skipped: {tests})."
