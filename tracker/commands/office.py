"""tracker init and users: an office of one's own, and who may sign in."""

from __future__ import annotations

import sys

import click

from tracker import clock
from tracker.commands.database import agency_at_work, migrated_app
from tracker.commands.parameters import agency_option, json_option
from tracker.commands.speech import say, say_json
from tracker.domain.agency import parse_agency_kind
from tracker.domain.errors import N_, NotFound
from tracker.domain.permissions import DIVISION_ROLES, Role
from tracker.queries import adoption, people
from tracker.services.people import add_person, disable_user, reset_password
from tracker.services.post_giving import NewPost
from tracker.services.setup import set_up_office


@click.command()
@click.option("--agency", "name", required=True, metavar="NAME", help="Full name of the agency.")
@click.option("--kind", required=True, metavar="KIND", help="เทศบาลนคร, เทศบาลเมือง, เทศบาลตำบล, อบต., อบจ. or อื่น ๆ.")
@click.option("--admin", "email", required=True, metavar="EMAIL", help="E-mail of the first administrator.")
@click.option("--slug", metavar="SLUG", help="Short Latin name; made from the kind when left out.")
def init(name: str, kind: str, email: str, slug: str | None) -> None:
    """Make the database, an agency and its first administrator."""
    agency_kind = parse_agency_kind(kind)
    password = _asked_password()
    with migrated_app():
        agency, generated = set_up_office(clock.now(), name, agency_kind, slug, email, password)
        say(N_("%(name)s is set up. Its short name is %(slug)s."), name=agency.name, slug=agency.slug)
        _say_password(email, generated)


def _asked_password() -> str | None:
    """Asked where somebody can answer; otherwise one is generated and printed once."""
    if not sys.stdin.isatty():
        return None
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


def _say_password(email: str, generated: str | None) -> None:
    if generated is not None:
        say(N_("%(email)s signs in with the password %(password)s (shown only now)."), email=email, password=generated)
    else:
        say(N_("%(email)s signs in with the password that was given."), email=email)


@click.group()
def users() -> None:
    """Who may sign in, and with which post."""


@users.command("add")
@agency_option
@click.option("--email", required=True)
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--title", required=True, help="The post as it stands on papers.")
@click.option("--name", help="The person's name; the post when left out.")
@click.option("--division", metavar="NAME", help="For heads and officers of a division.")
@click.option("--acting", is_flag=True, help="Acting for the holder of the post.")
def add_user(
    agency: str | None, email: str, role: str, title: str, name: str | None, division: str | None, acting: bool
) -> None:
    """Give somebody a post from today on; a new person's password is printed once."""
    with agency_at_work(agency):
        now = clock.now()
        wanted = Role(role)
        division_id = _division_called(division) if wanted in DIVISION_ROLES and division else None
        post = NewPost(wanted, title, now.date(), division_id, is_acting=acting)
        _, generated = add_person(None, now, email, name or title, post)
        _say_password(email, generated)


def _division_called(name: str) -> int:
    found = [division.id for division in adoption.active_divisions() if division.name == name]
    if not found:
        raise NotFound(N_("There is no division called “%(name)s”."), "division", name=name)
    return found[0]


@users.command("list")
@agency_option
@json_option
def list_users(agency: str | None, as_json: bool) -> None:
    """Every post of the agency, present and past."""
    with agency_at_work(agency):
        rows = people.memberships()
    if as_json:
        say_json(
            [
                {
                    "email": row.email,
                    "name": row.name,
                    "role": row.role,
                    "title": row.title,
                    "division": row.division,
                    "acting": row.is_acting,
                    "starts_on": row.starts_on.isoformat(),
                    "ends_on": row.ends_on.isoformat() if row.ends_on else None,
                    "active": row.is_active,
                }
                for row in rows
            ]
        )
        return
    for row in rows:
        click.echo(
            f"{row.email} | {row.role} | {row.title} | {row.division or '–'} | {row.starts_on} – {row.ends_on or ''}"
        )


@users.command("disable")
@agency_option
@click.argument("email")
def disable(agency: str | None, email: str) -> None:
    """Close somebody's account; every session ends."""
    with agency_at_work(agency):
        disable_user(None, clock.now(), _user_called(email))
        say(N_("%(email)s can no longer sign in."), email=email)


@users.command("reset-password")
@agency_option
@click.argument("email")
def new_password(agency: str | None, email: str) -> None:
    """Give somebody a new password, printed once; every session ends."""
    with agency_at_work(agency):
        _say_password(email, reset_password(None, clock.now(), _user_called(email)))


def _user_called(email: str) -> int:
    user = people.user_by_email(email.strip().lower())
    if user is None:
        raise NotFound(N_("Nobody has the address %(email)s."), "email", email=email)
    return user.id
