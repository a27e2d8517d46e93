"""A last look at the texts of a place that must stay secret, before they go out."""

from collections.abc import Callable, Iterable

from directory.exchange.formats.addresses import traces
from directory.models import Service

HIDDEN = "[not shown]"


def cleaner(
    service: Service, contacts: Iterable, *, parts: bool = True
) -> Callable[[str], str]:
    """Takes out postcodes and streets that stand in a confidential service's texts.

    Nothing should be there: moderators and loaders look too. What is copied to others
    cannot be called back, so it is looked at once more here.
    """
    if not service.is_confidential:
        return _as_it_stands
    texts = [*_texts(service, contacts), *(_of_parts(service) if parts else ())]
    if not traces("\n".join(texts)):
        return _as_it_stands
    return without_addresses


def without_addresses(text: str) -> str:
    """A text in which nobody can be found."""
    for trace in traces(text):
        text = text.replace(trace, HIDDEN)
    return text


def _as_it_stands(text: str) -> str:
    return text


def _texts(service: Service, contacts: Iterable) -> Iterable[str]:
    yield from (service.name, service.other_names, service.summary)
    yield from (service.description, service.eligibility, service.cost_words)
    yield from (service.hours_words, service.police_words)
    for contact in contacts:
        yield from (contact.label, contact.hours_words)
        yield from (contact.cost_words, contact.bill_words)


def _of_parts(service: Service) -> Iterable[str]:
    for answer in service.answers.all():
        yield answer.limit
    for disclosure in service.disclosures.all():
        yield disclosure.words
    for coverage in service.coverages.all():
        yield coverage.note
