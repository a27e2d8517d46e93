"""The door through which what is public changes in what matters most.

It is shut. `Proposal.approve()` opens it for what a second person has decided, and
`load_starter` for the data that a new site begins with; nothing else in this project
does. Whoever writes past it, by form, command, import or shell, is told to propose.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_because: ContextVar[str] = ContextVar("why the door is open", default="")


class NeedsProposalError(ValidationError):
    """This changes only through a proposal that a second person approves."""

    def __init__(self, fields: Iterable[str], message=None) -> None:
        self.fields = sorted(map(str, fields))
        told = message or _(
            "This is public, so it changes only through a proposal that a second "
            "person approves: %(fields)s."
        )
        super().__init__(
            told, code="needs-proposal", params={"fields": ", ".join(self.fields)}
        )


class NamesAPlaceError(NeedsProposalError):
    """The text of a confidential service seems to say where it is."""

    def __init__(self, found: Iterable[str]) -> None:
        told = _(
            "This service is confidential, and the text seems to say where it is "
            "(%(fields)s). Take that out, or propose it: a second person must look."
        )
        super().__init__(found, told)


@contextmanager
def opened(*, because: str) -> Iterator[None]:
    """Let through what was decided elsewhere; says why, for whoever reads the code."""
    token = _because.set(because or "no reason given")
    try:
        yield
    finally:
        _because.reset(token)


def is_open() -> bool:
    """Whether a decision stands behind what is written now."""
    return bool(_because.get())
