"""Who is told today before anything goes out, and who would be told for each division and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import render_template

from tracker import clock
from tracker.domain.executive_digest import executives_among
from tracker.domain.permissions import Action, can
from tracker.domain.pre_read import who_attends
from tracker.domain.recipients import Holder, Recipient, Rung, chain_of, key_of, office_of
from tracker.domain.reminders import Notice
from tracker.domain.ways import Way
from tracker.queries import agencies, contacts, divisions, people
from tracker.queries.divisions import DivisionRow
from tracker.services import reminding
from tracker.web.access import current_actor, requires
from tracker.web.messages import blueprint


@dataclass(frozen=True, slots=True)
class ToldToday:
    """Everything that one person or group is told today."""

    to: Recipient
    notices: tuple[Notice, ...]


@blueprint.get("/messages/preview")
@requires(Action.SEE_LEDGER)
def preview() -> str:
    """What the next run of the reminders would queue: nothing is sent from here."""
    told = by_reader(reminding.notices_due(current_actor().agency_id, clock.now()))
    return render_template("messages/preview.html", told=told, today=clock.today())


def by_reader(notices: Iterable[Notice]) -> list[ToldToday]:
    theirs: dict[str, list[Notice]] = {}
    for notice in notices:
        theirs.setdefault(key_of(notice.to), []).append(notice)
    return [ToldToday(each[0].to, tuple(each)) for each in theirs.values()]


@dataclass(frozen=True, slots=True)
class DivisionTold:
    division: DivisionRow
    chain: tuple[Rung, ...]
    #: Who is told when it is late; None where nobody is named, or whoever is has no post any more.
    superior: Holder | None

    @property
    def told(self) -> Rung | None:
        """None where nobody in the agency could be told."""
        return next((rung for rung in self.chain if rung.is_told), None)

    @property
    def is_with_its_head(self) -> bool:
        return self.chain[0].is_told


@blueprint.get("/messages/who-is-told")
@requires(Action.SEE_LEDGER)
def who_is_told() -> str:
    """Of every division the whole chain of posts, with the one that is told today, and who is told of lateness."""
    actor = current_actor()
    posts = people.posts_on(clock.today())
    executives = executives_among(posts.holders)
    told = [
        DivisionTold(row, tuple(chain_of(row.id, posts.holders)), posts.superiors.get(row.id))
        for row in divisions.division_rows()
        if row.is_active
    ]
    return render_template(
        "messages/who_is_told.html",
        told=sorted(told, key=lambda one: one.is_with_its_head),
        to_mend=sum(not one.is_with_its_head or one.superior is None for one in told),
        office=office_of(posts.holders),
        executives=executives,
        attending=who_attends(posts.holders),
        tells=agencies.told_before_meetings(actor.agency_id),
        ways=first_ways(posts.holders),
        today=clock.today(),
        may_manage=can(actor, Action.MANAGE_PEOPLE),
    )


def first_ways(holders: Sequence[Holder]) -> dict[int, Way | None]:
    """By which way each person is told, by id."""
    return {user_id: next(iter(found), None) for user_id, found in contacts.ways(holders).items()}
