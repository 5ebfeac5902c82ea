"""A throw-away PostgreSQL server for the length of a test run, on a free loopback port."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tests.support.ports import free_port

START_SECONDS = 120
STOP_SECONDS = 60

#: The server's own files and log, and the databases of a test, with room to spare.
MEMORY_BYTES = 2 * 1024**3

#: The data are thrown away, so nothing waits for the disk. No socket file: only the loopback port is open.
SERVER_OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
}


@dataclass(frozen=True, slots=True)
class Server:
    port: int

    def url(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def execute(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def copy(self, template: str, name: str) -> None:
        """Copying the files takes a third of the time of the way through the log, the rule since 15."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            strategy = "STRATEGY FILE_COPY" if connection.info.server_version >= 150000 else ""
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} {strategy}".encode())


def server_programs() -> Path | None:
    """The folder with initdb and postgres: Debian keeps them off the PATH, one folder per version."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    found = str(versions[-1]) if versions else shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def running_server() -> Iterator[Server]:
    programs = server_programs()
    if programs is None:
        raise RuntimeError("PostgreSQL's server programs are not on this machine")
    folder = Path(tempfile.mkdtemp(prefix="tidtam-postgres-", dir=_memory()))
    try:
        identity = _unprivileged(folder)
        _make_cluster(programs, folder, identity)
        with _serving(programs, folder, identity) as server:
            yield server
    finally:
        shutil.rmtree(folder)


def _memory() -> Path | None:
    """Where files are kept in memory: a database is copied there ten times as quickly as on a busy disk."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free >= MEMORY_BYTES
    return memory if roomy else None


def _unprivileged(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then the folder and both programs belong to somebody else."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    somebody = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, somebody.pw_uid, somebody.pw_gid)
    return {"user": somebody.pw_uid, "group": somebody.pw_gid, "extra_groups": []}


def _make_cluster(programs: Path, folder: Path, identity: dict[str, Any]) -> None:
    options = "--username postgres --auth trust --encoding UTF8 --locale C --no-sync --no-instructions"
    command: list[str | Path] = [programs / "initdb", "--pgdata", folder / "data", *options.split()]
    made = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **identity)
    if made.returncode != 0:
        raise RuntimeError(f"initdb failed: {made.stderr}")


@contextmanager
def _serving(programs: Path, folder: Path, identity: dict[str, Any]) -> Iterator[Server]:
    server = Server(free_port())
    command: list[str | Path] = [programs / "postgres", "-D", folder / "data", "-p", str(server.port)]
    for name, value in SERVER_OPTIONS.items():
        command += ["-c", f"{name}={value}"]
    # Its own session, so that Ctrl-C does not stop it before the tests are torn down; and told by the
    # kernel to stop when this process is killed and can no longer do it.
    if setpriv := shutil.which("setpriv"):
        command = [setpriv, "--pdeathsig", "INT", "--", *command]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, start_new_session=True, **identity)
    try:
        _wait_until_ready(server, process, folder / "log")
        yield server
    finally:
        _stop(process)


def _wait_until_ready(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            server.execute("SELECT 1")
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start: {log.read_text(errors='replace')}") from None
            time.sleep(0.05)
        else:
            return


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGQUIT)
        process.wait(STOP_SECONDS)
