"""Declared audit events."""

from __future__ import annotations

import pytest

from tracker.domain.audit_events import UndeclaredAuditEvent, check


def test_a_declared_event_with_its_exact_facts_passes() -> None:
    assert check("report_accepted", {"state": "submitted"}, {"state": "accepted", "comment": ""}).subject == "report"


@pytest.mark.parametrize(
    "name, before, after",
    [
        ("report_acepted", {}, {}),
        ("report_accepted", {}, {"state": "accepted", "comment": ""}),
        ("report_accepted", {"state": "submitted"}, {"state": "accepted", "comment": "", "by": "somebody"}),
    ],
)
def test_anything_else_is_a_mistake_of_ours(name: str, before: dict[str, object], after: dict[str, object]) -> None:
    with pytest.raises(UndeclaredAuditEvent):
        check(name, before, after)
