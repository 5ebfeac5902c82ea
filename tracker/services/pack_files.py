"""What stands in the one file of a meeting's papers: a folder a form, and a list of what there is."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tracker.domain.errors import Refusal
from tracker.domain.meeting_papers import FORMS
from tracker.domain.papers import TITLES, Asked
from tracker.domain.thai_dates import thai_date
from tracker.extensions import db, only_reading
from tracker.reports.printing import DRAWERS
from tracker.services.printing import PrintedFile, Printer

log = logging.getLogger(__name__)

CONTENTS = "00-contents.txt"
BYTE_ORDER_MARK = "\ufeff"
NOTHING_TO_PRINT = "ไม่มีรายการ จึงไม่มีเอกสาร"


@dataclass
class Bundle:
    made_at: datetime
    files: dict[str, bytes] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    #: Titles of what could not be made by a mistake of the program.
    failed: list[str] = field(default_factory=list)

    def add(self, printed: PrintedFile) -> None:
        folder = printed.name.rpartition(".")[2]
        name = f"{folder}/{printed.name}"
        self.files[name] = printed.data
        self.lines.append(f"{name}\t{printed.title}\tรหัสตรวจสอบ {printed.check_code}")

    def leave_out(self, asked: Asked) -> None:
        self.lines.append(f"-\t{TITLES[asked.kind]}\t{NOTHING_TO_PRINT}")

    def as_zip(self) -> bytes:
        head = f"เอกสารประกอบการประชุม จัดทำเมื่อวันที่ {thai_date(self.made_at.date())} เวลา {self.made_at:%H.%M} น."
        contents = "\r\n".join([BYTE_ORDER_MARK + head, "", *self.lines, ""])
        buffer = BytesIO()
        with ZipFile(buffer, "w", ZIP_DEFLATED) as packed:
            for name, data in {CONTENTS: contents.encode(), **self.files}.items():
                entry = ZipInfo(name, self.made_at.timetuple()[:6])
                entry.compress_type = ZIP_DEFLATED
                packed.writestr(entry, data)
        return buffer.getvalue()


def all_forms_of(asked: Asked, printer: Printer, bundle: Bundle) -> None:
    """One paper in every form; a form that fails keeps no other from being made."""
    title = TITLES[asked.kind]
    try:
        with only_reading():
            prepared = printer.prepared(asked)
    except Refusal:
        bundle.leave_out(asked)
        return
    except Exception:
        _note_failure(bundle, title)
        return
    for form in FORMS:
        if form in DRAWERS:
            try:
                with only_reading():
                    bundle.add(printer.file(prepared, form))
            except Exception:
                _note_failure(bundle, f"{title} ({form})")


def _note_failure(bundle: Bundle, title: str) -> None:
    log.exception("%s could not be made", title)
    db.session.rollback()
    bundle.failed.append(title)
