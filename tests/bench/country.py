"""The day on which the requests of a whole country fall due: planning, queueing and sending, beside their floors."""

from __future__ import annotations

import json
import os
import smtplib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, delete, func, insert, select

from tests.bench.country_data import AGENCIES, DIVISIONS, MEASURES, TODAY, fill_country
from tests.bench.filled import POSTGRESQL, SQLITE, databases, go_on_counting, look_over
from tests.bench.sink import running_sink
from tests.support.databases import Databases, environment_for
from tests.support.postgres import server_programs
from tests.support.requirements import ROOT
from tracker.config import Config
from tracker.models import Base

ROWS_AT_ONCE = 1000
ROWS_OF_A_FLOOR = 100_000

ROW = "{:<24} {:<10} {:>9} {:>9} {:>9} {:>9} {:>9} {:>7} {:>11}"
HEADINGS = ("part", "database", "done", "seconds", "CPU s", "each ms", "floor s", "ratio", "SQL/agency")


def time_country(agencies: int = AGENCIES) -> None:
    kinds = [SQLITE, POSTGRESQL] if server_programs() else [SQLITE]
    print(f"{agencies} agencies whose requests fall due on the same day; floor: the same rows by bare executemany,")
    print("and the same letters by bare smtplib over one connection to the same server, which throws them away.")
    print(ROW.format(*HEADINGS))
    for kind in kinds:
        with tempfile.TemporaryDirectory() as folder, databases(kind, Path(folder)) as source:
            _time_on(kind, agencies, source, Path(folder))


def _time_on(kind: str, agencies: int, source: Databases, folder: Path) -> None:
    with _country(kind, agencies, source, folder) as (url, engine), running_sink() as port:
        measured = _work(url, folder, port)
        floors = {
            "open the windows": _floor_of_rows(engine, "progress_report", above=agencies * MEASURES * DIVISIONS),
            "queue the requests": _floor_of_rows(engine, "message", above=0),
        }
        floors["send"] = _floor_of_letters(engine, port, measured["parts"][-1]["done"])
        for part in measured["parts"]:
            _show(part, kind, agencies, floors.get(part["name"]))
        print(f"{'most memory':<24} {kind:<10} {measured['peak_megabytes']:>9} MB", flush=True)


@contextmanager
def _country(kind: str, agencies: int, source: Databases, folder: Path) -> Iterator[tuple[str, Engine]]:
    with source.fresh() as url:
        settings = Config.from_environment({"TRACKER_DATABASE_URL": url, "TRACKER_INSTANCE": str(folder)})
        engine = create_engine(settings.database_url)
        begun = time.perf_counter()
        with engine.begin() as connection:
            rows = fill_country(connection, agencies)
            if kind == POSTGRESQL:
                go_on_counting(connection)
        look_over(engine)
        seconds = time.perf_counter() - begun
        print(ROW.format("build the database", kind, rows, f"{seconds:.1f}", "", "", "", "", ""), flush=True)
        yield url, engine
        engine.dispose()


def _work(url: str, folder: Path, port: int) -> dict[str, Any]:
    environ = environment_for(url, folder) | {
        "TRACKER_TODAY": TODAY.isoformat(),
        "TRACKER_SMTP_HOST": "127.0.0.1",
        "TRACKER_SMTP_PORT": str(port),
    }
    command = [sys.executable, "-m", "tests.bench.country_work"]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environ}, stdout=subprocess.PIPE, check=True)
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


def _floor_of_rows(engine: Engine, name: str, above: int) -> float:
    """The newest of the rows that were made, taken away and written once more in one transaction; reckoned for all."""
    table = Base.metadata.tables[name]
    with engine.begin() as connection:
        made = connection.scalar(select(func.count()).where(table.c.id > above)) or 0
        newest = select(table).where(table.c.id > above).order_by(table.c.id.desc()).limit(ROWS_OF_A_FLOOR)
        rows = [dict(row) for row in connection.execute(newest).mappings()]
        connection.execute(delete(table).where(table.c.id >= rows[-1]["id"]))
    begun = time.perf_counter()
    with engine.begin() as connection:
        for start in range(0, len(rows), ROWS_AT_ONCE):
            connection.execute(insert(table), rows[start : start + ROWS_AT_ONCE])
    return (time.perf_counter() - begun) * made / len(rows)


def _floor_of_letters(engine: Engine, port: int, letters: int) -> float:
    """As plain as a letter can be sent: one connection, the text as it stands, nothing written down."""
    message = Base.metadata.tables["message"]
    columns = (message.c.to_address, message.c.subject, message.c.body_text, message.c.body_html)
    with engine.connect() as connection:
        rows = connection.execute(select(*columns).limit(letters)).all()
    begun = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as server:
        for address, subject, *bodies in rows:
            text = "\r\n".join(["Subject: test", "", subject, *bodies]).encode()
            server.sendmail("tidtam@example.go.th", [address], text)
    return time.perf_counter() - begun


def _show(part: dict[str, Any], kind: str, agencies: int, floor: float | None) -> None:
    seconds, done = part["seconds"], part["done"]
    figures = (
        f"{seconds:.1f}",
        f"{part['processor_seconds']:.1f}",
        f"{seconds * 1000 / (done or agencies):.2f}",
        "" if floor is None else f"{floor:.1f}",
        "" if floor is None else f"{seconds / floor:.1f}",
        f"{part['statements'] / agencies:.1f}",
    )
    print(ROW.format(part["name"], kind, done, *figures), flush=True)
