"""LibreOffice without a screen, as an office would use it: opens a file and saves it as another kind."""

from __future__ import annotations

import subprocess
from pathlib import Path

MOST_SECONDS = 120


def saved_by_libreoffice(data: bytes, filename: str, kind: str, folder: Path) -> bytes:
    """A profile of its own, because two programs cannot share one."""
    (folder / filename).write_bytes(data)
    out = folder / "saved"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(out)]
    subprocess.run([*command, str(folder / filename)], check=True, capture_output=True, timeout=MOST_SECONDS)
    return (out / filename).with_suffix(f".{kind}").read_bytes()
