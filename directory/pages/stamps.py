"""The stamp in a form: when it was opened, which one it is, and nothing of who.

It is signed, so a robot cannot make one. A form that comes back too quickly or too late
is shown again as it was filled in. The receipt made of a stamp is how the same form,
sent twice, is known to be one.
"""

import datetime
import hashlib
import secrets
from dataclasses import dataclass

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


def new(purpose: str, at: datetime.datetime | None = None) -> Stamp:
    """A stamp for a form that is opened now, good for one purpose only."""
    opened = int((at or timezone.now()).timestamp())
    value = _signer(purpose).sign(f"{secrets.token_urlsafe(9)}.{opened}")
    return Stamp(value, _receipt(purpose, value))


def again(purpose: str, at: datetime.datetime | None = None) -> Stamp:
    """A stamp for a form that is filled in already: it may be sent at once."""
    return new(purpose, (at or timezone.now()) - QUICKEST)


def read(value: str, purpose: str, at: datetime.datetime | None = None) -> Stamp:
    """The stamp of a form that was sent; a new one where it is not good any more."""
    now = at or timezone.now()
    try:
        opened = _signer(purpose).unsign(value).rpartition(".")[2]
        age = now - datetime.datetime.fromtimestamp(int(opened), datetime.UTC)
    except (BadSignature, ValueError):
        age = OLDEST * 2
    if age > OLDEST:
        problem = _(
            "This form was open for a long time. Nothing is lost: please look at it "
            "and send it again."
        )
        return Stamp(again(purpose, now).value, problem=problem)
    if age < QUICKEST:
        problem = _(
            "That was very quick, so we are not sure that a person sent it. Nothing "
            "is lost: please send it again."
        )
        return Stamp(value, problem=problem)
    return Stamp(value, _receipt(purpose, value))


def _signer(purpose: str) -> Signer:
    return Signer(salt=f"signpost.form.{purpose}")


def _receipt(purpose: str, value: str) -> str:
    return hashlib.sha256(f"{purpose}:{value}".encode()).hexdigest()
