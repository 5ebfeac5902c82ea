"""Files that cannot be evidence: how each is known by its content, and what to do instead."""

from __future__ import annotations

import re

from tracker.domain.errors import N_
from tracker.plan_reading.foreign_files import PASSWORD

BROKEN_PICTURE = N_(
    "The picture “%(filename)s” is damaged or was not sent whole. Open it on the phone or the PC to see whether "
    "it is whole, and choose it again."
)
BROKEN_PDF = N_(
    "“%(filename)s” is damaged or was not sent whole. Open it in a PDF reader, save it again and choose it again."
)
HIDES_ANOTHER = N_(
    "“%(filename)s” is two kinds of file in one, which is never taken. Open it, save it as a new PDF and attach that."
)
UNKNOWN = N_(
    "“%(filename)s” is of a kind that cannot be attached. Attach a picture (JPEG, PNG, WebP), a PDF, "
    "a document of Word, Excel, PowerPoint or LibreOffice, or a text (.txt, .csv); or save it as PDF first."
)
_HEIC = N_(
    "“%(filename)s” is a photograph of the kind HEIC, which many computers cannot show. On the iPhone choose "
    "Settings, Camera, Formats, Most Compatible and take it again; or open it, take a screenshot and attach that."
)
_OTHER_PICTURE = N_(
    "“%(filename)s” is a picture of a kind that cannot be attached. Open it, save it as JPEG or PNG and attach that."
)
PAGE = N_(
    "“%(filename)s” is a web page or a drawing that can carry a program (HTML, SVG). "
    "Attach the link to the page, a screenshot of it, or print it as PDF and attach that."
)
_PROGRAM = N_("“%(filename)s” is a program, which is never taken. Choose the picture or the document itself.")
PACKED = N_("“%(filename)s” is a packed folder. Unpack it and attach the pictures and documents one by one.")
_FILM = N_(
    "“%(filename)s” is a film or a sound. Put it on the office's website and attach the link, or attach a photograph."
)
_OLD_OFFICE = N_(
    "“%(filename)s” is of an old Office kind (.doc, .xls, .ppt). Open it in Word, Excel, PowerPoint or LibreOffice, "
    "save it as .docx, .xlsx, .pptx or PDF and attach that."
)
_RICH_TEXT = N_("“%(filename)s” is a rich text file. Open it in Word, save it as .docx or PDF and attach that.")
_MAIL = N_("“%(filename)s” is a saved mail or web page. Print it as PDF and attach that.")

_OLD_OFFICE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_FIRST_BYTES = 1024
_CONTENTS = tuple(
    (re.compile(pattern, re.DOTALL | re.IGNORECASE), remedy)
    for pattern, remedy in (
        (rb"MZ|\x7fELF|\xca\xfe\xba\xbe|[\xce\xcf]\xfa\xed\xfe|\xfe\xed\xfa[\xce\xcf]|#!", _PROGRAM),
        (rb"L\0\0\0\x01\x14\x02\0", _PROGRAM),
        (rb".{4}ftyp(?:hei|hev|mif1|msf1|avi)", _HEIC),
        (rb".{4}ftyp|\x1aE\xdf\xa3|RIFF.{4}(?:AVI |WAVE)|ID3|OggS|FLV", _FILM),
        (rb"GIF8[79]a|BM.{4}\0\0\0\0|II\*\0|MM\0\*|8BPS|\0\0\x01\0", _OTHER_PICTURE),
        (rb"Rar!\x1a|7z\xbc\xaf|\x1f\x8b|BZh\d1AY|\xfd7zXZ", PACKED),
        (rb"\{\\rtf", _RICH_TEXT),
        (rb"MIME-Version:|From:.{0,200}\nMIME-Version:|.{0,400}\nContent-Type: multipart/", _MAIL),
        (rb"\s*<", PAGE),
    )
)


def remedy_for_content(data: bytes) -> str | None:
    """The sentence for a file whose first bytes show that it cannot be evidence; None for any other."""
    if data.startswith(_OLD_OFFICE_MARK):
        return PASSWORD if _ENCRYPTED_STREAM in data else _OLD_OFFICE
    start = data[:_FIRST_BYTES]
    return next((remedy for pattern, remedy in _CONTENTS if pattern.match(start)), None)
