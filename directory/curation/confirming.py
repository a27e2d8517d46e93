"""The link in a reminder by which a provider says "still right" without an account."""

from collections.abc import Sequence

from directory.models import Service


def confirm_url(services: Sequence[Service], address: str) -> str:
    """The whole address of that link for these services; "" where there is none yet.

    Without one the letter asks for an answer by mail.
    """
    return ""
