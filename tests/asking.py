"""Asks the directory a question as an address does."""

from django.http import QueryDict

from directory.find.answer import NEAR, Answer, find
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
    """The names of the services it finds, in order, near matches left out."""
    return [name for names in sections(address).values() for name in names]


def sections(address: str) -> dict[str, list[str]]:
    """The names of the services it finds, by section, near matches left out."""
    return {
        section.key: [card.service.name for card in section.cards]
        for section in ask(address).sections
        if section.key != NEAR
    }


def near(address: str) -> dict[str, tuple[str, ...]]:
    """The near matches, each with what it lacks, in words."""
    return {
        card.service.name: card.lacks
        for section in ask(address).sections
        if section.key == NEAR
        for card in section.cards
    }


def counts(address: str, group: str) -> dict[str, int]:
    """The number beside each option of a group, by slug."""
    groups = {group.code: group for group in ask(address).groups}
    return {option.slug: option.count for option in groups[group].options}
