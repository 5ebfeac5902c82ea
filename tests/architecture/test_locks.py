from __future__ import annotations

import re

import pytest

from tests.support.requirements import ROOT

LOCKS = ["requirements.txt", "requirements-test.txt"]


def pinned(lock: str) -> dict[str, str]:
    """The lines of each requirement, joined, by the requirement's own first part ("flask==3.1.3")."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return {line.split()[0]: line for line in lines}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_version_and_hashes(lock: str) -> None:
    one = re.compile(r"[a-z0-9-]+==[^ ]+( ; [^-]+)?( +--hash=sha256:[0-9a-f]{64})+")
    assert not [line for line in pinned(lock).values() if not one.fullmatch(line.strip())]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    assert not re.findall(r".*(?:://|^-[-a-z]|@ ).*", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE)


def test_the_tests_run_with_the_versions_of_the_product() -> None:
    assert pinned("requirements.txt").items() <= pinned("requirements-test.txt").items()
