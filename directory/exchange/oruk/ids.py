"""Identifiers that the standard wants and our rows do not hold: the same each time."""

from functools import lru_cache
from hashlib import sha1
from uuid import NAMESPACE_URL, UUID, uuid5

# Every installation gives a term the same id: its code is the same.
NAMESPACE = uuid5(NAMESPACE_URL, "urn:signpost:oruk")
# A UUID begins with these digits of the service it belongs to; the rest is a hash.
SHARED_DIGITS = 12


@lru_cache(maxsize=4096)
def taxonomy_id(code: str) -> str:
    """The id of a taxonomy, from its code."""
    return str(uuid5(NAMESPACE, f"taxonomy/{code}"))


@lru_cache(maxsize=4096)
def term_id(taxonomy: str, code: str) -> str:
    """The id of a term, from its code and its taxonomy's."""
    return str(uuid5(NAMESPACE, f"term/{taxonomy}/{code}"))


def part_id(owner: UUID, kind: str, key: object = "") -> str:
    """The id of a part, from what it belongs to and what tells it from the others."""
    # As uuid5 makes it, in a quarter of the time: a page has a thousand of them.
    name = owner.bytes + f"{kind}/{key}".encode()
    hashed = sha1(name, usedforsecurity=False).hexdigest()
    variant = "89ab"[int(hashed[16], 16) & 3]
    return (
        f"{hashed[:8]}-{hashed[8:12]}-5{hashed[13:16]}-{variant}{hashed[17:20]}"
        f"-{hashed[20:32]}"
    )


def place_id(service: UUID, address: str) -> str:
    """The id of a service at a place: it begins as the service's own id does.

    So the service is found from it without a list of all places, and it changes with
    the address, since another address is another place. A UUID of version 8.
    """
    hashed = uuid5(service, f"service_at_location/{address}").hex
    digits = f"{service.hex[:SHARED_DIGITS]}8{hashed[13:]}"
    return str(UUID(digits))


def services_of(place: UUID) -> tuple[UUID, UUID]:
    """The first and the last id that a service of this place can have."""
    start, rest = place.hex[:SHARED_DIGITS], 32 - SHARED_DIGITS
    return UUID(start + "0" * rest), UUID(start + "f" * rest)
