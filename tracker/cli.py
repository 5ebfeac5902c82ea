"""The command `tracker`, for people and for programs.

Exit codes: 0 done, 1 refused with a one-line reason on standard error, 2 wrong usage.
"""

from __future__ import annotations

import sys

import click
from sqlalchemy.exc import DatabaseError

from tracker.commands import following, health, keeping, office, plans, printing, serving
from tracker.commands.speech import refuse
from tracker.config import UnusableFolder
from tracker.domain.errors import N_, Refusal
from tracker.terminal import write_utf8

REFUSED = 1


@click.group()
def tracker() -> None:
    """Tidtam: the follow-up tracker of a Thai local government's ITA measures."""


for command in (
    office.init,
    serving.demo,
    serving.run,
    plans.import_plan,
    following.remind,
    following.status,
    printing.report,
    office.users,
    keeping.backup,
    keeping.restore,
    health.doctor,
):
    tracker.add_command(command)


def main() -> None:
    write_utf8()
    try:
        tracker.main(prog_name="tracker")
    except Refusal as refusal:
        reason = refusal
    except DatabaseError as error:
        reason = Refusal(
            N_("The database cannot be used: %(reason)s. Run “tracker init” first, or mend TRACKER_DATABASE_URL."),
            reason=str(error.orig).splitlines()[0],
        )
    except UnicodeEncodeError as error:
        reason = Refusal(
            N_("“%(text)s” has letters in another alphabet than UTF-8. Write them anew, or rename the file."),
            text=error.object,
        )
    except OSError as error:
        reason = UnusableFolder(error.filename or "–", error)
    refuse(reason)
    sys.exit(REFUSED)
