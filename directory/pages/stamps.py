"""The stamp in a form: when it was opened, which one it is, and nothing of who.

It is signed, so a robot cannot make one. A form that comes back too quickly or too late
is shown again as it was filled in. The receipt made of a stamp is how the same form,
sent twice, is known to be one.
"""

import datetime
import hashlib
import secrets
from dataclasses import dataclass, replace

from django.core.signing import BadSignature, Signer
from django.utils import timezone
from django.utils.translation import gettext as _

QUICKEST = datetime.timedelta(seconds=2)
OLDEST = datetime.timedelta(hours=12)


@dataclass(frozen=True)
class Stamp:
    """A stamp as it stands in the form, its receipt, and what is wrong with it."""

    value: str
    receipt: str = ""
    problem: str = ""


def new(purpose: str, at: datetime.datetime | None = None, which: str = "") -> Stamp:
    """A stamp for a form that is opened now, good for one purpose only."""
    which = which or secrets.token_urlsafe(9)
    opened = int((at or timezone.now()).timestamp())
    value = _signer(purpose).sign(f"{which}.{opened}")
    return Stamp(value, _receipt(purpose, which))


def again(purpose: str, at: datetime.datetime | None = None, which: str = "") -> Stamp:
    """A stamp for a form that is filled in already: it may be sent at once."""
    return new(purpose, (at or timezone.now()) - QUICKEST, which)


def read(value: str, purpose: str, at: datetime.datetime | None = None) -> Stamp:
    """The stamp of a form that was sent; another where it is not good any more."""
    now = at or timezone.now()
    try:
        which, _dot, opened = _signer(purpose).unsign(value).rpartition(".")
        age = now - datetime.datetime.fromtimestamp(int(opened), datetime.UTC)
    except (BadSignature, ValueError):
        which, age = "", OLDEST * 2
    if age > OLDEST:
        problem = _(
            "This form was open for a long time. Nothing is lost: please look at it "
            "and send it again."
        )
        return replace(again(purpose, now), problem=problem)
    if age < QUICKEST:
        problem = _(
            "That was very quick, so we are not sure that a person sent it. Nothing "
            "is lost: please send it again."
        )
        # The same form still: a browser that sends both makes one of them.
        return replace(again(purpose, now, which), problem=problem)
    return Stamp(value, _receipt(purpose, which))


def _signer(purpose: str) -> Signer:
    return Signer(salt=f"signpost.form.{purpose}")


def _receipt(purpose: str, which: str) -> str:
    return hashlib.sha256(f"{purpose}:{which}".encode()).hexdigest()
