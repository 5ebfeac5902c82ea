"""What every app of a test would else make anew from the same files: compiled templates and ways to build addresses.

Compiling took nearly half of the time of a test of a page. An app that is served does it once and lives for months.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from types import CodeType

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule


class CompiledTemplates(BytecodeCache):
    """By name and content, so that a template that a test changes is compiled as ever."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self._codes[bucket.key, bucket.checksum] = bucket.code


class RuleOnceCompiled(Rule):
    """What builds an address is given its rule with each call, so rules that say the same may share it."""

    _builders: dict[Hashable, Callable[..., tuple[str, str]]] = {}

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        defaults = tuple(sorted((self.defaults or {}).items()))
        says = (self.rule, self.subdomain, self.host, defaults, append_unknown)
        if says not in self._builders:
            self._builders[says] = super()._compile_builder(append_unknown)
        return self._builders[says]


def make_once() -> None:
    """For every app from now on."""
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": CompiledTemplates()}
    Flask.url_rule_class = RuleOnceCompiled
