"""Checks a form that an office changed in Word, before it is kept: what can be kept can be printed.

Two things hold for whatever a paper says, because they are looked at in the form itself and not in one print of it:
each repeated or left out piece begins and ends inside the same elements, so that the document is whole however often
it is repeated; and the pieces repeated are few and short and go over lists of the paper alone, so that a print grows
with its paper and no faster.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO

from docx import Document
from jinja2 import TemplateSyntaxError, nodes

from tracker.domain.errors import N_
from tracker.domain.papers import PaperKind
from tracker.reports.word.drawing import document
from tracker.reports.word.examples import full_example, without_anything
from tracker.reports.word.fields import fields_of
from tracker.reports.word.form_parts import BadForm, check_parts
from tracker.reports.word.form_pieces import CROSSED, Pieces, Place
from tracker.reports.word.form_values import Scope, Values
from tracker.reports.word.template import FormEnvironment, opened, sources

_SHOWN = 80
_ANY_TAG = re.compile(r"<[^<>]*>")
_LINE_END = re.compile(r"\r\n|\r|\n")

_CANNOT_READ = N_(
    "“%(filename)s” cannot be filled in near “%(near)s”. Each {%% for %%} needs its {%% endfor %%} and each {%% if %%} "
    "its {%% endif %%}; {%%tr stands in a row of a table and {%%p in a paragraph of its own."
)
_NO_FIELDS = N_(
    "There is no field in “%(filename)s”. Download the form, change it and upload that; "
    "what stands in {{ }} is filled in."
)
_BROKEN = N_(
    "“%(filename)s” cannot be filled in. Download the form again, change it in Word, save it as .docx and upload that."
)


def check_form(form: bytes, parts: Mapping[str, bytes], kind: PaperKind, filename: str) -> None:
    """`parts` are the XML parts of the form, measured by the gate of archives; raises BadForm."""
    check_parts(parts, filename)
    try:
        read = list(sources(opened(form)))
    except Exception as broken:
        # Whatever python-docx and docxtpl stumble over in a file that somebody built.
        raise BadForm(_BROKEN, filename) from broken
    _check_sources(read, fields_of(*full_example(kind)), filename)
    _try_out(form, kind, filename)


def _check_sources(read: Sequence[str], fields: Scope, filename: str) -> None:
    pieces = Pieces(Values(filename))
    for source in read:
        pieces.values.lines = [_ANY_TAG.sub("", line).strip()[:_SHOWN] for line in _LINE_END.split(source)]
        pieces.place = Place()
        pieces.walk(_parsed(source, pieces.values).body, fields)
        if pieces.place.state != Place().state:
            raise BadForm(CROSSED, filename, near="")
    pieces.values.tell_unknown()
    if not pieces.printed:
        raise BadForm(_NO_FIELDS, filename)


def _parsed(source: str, values: Values) -> nodes.Template:
    """Read, not made into a program: nothing of it can run before it was looked at."""
    try:
        return FormEnvironment().parse(source)
    except TemplateSyntaxError as mistake:
        place = nodes.Template([], lineno=mistake.lineno)
        raise BadForm(_CANNOT_READ, values.filename, near=values.near(place)) from mistake
    except RecursionError as mistake:
        raise BadForm(_BROKEN, values.filename) from mistake


def _try_out(form: bytes, kind: PaperKind, filename: str) -> None:
    for paper, dress in (full_example(kind), without_anything(kind)):
        try:
            Document(BytesIO(document(paper, replace(dress, word_form=form))))
        except Exception as broken:
            # What is left to go wrong is unknown by its nature; it must not wait until a paper is printed.
            raise BadForm(_BROKEN, filename) from broken
