"""The hours in which nothing is handed over to anybody, as an agency sets them."""

from __future__ import annotations

from datetime import datetime, time, timedelta


def quiet_until(begins: time | None, ends: time | None, now: datetime) -> datetime | None:
    """When the quiet hours end in which `now` lies; None outside them, and where the agency has set none.

    The first minute is quiet and the last is not. An end before the beginning is the next morning's; hours that begin
    and end together are none, so that nothing can be kept back for good.
    """
    if begins is None or ends is None:
        return None
    clock = now.time().replace(tzinfo=None)
    end = datetime.combine(now.date(), ends, now.tzinfo)
    if begins <= ends:
        return end if begins <= clock < ends else None
    if clock < ends:
        return end
    return end + timedelta(days=1) if clock >= begins else None
