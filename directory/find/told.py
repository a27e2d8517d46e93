"""Who will know: what stays with you, and to whom a service passes on what it hears.

What is not in the record is not known, never "not told".
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from directory.models import Contact, ContactKind, Disclosure, Service

# From the nearest to the furthest; a strip reads in this order.
ORDER = (
    Disclosure.To.FAMILY,
    Disclosure.To.GP,
    Disclosure.To.COUNCIL,
    Disclosure.To.POLICE,
    Disclosure.To.HOME_OFFICE,
)
YOU, UNKNOWN = "you", "unknown"
STATES = {
    Disclosure.When.PASSES: _l("Told"),
    Disclosure.When.CONSENT: _l("Only if you agree"),
    # As the record says it: a risk is not always one to life.
    Disclosure.When.RISK: _l("If someone is at serious risk"),
    Disclosure.When.DUTY: _l("In cases where they must"),
}
RUNG = (ContactKind.PHONE, ContactKind.RELAY, ContactKind.CALL_BACK)
WRITTEN = (ContactKind.TEXT, ContactKind.WHATSAPP, ContactKind.EMAIL)


@dataclass(frozen=True)
class Told:
    """Someone who may come to know; `state` names the sign that stands beside it."""

    who: str
    label: str
    state: str
    says: str


@dataclass(frozen=True)
class OwnWords:
    """What a service says about telling, and whom it says that of."""

    whom: str
    words: str


@dataclass(frozen=True)
class WhoWillKnow:
    """Everyone on the strip, and the service's own words below it."""

    told: list[Told]
    own_words: list[OwnWords]
    has_unknown: bool


def who_will_know(service: Service, contacts: Iterable[Contact]) -> WhoWillKnow:
    """You and the five bodies; `contacts` are those that the visitor sees."""
    stated = {row.to: row for row in service.disclosures.all()}
    told = [Told(YOU, _("you"), YOU, _what_stays({one.kind for one in contacts}))]
    told += [_told(who, stated.get(who)) for who in ORDER]
    said = [(who, stated[who].words) for who in ORDER if who in stated]
    said.append((Disclosure.To.POLICE, service.police_words))
    return WhoWillKnow(
        told, _own_words(said), any(one.state == UNKNOWN for one in told)
    )


def _told(who: Disclosure.To, row: Disclosure | None) -> Told:
    if row is None:
        return Told(who, str(who.label), UNKNOWN, _("Not known"))
    when = Disclosure.When(row.when)
    return Told(who, str(who.label), when.value, str(STATES[when]))


def _own_words(said: Iterable[tuple[Disclosure.To, str]]) -> list[OwnWords]:
    """Each text once, under all those whom it is about."""
    about: dict[str, dict[str, None]] = {}
    for who, words in said:
        if words.strip():
            about.setdefault(words.strip(), {})[str(who.label)] = None
    return [OwnWords(", ".join(whom), words) for words, whom in about.items()]


def _what_stays(kinds: set[str]) -> str:
    """What a phone or a computer keeps of getting in touch in these ways."""
    said = []
    if kinds & set(RUNG):
        said.append(_("A call stays in your call list, and can be on the bill."))
    if kinds & set(WRITTEN):
        said.append(_("What you write stays until you delete it."))
    if not said:
        said.append(_("The sites you open can stay in the history."))
    return " ".join(said)
