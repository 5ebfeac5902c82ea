from __future__ import annotations

import pytest

from tests.services.reporting.desk import DONE, NOW, actor, asked, done_on, report_on, review, revisions, send
from tests.support.office import Office
from tests.support.queries import count_queries
from tracker.domain.errors import NotAllowed, Refusal
from tracker.domain.progress import ReportState
from tracker.models import ProgressReport
from tracker.services import reviewing


@pytest.mark.parametrize("accept, state", [(True, ReportState.ACCEPTED), (False, ReportState.RETURNED)])
def test_the_office_accepts_and_returns(office: Office, own: ProgressReport, accept: bool, state: ReportState) -> None:
    review(office, send(office, own), accept, "ขอภาพ")
    assert (own.state, own.review_comment) == (state, "ขอภาพ")
    assert revisions(own)[-1].comment == "ขอภาพ"


def test_done_that_is_returned_is_not_done(office: Office, own: ProgressReport) -> None:
    review(office, send(office, own, DONE), accept=False, comment="ขอหลักฐาน")
    assert done_on(own) is None


def test_a_report_returned_and_sent_again_loses_the_comment(office: Office, own: ProgressReport) -> None:
    review(office, send(office, own), accept=False, comment="ขอภาพ")
    assert send(office, own).review_comment == ""


def test_what_was_not_sent_cannot_be_reviewed(office: Office, own: ProgressReport) -> None:
    for accept in (True, False):
        with pytest.raises(Refusal, match="has not been sent"):
            review(office, own, accept, "ขอภาพ")


def test_only_the_office_reviews(office: Office, own: ProgressReport) -> None:
    send(office, own)
    for user in (office.head, office.executive, office.auditor):
        with pytest.raises(NotAllowed):
            reviewing.review_report(actor(office, user), NOW, own.id, own.version, accept=True)
        with pytest.raises(NotAllowed):
            reviewing.accept_all(actor(office, user), NOW, office.meeting.id)


def test_it_accepts_all_with_the_same_number_of_questions(office: Office, own: ProgressReport) -> None:
    secretary = actor(office, office.secretary)
    send(office, own)
    with count_queries() as few:
        assert reviewing.accept_all(secretary, NOW, office.meeting.id) == 1
    send(office, own)
    send(office, report_on(office.shared, office.finance))
    send(office, report_on(office.shared, office.works), user=office.other_head)
    with count_queries() as many:
        assert reviewing.accept_all(secretary, NOW, office.meeting.id) == 3
    assert asked(few) == asked(many)
    assert own.state is ReportState.ACCEPTED
