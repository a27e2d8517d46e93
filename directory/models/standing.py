"""How long ago one of us checked a service, and what follows from it.

In time; then due, and its provider is reminded; then late, and it stands lower; then
old, and its pages say so. Whatever its standing, only a moderator takes a service away.
"""

import datetime
import enum
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

# The kinds of service that settings.CHECK_DUE_DAYS does not name.
OTHERS = "others"
# A provider has this long to answer before its service stands lower.
LATE_AFTER_DAYS = 30
# So long after a check fell due, the pages say that nobody checked again.
OLD_AFTER_DAYS = 90
# What a check has to look at before it counts as "checked by us".
COUNTED = ("all", "contacts")


class Standing(enum.IntEnum):
    """What can be said of the last check, the best first."""

    IN_TIME = 0
    DUE = 1
    LATE = 2
    OLD = 3
    NEVER = 4

    @property
    def rank(self) -> int:
        """The step of the order of lists: what is only just due has not sunk yet."""
        if self <= Standing.DUE:
            return 0
        return 1 if self == Standing.LATE else 2


@dataclass(frozen=True, slots=True)
class Checked:
    """When one of us last found a service right, and how that stands today.

    It is doubted where a later check found something else.
    """

    on: datetime.date | None = None
    standing: Standing = Standing.NEVER
    is_doubted: bool = False
    # Its own people said so since one of us last looked.
    is_own_word: bool = False

    @property
    def is_questioned(self) -> bool:
        """Whether a page says so before anyone relies on it."""
        return self.is_doubted or self.standing == Standing.OLD


NEVER_CHECKED = Checked()


def due_days(kinds: Collection[str]) -> int:
    """After how many days a service of these kinds is checked again: the fewest."""
    known = settings.CHECK_DUE_DAYS
    own = [known[kind] for kind in kinds if kind in known and kind != OTHERS]
    return min(own, default=known[OTHERS])


def last_checked(
    checks: Iterable[tuple[int, datetime.date, str, str, int | None]],
    kinds: Collection[str],
    today: datetime.date,
) -> Checked:
    """From each check's key, day, subject, outcome and person; keys rise with time.

    A check without a person of ours is what the service's own people said.
    """
    last, ours, right_pk, wrong_pk = None, None, 0, 0
    for pk, on, what, outcome, by in checks:
        if outcome != "right":
            wrong_pk = max(wrong_pk, pk)
            continue
        right_pk = max(right_pk, pk)
        if what in COUNTED and (last is None or on > last):
            last = on
        if what in COUNTED and by is not None and (ours is None or on > ours):
            ours = on
    return checked(
        last,
        due_days(kinds),
        today,
        is_doubted=wrong_pk > right_pk,
        is_own_word=last is not None and (ours is None or last > ours),
    )


@lru_cache(maxsize=4096)
def checked(
    on: datetime.date | None,
    days: int,
    today: datetime.date,
    *,
    is_doubted: bool,
    is_own_word: bool = False,
) -> Checked:
    """How a last check stands today; the same one for all who share it."""
    if on is None:
        return Checked(is_doubted=is_doubted)
    overdue = (today - on).days - days
    if overdue < 0:
        standing = Standing.IN_TIME
    elif overdue < LATE_AFTER_DAYS:
        standing = Standing.DUE
    else:
        standing = Standing.LATE if overdue < OLD_AFTER_DAYS else Standing.OLD
    if is_doubted:
        standing = max(standing, Standing.LATE)
    return Checked(on, standing, is_doubted, is_own_word)
