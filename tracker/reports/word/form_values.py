"""What a form may say of its paper's fields: a list of what is allowed, held against a paper filled with examples.

Names, their parts, `and`, `or`, `not`, a choice between two, the length of a list, and comparisons with constants.
Nothing is called, reckoned, assigned or taken in from elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from jinja2 import nodes

from tracker.domain.errors import N_
from tracker.reports.word.fields import Field, Figure
from tracker.reports.word.form_parts import BadForm

Scope = Mapping[str, Field]

LOOP = "loop"
_ONE = Figure(1, "1")
LOOP_FIELDS: Field = dict.fromkeys(("first", "last", "index", "length"), _ONE)
MOST_NAMED = 5

_NOT_ALLOWED = N_(
    "In “%(filename)s”, near “%(near)s”: a form may only have fields, {%% for %%} over the paper's own lists and "
    "{%% if %%}, without reckoning or calling anything."
)
_UNKNOWN = N_(
    "“%(filename)s” has fields that this paper does not have (and what may be meant): %(names)s. "
    "Correct them in Word and upload it again; all fields are listed below."
)
_A_LIST = N_(
    "In “%(filename)s” the field “%(name)s” is a list: repeat a row or a paragraph with {%% for x in %(name)s %%} "
    "and write the fields of x in it."
)
_A_RECORD = N_(
    "In “%(filename)s” the field “%(name)s” has several parts. Write one of them, such as “%(name)s.%(part)s”."
)
_COMPARED = N_(
    "In “%(filename)s”, near “%(near)s”: compare a field of figures with a number, and one of words with "
    "a text in quotation marks, which can only be equal or not."
)
_EQUAL = frozenset({"eq", "ne"})
_ORDERED = _EQUAL | {"lt", "lteq", "gt", "gteq"}


@dataclass
class Values:
    """Reads the expressions of one form; names that are not known are collected, to be told together."""

    filename: str
    #: The text of each line, to say where something stands.
    lines: list[str] = field(default_factory=list)
    unknown: dict[str, str] = field(default_factory=dict)

    def check_printed(self, node: nodes.Node, scope: Scope) -> None:
        value = self.value_of(node, scope)
        if isinstance(value, list):
            raise BadForm(_A_LIST, self.filename, name=written(node))
        if isinstance(value, dict):
            raise BadForm(_A_RECORD, self.filename, name=written(node), part=next(iter(value), ""))

    def value_of(self, node: nodes.Node, scope: Scope) -> Field:
        if isinstance(node, nodes.Name):
            return self._named(node.name, node.name, scope)
        if isinstance(node, nodes.Getattr):
            return self._part(node, scope)
        if isinstance(node, nodes.Const):
            return self._constant(node)
        if isinstance(node, nodes.Filter):
            return self._length(node, scope)
        if isinstance(node, nodes.Compare):
            return self._comparison(node, scope)
        return self._choice(node, scope)

    def _choice(self, node: nodes.Node, scope: Scope) -> Field:
        if isinstance(node, nodes.Not):
            self.value_of(node.node, scope)
            return _ONE
        if isinstance(node, nodes.And | nodes.Or):
            self.value_of(node.left, scope)
            return self.value_of(node.right, scope)
        if isinstance(node, nodes.CondExpr):
            self.value_of(node.test, scope)
            if node.expr2 is not None:
                self.check_printed(node.expr2, scope)
            return self.value_of(node.expr1, scope)
        raise self.refused(node)

    def _named(self, name: str, whole: str, scope: Scope) -> Field:
        if name in scope:
            return scope[name]
        nearest = get_close_matches(name, scope, n=1, cutoff=0.5)
        self.unknown[whole] = whole.removesuffix(name) + nearest[0] if nearest else ""
        # What is wrong in it was told; nothing that hangs on it is told again.
        return ""

    def _part(self, node: nodes.Getattr, scope: Scope) -> Field:
        whole = written(node)
        holder = self.value_of(node.node, scope)
        if written(node.node) in self.unknown:
            return ""
        if isinstance(holder, list):
            raise BadForm(_A_LIST, self.filename, name=written(node.node))
        return self._named(node.attr, whole, holder if isinstance(holder, dict) else {})

    def _constant(self, node: nodes.Const) -> Field:
        if isinstance(node.value, str):
            return node.value
        if isinstance(node.value, int | float):
            return Figure(node.value, str(node.value))
        raise self.refused(node)

    def _length(self, node: nodes.Filter, scope: Scope) -> Field:
        has_more = node.args or node.kwargs or node.dyn_args or node.dyn_kwargs
        if node.name != "length" or node.node is None or has_more:
            raise self.refused(node)
        if not isinstance(self.value_of(node.node, scope), list) and not self.unknown:
            raise self.refused(node)
        return _ONE

    def _comparison(self, node: nodes.Compare, scope: Scope) -> Field:
        [operand, *more] = node.ops
        left, right = self.value_of(node.expr, scope), self.value_of(operand.expr, scope)
        has_constant = isinstance(node.expr, nodes.Const) or isinstance(operand.expr, nodes.Const)
        if more or not has_constant or operand.op not in _ORDERED:
            raise self.refused(node)
        are_figures = isinstance(left, Figure) and isinstance(right, Figure)
        are_words = isinstance(left, str) and isinstance(right, str) and operand.op in _EQUAL
        if not (are_figures or are_words or self.unknown):
            raise BadForm(_COMPARED, self.filename, near=self.near(node))
        return _ONE

    def refused(self, node: nodes.Node) -> BadForm:
        return BadForm(_NOT_ALLOWED, self.filename, near=self.near(node))

    def near(self, node: nodes.Node) -> str:
        """The line of the form; some pieces do not know theirs."""
        line = node.lineno or 0
        return self.lines[line - 1] if 0 < line <= len(self.lines) else ""

    def tell_unknown(self) -> None:
        if self.unknown:
            names = [f"“{name}”" + (f" (“{nearest}”)" if nearest else "") for name, nearest in self.unknown.items()]
            raise BadForm(_UNKNOWN, self.filename, names=", ".join(names[:MOST_NAMED]))


def written(node: nodes.Node) -> str:
    """As the form has it, as far as it is a name."""
    if isinstance(node, nodes.Getattr):
        return f"{written(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "…"
