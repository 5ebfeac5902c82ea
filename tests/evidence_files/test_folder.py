"""The folder of the attached files: no name leads out of it, and a failure leaves nothing in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.evidence_files import Attachment, EvidenceFolder

PICTURE = Attachment(b"large", "image/jpeg", ".jpg", b"small")


def files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def test_names_cannot_be_guessed_and_say_nothing(tmp_path: Path) -> None:
    folder = EvidenceFolder(tmp_path)
    names = set()
    for _ in range(3):
        with folder.keeping(7, PICTURE) as name:
            names.add(name)
    assert len(names) == 3
    assert {len(name) for name in names} == {36}
    assert {folder.file(7, name).read_bytes() for name in names} == {b"large"}
    assert {folder.thumbnail(7, name).read_bytes() for name in names} == {b"small"}
    assert len(files(tmp_path / "7")) == 6


@pytest.mark.parametrize("name", ["", "../x.jpg", "a/b.jpg", "x.jpg", f"{'a' * 32}.jpg/..", f"{'a' * 32}.JPG"])
def test_no_name_leads_out_of_it(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no name of a kept file"):
        EvidenceFolder(tmp_path).file(1, name)


@pytest.mark.parametrize("failure", [RuntimeError, KeyboardInterrupt])
def test_what_fails_leaves_nothing(tmp_path: Path, failure: type[BaseException]) -> None:
    def fail() -> None:
        with EvidenceFolder(tmp_path).keeping(1, PICTURE):
            assert len(files(tmp_path)) == 2
            raise failure

    with pytest.raises(failure):
        fail()
    assert files(tmp_path) == []
