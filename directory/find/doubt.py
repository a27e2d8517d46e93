"""Numbers of which enough people say that they do not work, while we check.

Nothing is hidden for that: a number stays, with a note and another line beside it.
"""

from collections.abc import Iterable

from directory.find.held import holding
from directory.models import Contact, CrisisLine, Side
from directory.models.report import number_of

# Where the nation is not known, lines of the nation most people live in.
MOST_PEOPLE = "england"


def is_in_doubt(contact: Contact) -> bool:
    """Whether several people have told us that it may not work."""
    doubted = holding().doubted
    return bool(doubted) and number_of(contact) in doubted


def in_doubt(contacts: Iterable[Contact]) -> bool:
    """Whether that is so of any of these."""
    return bool(holding().doubted) and any(map(is_in_doubt, contacts))


def line_instead(nation: str, side: str, service_id: int) -> CrisisLine | None:
    """A free line to try meanwhile: of the nation, and not in doubt itself."""
    audience = CrisisLine.For.CHANGE if side == Side.CHANGE else CrisisLine.For.ANYONE
    for line in holding().crisis.lines(nation or MOST_PEOPLE, audience):
        if line.contact.service_id != service_id and not is_in_doubt(line.contact):
            return line
    return None
