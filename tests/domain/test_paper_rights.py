"""Who may have which paper."""

from __future__ import annotations

import pytest

from tracker.domain.errors import NotAllowed
from tracker.domain.paper_rights import check_may_have, may_have
from tracker.domain.papers import Asked, PaperKind
from tracker.domain.permissions import Actor, Post, Role

OWN, SOMEBODY_ELSES = Asked(PaperKind.PERSON, user_id=1), Asked(PaperKind.PERSON, user_id=2)
OFFICE = {Role.ADMINISTRATOR, Role.SECRETARY}
FOR_SOME = {
    PaperKind.MEMO: OFFICE,
    PaperKind.LEDGER: OFFICE | {Role.AUDITOR},
}


def actor(*roles: Role) -> Actor:
    return Actor(user_id=1, name="ผู้ทดสอบ", agency_id=1, posts=tuple(Post(role, "") for role in roles))


@pytest.mark.parametrize("kind", [kind for kind in PaperKind if kind is not PaperKind.PERSON])
def test_a_paper_is_for_the_roles_that_see_what_it_tells(kind: PaperKind) -> None:
    assert {role for role in Role if may_have(actor(role), Asked(kind))} == FOR_SOME.get(kind, set(Role))


def test_a_persons_sheet_is_for_that_person_and_for_the_office() -> None:
    assert {role for role in Role if may_have(actor(role), OWN)} == set(Role)
    assert {role for role in Role if may_have(actor(role), SOMEBODY_ELSES)} == OFFICE
    assert not may_have(actor(Role.DIVISION_HEAD), Asked(PaperKind.PERSON)), "nobody's sheet is not one's own"


def test_who_has_no_post_has_no_paper() -> None:
    assert not any(may_have(actor(), asked) for asked in (*map(Asked, PaperKind), OWN))


def test_it_says_so_in_a_sentence() -> None:
    with pytest.raises(NotAllowed, match="does not open this paper"):
        check_may_have(actor(Role.EXECUTIVE), Asked(PaperKind.MEMO))
    check_may_have(actor(Role.SECRETARY), Asked(PaperKind.MEMO))
