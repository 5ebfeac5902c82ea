"""The fields of a paper as an office writes them into its form, each with an example."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.domain.papers import PaperKind
from tracker.reports.word.examples import full_example
from tracker.reports.word.fields import Field, Figure, Image, Record, fields_of

LINE, HOLDERS = "บรรทัด", ("แถว", "แถวใน")


@dataclass(frozen=True, slots=True)
class WrittenField:
    written: str
    #: Empty for a picture.
    example: str


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Fields that stand anywhere, or (with what is written around them) in the repetition of a list."""

    name: str
    before: tuple[str, ...]
    fields: tuple[WrittenField, ...]

    @property
    def after(self) -> tuple[str, ...]:
        return tuple(one.partition(" for ")[0] + " endfor %}" for one in self.before)


def field_groups(kind: PaperKind) -> list[FieldGroup]:
    fields = fields_of(*full_example(kind))
    single: Record = {name: value for name, value in fields.items() if not isinstance(value, dict | list)}
    groups = [FieldGroup("", (), tuple(_written(single, "")))]
    groups += [
        FieldGroup(name, (), tuple(_written(value, f"{name}.")))
        for name, value in fields.items()
        if isinstance(value, dict)
    ]
    return groups + [_repeated(name, value) for name, value in fields.items() if isinstance(value, list) and value]


def _repeated(name: str, rows: list[Field], depth: int = 0) -> FieldGroup:
    first = rows[0]
    if not isinstance(first, dict):
        example = WrittenField(f"{{{{ {LINE} }}}}", _example(first))
        return FieldGroup(name, (f"{{%p for {LINE} in {name} %}}",), (example,))
    holder = HOLDERS[depth]
    before, fields = [f"{{%tr for {holder} in {name} %}}"], [*_written(first, f"{holder}.")]
    for inner_name, inner in first.items():
        if isinstance(inner, list) and inner:
            group = _repeated(f"{holder}.{inner_name}", inner, depth + 1)
            before, fields = [*before, *group.before], [*fields, *group.fields]
    return FieldGroup(name, tuple(before), tuple(fields))


def _written(fields: Record, before: str) -> Iterator[WrittenField]:
    for name, value in fields.items():
        if not isinstance(value, dict | list):
            yield WrittenField(f"{{{{ {before}{name} }}}}", _example(value))


def _example(value: Field) -> str:
    if isinstance(value, Image):
        return ""
    return value.text if isinstance(value, Figure) else str(value)
