from __future__ import annotations

import pytest

from tests import factories
from tests.services.reporting.desk import NOW, PROGRESS, actor, report_on, revisions, send
from tests.support.office import Office
from tracker.domain.errors import NotAllowed, NotFound, Refusal
from tracker.domain.permissions import Role
from tracker.domain.progress import EntryChannel, ReportState
from tracker.extensions import db
from tracker.models import ProgressReport, ProgressRevision
from tracker.models.isolation import agency_scope
from tracker.services import reporting
from tracker.services.report_desk import Way


def test_another_division_cannot_write_it(office: Office, own: ProgressReport) -> None:
    for user in (office.other_head, office.executive, office.auditor):
        with pytest.raises(NotAllowed):
            send(office, own, PROGRESS, user)
        with pytest.raises(NotAllowed):
            reporting.save_draft(actor(office, user), NOW, own.id, own.version, PROGRESS)
    assert own.state is ReportState.OPEN


def test_another_agencys_report_does_not_exist(own: ProgressReport, foreign_office: Office) -> None:
    with agency_scope(foreign_office.agency.id), pytest.raises(NotFound):
        send(foreign_office, own)


@pytest.mark.parametrize(
    ("way", "field"),
    [
        (None, "channel"),
        (Way(told_by="ผู้อำนวยการกองคลัง"), "channel"),
        (Way(EntryChannel.PHONE), "told_by"),
        (Way(EntryChannel.PAPER, "  "), "told_by"),
        (Way(EntryChannel.LINE, "ก" * 201), "told_by"),
    ],
)
def test_on_behalf_needs_the_way_it_came_and_who_told_it(
    office: Office, own: ProgressReport, way: Way | None, field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        reporting.submit_report(actor(office, office.secretary), NOW, own.id, own.version, PROGRESS, way)
    assert refused.value.field == field
    assert own.state is ReportState.OPEN


def test_on_behalf_both_names_are_kept(office: Office, own: ProgressReport) -> None:
    way = Way(EntryChannel.PAPER, " ผู้อำนวยการกองคลัง ")
    reporting.submit_report(actor(office, office.secretary), NOW, own.id, own.version, PROGRESS, way)
    (revision,) = revisions(own)
    assert (revision.is_on_behalf, revision.channel) == (True, EntryChannel.PAPER)
    assert (revision.by_title, revision.told_by) == ("หัวหน้าสำนักปลัดเทศบาล", "ผู้อำนวยการกองคลัง")


def test_a_colleague_of_the_division_reports_under_their_own_name(office: Office, own: ProgressReport) -> None:
    way = Way(told_by="ผู้อำนวยการกองคลัง")
    reporting.submit_report(actor(office, office.officer), NOW, own.id, own.version, PROGRESS, way)
    (revision,) = revisions(own)
    assert (revision.by_title, revision.is_on_behalf, revision.told_by) == ("นักวิชาการเงินและบัญชี", False, "")


def test_with_posts_in_two_divisions_each_report_carries_its_own(office: Office) -> None:
    factories.add_post(
        office.agency,
        office.head,
        Role.DIVISION_HEAD,
        office.works,
        title="รักษาราชการแทนผู้อำนวยการกองช่าง",
        is_acting=True,
    )
    both = actor(office, office.head)
    for division in (office.finance, office.works):
        theirs = report_on(office.shared, division)
        reporting.submit_report(both, NOW, theirs.id, theirs.version, PROGRESS)
    titles = [revision.by_title for revision in db.session.query(ProgressRevision).order_by(ProgressRevision.id)]
    assert titles == ["ผู้อำนวยการกองคลัง", "รักษาราชการแทนผู้อำนวยการกองช่าง"]
