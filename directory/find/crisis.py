"""Which free lines stand first for whom."""

from directory.find.held import holding
from directory.models import CrisisLine


def lines(nation: str, audience: str = "survivor") -> list[CrisisLine]:
    """Free lines for an audience of a nation ("england" ...; "" for not known)."""
    return holding().crisis.lines(nation, audience)
