"""The daily run: every check once, one run at a time, each check on its own."""

import logging
from collections.abc import Iterable, Iterator

from directory.curation.daily import (
    due,
    duplicates,
    expiries,
    links,
    phones,
    reminders,
    retention,
)
from directory.curation.daily.checks import Check, Run, Told
from directory.models import DailyRun, Door, recorded_as

logger = logging.getLogger("signpost.daily")

# In this order: what takes seconds first, and what takes an hour last but one.
CHECKS: dict[str, Check] = {
    "due": due.check,
    "expiries": expiries.check,
    "phones": phones.check,
    "duplicates": duplicates.check,
    "retention": retention.check,
    "links": links.check,
    "reminders": reminders.check,
}


class AlreadyRunningError(Exception):
    """Another run holds the day's work; this one has nothing to do."""


def run_all(
    run: Run, names: Iterable[str] = (), checks: dict[str, Check] | None = None
) -> Iterator[tuple[str, Told | None]]:
    """Each check by name with what it did, or None where it failed.

    One that fails stops none of the others. The log holds numbers and types only.
    """
    known = CHECKS if checks is None else checks
    chosen = [name for name in known if name in set(names)] or list(known)
    token = DailyRun.objects.begin()
    if token is None:
        raise AlreadyRunningError
    failed = False
    try:
        for name in chosen:
            told = _one(name, known[name], run)
            failed = failed or told is None
            yield name, told
    finally:
        DailyRun.objects.end(token, went_well=not failed)


def _one(name: str, check: Check, run: Run) -> Told | None:
    try:
        with recorded_as(door=Door.COMMAND, through=f"daily {name}"):
            told = check(run)
    except Exception:
        logger.exception("The daily check %s failed", name)
        return None
    logger.info("daily %s: %s", name, told)
    return told
