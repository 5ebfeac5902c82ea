"""Forms as somebody changes them: in Word (here by python-docx), or part by part, as no program writes them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from docx import Document
from docx.document import Document as OpenDocument
from docx.text.paragraph import Paragraph

from tests.support.word_papers import parts_of
from tracker.domain.papers import PaperKind
from tracker.reports.word.forms import own_form
from tracker.reports.word.package import packed

KIND = PaperKind.MEETING
MAIN, RELATIONSHIPS, TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"


def changed(change: Callable[[OpenDocument], object], kind: PaperKind = KIND) -> bytes:
    word = Document(BytesIO(own_form(kind)))
    change(word)
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def with_lines(*lines: str, kind: PaperKind = KIND) -> bytes:
    """Written at the end of the form, a paragraph each."""
    return changed(lambda word: [word.add_paragraph(line) for line in lines], kind)


def with_words(old: str, new: str, kind: PaperKind = KIND) -> bytes:
    """Instead of others, wherever they stand in the form."""
    return with_part(MAIN, lambda xml: xml.replace(old, new), kind)


def with_part(name: str, change: Callable[[str], str], kind: PaperKind = KIND, **more: bytes) -> bytes:
    parts = parts_of(own_form(kind))
    before = parts.get(name, b"").decode()
    after = change(before)
    assert after != before
    return packed({**parts, name: after.encode(), **more})


def with_end(xml: str, kind: PaperKind = KIND) -> bytes:
    """Raw, at the end of the body."""
    return with_part(MAIN, lambda body: body.replace("<w:sectPr>", f"{xml}<w:sectPr>"), kind)


def with_relationship(kind: str, target: str, *, is_outside: bool = True) -> bytes:
    mode = ' TargetMode="External"' if is_outside else ""
    types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    one = f'<Relationship Id="rNew" Type="{types}/{kind}" Target="{target}"{mode}/></Relationships>'
    return with_part(RELATIONSHIPS, lambda xml: xml.replace("</Relationships>", one))


def split_into_runs(paragraph: Paragraph, text: str) -> None:
    """A run a letter, as Word leaves a text that was written with pauses."""
    for letter in text:
        paragraph.add_run(letter)
