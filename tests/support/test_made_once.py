from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment
from werkzeug.routing import Map

from tests.support.made_once import CompiledTemplates, RuleOnceCompiled


def test_a_template_is_compiled_for_the_first_app_only(monkeypatch: pytest.MonkeyPatch) -> None:
    words, compiled = {"page": "{{ 1 + 1 }}"}, CompiledTemplates()
    first, second, third = (Environment(loader=DictLoader(words), bytecode_cache=compiled) for _ in range(3))
    assert first.get_template("page").render() == "2"
    monkeypatch.delattr(Environment, "compile")
    assert second.get_template("page").render() == "2"
    words["page"] = "{{ 2 + 2 }}"
    with pytest.raises(AttributeError, match="compile"):
        third.get_template("page")


def test_rules_that_say_the_same_build_the_same_and_others_do_not() -> None:
    rules = [("/a/<int:id>", None), ("/a/<int:id>", None), ("/a/<int:id>", {"id": 1}), ("/b/<int:id>", None)]
    built = []
    for text, defaults in rules:
        rule = RuleOnceCompiled(text, endpoint="page", defaults=defaults)
        Map([rule])
        built.append(rule.build({} if defaults else {"id": 7, "more": "ก"}))
    assert built == [("", "/a/7?more=%E0%B8%81")] * 2 + [("", "/a/1")] + [("", "/b/7?more=%E0%B8%81")]
