"""Pages and forms: they ask, arrange and redirect; rules and SQL are elsewhere."""

from __future__ import annotations

from flask import Flask

from tracker.web import (
    access,
    addresses,
    agencies,
    agency_settings,
    assessment_form,
    assessments,
    audit,
    auth,
    badges,
    bodies,
    body_meetings,
    budgets,
    channels,
    closing,
    coverage,
    cycle_settings,
    days_off,
    decision_changes,
    decisions,
    divisions,
    draft_corrections,
    draft_names,
    errors,
    evidence_downloads,
    filters,
    headers,
    indicators,
    invitations,
    issued_papers,
    jobs,
    links,
    measure_adding,
    measure_corrections,
    measures,
    meeting_arranging,
    meeting_papers,
    minutes,
    my_messages,
    my_reports,
    navigation,
    new_plans,
    on_behalf,
    order_giving,
    orders,
    overdue,
    paper_checks,
    paper_pages,
    paper_settings,
    papers,
    plan_changes,
    plan_drafts,
    plans,
    post_changes,
    preferences,
    preflight,
    public,
    publications,
    report_sheets,
    results,
    senders,
    settings_pages,
    signals,
    snapshots,
    start,
    texts,
    who_is_told,
    word_forms,
    wording,
)
from tracker.web.preferences import locale

__all__ = ["locale", "register"]

BLUEPRINTS = (
    start.blueprint,
    auth.blueprint,
    preferences.blueprint,
    my_reports.blueprint,
    my_messages.blueprint,
    report_sheets.blueprint,
    evidence_downloads.blueprint,
    on_behalf.blueprint,
    meeting_arranging.blueprint,
    closing.blueprint,
    decisions.blueprint,
    decision_changes.blueprint,
    orders.blueprint,
    minutes.blueprint,
    signals.blueprint,
    preflight.blueprint,
    bodies.blueprint,
    body_meetings.blueprint,
    invitations.blueprint,
    meeting_papers.blueprint,
    who_is_told.blueprint,
    links.blueprint,
    overdue.blueprint,
    indicators.blueprint,
    plans.blueprint,
    assessments.blueprint,
    assessment_form.blueprint,
    coverage.blueprint,
    plan_drafts.blueprint,
    draft_corrections.blueprint,
    new_plans.blueprint,
    plan_changes.blueprint,
    measures.blueprint,
    order_giving.blueprint,
    measure_adding.blueprint,
    measure_corrections.blueprint,
    post_changes.blueprint,
    divisions.blueprint,
    audit.blueprint,
    jobs.blueprint,
    agency_settings.blueprint,
    cycle_settings.blueprint,
    days_off.blueprint,
    channels.blueprint,
    word_forms.blueprint,
    wording.blueprint,
    agencies.blueprint,
    papers.blueprint,
    results.blueprint,
    budgets.blueprint,
    paper_pages.blueprint,
    paper_settings.blueprint,
    snapshots.blueprint,
    issued_papers.blueprint,
    paper_checks.blueprint,
    publications.blueprint,
    public.blueprint,
    public.roots,
)


def register(app: Flask) -> None:
    addresses.register_converters(app)
    # The pages of one blueprint may be written in several modules.
    for blueprint in dict.fromkeys(BLUEPRINTS):
        app.register_blueprint(blueprint)
    access.register(app)
    addresses.register(app)
    badges.register(app)
    draft_names.register(app)
    errors.register(app)
    filters.register(app)
    headers.register(app)
    navigation.register(app)
    senders.register(app)
    settings_pages.register(app)
    texts.register(app)
