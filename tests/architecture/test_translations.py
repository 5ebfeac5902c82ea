from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from tests.support.requirements import ROOT

CATALOGUES = sorted((ROOT / "tracker" / "translations").glob("*/LC_MESSAGES/messages.po"))


def read(file: Path) -> Catalog:
    with file.open("rb") as opened:
        return read_po(opened)


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Every text that `make messages` would collect now."""
    file = tmp_path_factory.mktemp("texts") / "messages.pot"
    folders = [str(ROOT / folder) for folder in ("tracker", "jobs", "templates")]
    options = ["--mapping-file", str(ROOT / "pyproject.toml"), "--keywords", "lazy", "--keywords", "lazy_gettext",
               "--keywords", "lazy_ngettext:1,2", "--output-file", str(file)]  # fmt: skip
    CommandLineInterface().run(["pybabel", "--quiet", "extract", *options, *folders])
    return read(file)


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.parts[-3])
def test_every_text_is_translated_and_no_other(file: Path, texts: Catalog) -> None:
    translated = {message.id for message in read(file) if message.id and message.string and not message.fuzzy}
    assert translated == {message.id for message in texts if message.id}


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.parts[-3])
def test_a_translation_names_the_values_of_its_text(file: Path) -> None:
    assert [str(error) for message, errors in read(file).check() for error in errors] == []
