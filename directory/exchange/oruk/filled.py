"""Values as the standard takes them: filled, and of its formats."""

import datetime
import re
from typing import Any
from urllib.parse import urlsplit

from django.utils.encoding import iri_to_uri

Record = dict[str, Any]

_URI = re.compile(r"https?://[!#$%&'()*+,/:;=?@\[\]A-Za-z0-9._~-]+")
# Most addresses are like this, and need no second look.
_USUAL = re.compile(
    r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:/[!$&'()*+,/:;=@A-Za-z0-9._~-]*)?"
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def filled(**values: Any) -> Record:
    """The values that are known: an empty one is left out."""
    return {
        name: value for name, value in values.items() if value not in (None, "", [])
    }


def uri(address: str) -> str:
    """A web address as a URI; "" where it is none."""
    address = address.strip()
    if _USUAL.fullmatch(address):
        return address
    if address and "://" not in address:
        address = f"https://{address}"
    address = iri_to_uri(address)
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    is_site = parts.hostname and parts.username is None
    return address if is_site and _URI.fullmatch(address) else ""


def email(address: str) -> str:
    """An email address; "" where it is none."""
    return address.strip() if _EMAIL.fullmatch(address.strip()) else ""


def moment(at: datetime.datetime | None) -> str:
    """A moment in UTC, to the millisecond."""
    if at is None:
        return ""
    text = at.astimezone(datetime.UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def sentences(*parts: str) -> str:
    """Parts as one text, a paragraph for each that says something."""
    return "\n\n".join(part.strip() for part in parts if part.strip())


def listed(*parts: str) -> str:
    """Parts in one line."""
    return "; ".join(part.strip() for part in parts if part.strip())
