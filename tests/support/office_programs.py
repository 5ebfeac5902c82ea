"""LibreOffice without a screen, as an office would use it: opens a file and saves it as another kind."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

MOST_SECONDS = 120


def saved_by_libreoffice(data: bytes, filename: str, kind: str, folder: Path) -> bytes:
    return all_saved_by_libreoffice({filename: data}, kind, folder)[filename]


def all_saved_by_libreoffice(files: Mapping[str, bytes], kind: str, folder: Path) -> dict[str, bytes]:
    """By the names that they were given with; starting the program takes longer than a file.

    A profile of its own, because two programs cannot share one.
    """
    for filename, data in files.items():
        (folder / filename).write_bytes(data)
    out = folder / "saved"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(out)]
    paths = [str(folder / filename) for filename in files]
    subprocess.run([*command, *paths], check=True, capture_output=True, timeout=MOST_SECONDS)
    return {filename: (out / filename).with_suffix(f".{kind}").read_bytes() for filename in files}
