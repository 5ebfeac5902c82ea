"""An invitation to a meeting, its change and its being called off: as a letter, and as an entry for a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tracker.channels.calendar_files import Attendee, CalendarMeeting, invitation
from tracker.channels.letters import Contents, Letter, with_weekday, written
from tracker.domain.invitations import CALLED_OFF, CHANGED, InvitationState, InvitedTo, title_of
from tracker.domain.recipients import Holder
from tracker.domain.reminders import MessageKind
from tracker.domain.thai_dates import thai_date, thai_month
from tracker.domain.wording import Place, Wording

TO_BE_TOLD = "(จะแจ้งให้ทราบต่อไป)"

WORDING_OF_STATE = {InvitationState.CHANGED: CHANGED, InvitationState.CALLED_OFF: CALLED_OFF}


@dataclass(frozen=True, slots=True)
class Asked:
    """One meeting, with what a letter and a calendar say of it."""

    id: int
    meeting: InvitedTo
    #: Short name of the agency: with the id it makes the meeting's name in calendars.
    slug: str
    sequence: int
    #: The page of the meeting.
    link: str
    description: str


def letter_of(asked: Asked, to: Holder, state: InvitationState, own: Wording | None = None) -> Letter:
    """`own` is the agency's wording of an invitation, where it has one; changes are told in the program's words."""
    contents = Contents(
        kind=MessageKind.INVITATION,
        agency=asked.meeting.agency,
        addressee=to.title or to.name,
        values=values_of(asked.meeting),
        sections=(),
        link=asked.link,
    )
    return written(contents, WORDING_OF_STATE.get(state, own))


def values_of(meeting: InvitedTo) -> dict[Place, str]:
    return {
        Place.AGENCY: meeting.agency,
        Place.MEETING: meeting.called,
        Place.HELD_ON: with_weekday(meeting.held_on),
        Place.HELD_SHORT: thai_date(meeting.held_on, short=True),
        Place.HELD_AT: f"{meeting.starts_at:%H.%M} น." if meeting.starts_at else TO_BE_TOLD,
        Place.HELD_IN: meeting.place or TO_BE_TOLD,
    }


def calendar_of(asked: Asked, organizer: Holder, to: Holder, *, is_called_off: bool, now: datetime) -> str:
    of_office = Attendee(asked.meeting.agency, organizer.email)
    return invitation(calendar_meeting(asked, is_called_off), of_office, Attendee(to.title or to.name, to.email), now)


def calendar_meeting(asked: Asked, is_called_off: bool = False) -> CalendarMeeting:
    return CalendarMeeting(
        uid=f"meeting-{asked.id}-{asked.slug}@tidtam",
        sequence=asked.sequence,
        title=title_of(asked.meeting),
        held_on=asked.meeting.held_on,
        starts_at=asked.meeting.starts_at,
        place=asked.meeting.place,
        description=asked.description,
        url=asked.link,
        is_called_off=is_called_off,
    )


def months_heard(first: date, last: date) -> str:
    """Of a meeting of the division heads one month, of another body perhaps several."""
    if first == last:
        return f"รายงานประจำเดือน{thai_month(last)}"
    return f"รายงานประจำเดือน{thai_month(first)} ถึงเดือน{thai_month(last)}"
