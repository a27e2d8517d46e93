"""Asks the directory a question as an address does."""

from django.http import QueryDict

from directory.find.answer import Answer, find
from directory.find.criteria import Criteria
from directory.find.held import fresh


def read(address: str) -> Criteria:
    """What an address such as `need=stay&area=E08000006` asks."""
    fresh()
    return Criteria.read(QueryDict(address))


def ask(address: str) -> Answer:
    """The answer to an address."""
    return find(read(address))


def found(address: str) -> list[str]:
    """The names of the services it finds, in order."""
    return [
        card.service.name for section in ask(address).sections for card in section.cards
    ]


def sections(address: str) -> dict[str, list[str]]:
    """The names of the services it finds, by section."""
    return {
        section.key: [card.service.name for card in section.cards]
        for section in ask(address).sections
    }


def counts(address: str, group: str) -> dict[str, int]:
    """The number beside each option of a group, by slug."""
    groups = {group.code: group for group in ask(address).groups}
    return {option.slug: option.count for option in groups[group].options}
