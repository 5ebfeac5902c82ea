"""What somebody is asked to, in the words of an invitation: a meeting of whatever body, new, changed or called off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from tracker.domain.executive_digest import executives_among
from tracker.domain.permissions import Role
from tracker.domain.recipients import Holder, in_post, office_of
from tracker.domain.wording import Wording

DEPARTMENT_HEADS = "หัวหน้าส่วนราชการ"


class InvitationState(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    CALLED_OFF = "called_off"


CHANGED = Wording(
    subject="เปลี่ยนกำหนดประชุม{การประชุม} เป็น {วันประชุมย่อ}",
    opening="ตามที่{หน่วยงาน}ได้เชิญท่านเข้าร่วมประชุม{การประชุม} นั้น ขอแจ้งเปลี่ยนกำหนดเป็น{วันประชุม} เวลา {เวลาประชุม} ณ {สถานที่ประชุม}",
    closing="จึงเรียนมาเพื่อโปรดทราบ และขอเรียนเชิญท่านเข้าร่วมประชุมตามกำหนดใหม่ นัดหมายในปฏิทินของท่านปรับตามไฟล์ที่แนบมา",
)
CALLED_OFF = Wording(
    subject="ยกเลิกการประชุม{การประชุม} {วันประชุมย่อ}",
    opening="ตามที่{หน่วยงาน}ได้เชิญท่านเข้าร่วมประชุม{การประชุม} ใน{วันประชุม} นั้น ขอแจ้งยกเลิกการประชุมดังกล่าว",
    closing="จึงเรียนมาเพื่อโปรดทราบ นัดหมายในปฏิทินของท่านยกเลิกได้จากไฟล์ที่แนบมา",
)


@dataclass(frozen=True, slots=True)
class InvitedTo:
    """A meeting as an invitation tells of it."""

    agency: str
    #: The body that meets, such as a working group; empty for the heads of the divisions.
    body: str
    number: str
    held_on: date
    starts_at: time | None
    place: str

    @property
    def called(self) -> str:
        """What stands after "ประชุม"."""
        name = self.body or DEPARTMENT_HEADS
        return f"{name} ครั้งที่ {self.number}" if self.number else name


def title_of(meeting: InvitedTo) -> str:
    return f"ประชุม{meeting.called}"


def invited_to_the_heads_meeting(division_ids: Iterable[int], holders: Sequence[Holder]) -> list[Holder]:
    """The heads of the divisions, the executives and the office that keeps the minutes; whoever acts stands in."""
    heads = [one for division_id in division_ids for one in in_post(Role.DIVISION_HEAD, holders, division_id)]
    invited = [*executives_among(holders), *heads, *office_of(holders)]
    return list({one.user_id: one for one in reversed(invited)}.values())[::-1]


def state_of(*, is_called_off: bool, was_invited_before: bool) -> InvitationState:
    """Of what one person is told of a meeting now."""
    if is_called_off:
        return InvitationState.CALLED_OFF
    return InvitationState.CHANGED if was_invited_before else InvitationState.NEW
