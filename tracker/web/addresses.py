"""Addresses: parts of their own kind, and those in templates, built once because a list names hundreds of them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask import Flask, request, url_for
from werkzeug.routing import BaseConverter, IntegerConverter, ValidationError

from tracker.domain.papers import PaperForm, PaperKind

ADDRESSES_KEPT = 20_000

MOST_OF_A_ROW = 2**31 - 1
"""The largest number of a row in PostgreSQL; what is larger cannot even be asked for."""


class NumberConverter(IntegerConverter):
    """A number in an address; one that no row can have leads nowhere."""

    def to_python(self, value: str) -> int:
        number: int = super().to_python(value)
        if number > MOST_OF_A_ROW:
            raise ValidationError
        return number


class PaperFormConverter(BaseConverter):
    """The ending of a paper's file, in an address such as report.<paper_form:form>."""

    regex = "|".join(PaperForm)

    def to_python(self, value: str) -> PaperForm:
        return PaperForm(value)


class PaperKindConverter(BaseConverter):
    """Which paper, spelt as the command line does: follow-up."""

    regex = "|".join(kind.replace("_", "-") for kind in PaperKind)

    def to_python(self, value: str) -> PaperKind:
        return PaperKind(value.replace("-", "_"))

    def to_url(self, value: PaperKind) -> str:
        return value.replace("_", "-")


def register_converters(app: Flask) -> None:
    """Before the first address that uses them."""
    app.url_map.converters["int"] = NumberConverter
    app.url_map.converters["paper_form"] = PaperFormConverter
    app.url_map.converters["paper_kind"] = PaperKindConverter


def register(app: Flask) -> None:
    @lru_cache(ADDRESSES_KEPT)
    def build(_root: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
        return url_for(endpoint, **dict(values))

    def address(endpoint: str, **values: Any) -> str:
        """As `flask.url_for`: the path, behind whatever prefix this request came through."""
        return build(request.root_path, endpoint, tuple(values.items()))

    app.jinja_env.globals["url_for"] = address
