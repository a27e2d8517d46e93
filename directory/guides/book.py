"""The public guides, held in memory for as long as the directory's words stay the same.

A change of a guide is a new edition in which anything may have changed, so the words of
the directory are read anew with it, and this book with them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from directory.find.criteria import Criteria
from directory.find.held import holding
from directory.find.vocabulary import Vocabulary
from directory.guides.said import SaidGuide, said
from directory.models import Guide

# As many as stand beside a list; the others are one link away.
MOST_OFFERED = 2

HEADINGS: dict[str, Promise] = {
    Guide.For.SURVIVORS: _("If someone hurts or controls you"),
    Guide.For.SOMEONE: _("If you help someone else"),
    Guide.For.CHANGE: _("If you hurt someone, or fear that you will"),
    Guide.For.WORK: _("If you work or campaign in this field"),
}
# Whose guides suit which door of the search, best first.
BY_DOOR = {
    "me": (Guide.For.SURVIVORS,),
    "young": (Guide.For.SURVIVORS,),
    "someone": (Guide.For.SOMEONE, Guide.For.SURVIVORS),
    "work": (Guide.For.WORK, Guide.For.SOMEONE, Guide.For.SURVIVORS),
    "change": (Guide.For.CHANGE,),
}
_books: WeakKeyDictionary[Vocabulary, "GuideBook"] = WeakKeyDictionary()


@dataclass(frozen=True)
class Group:
    """Guides for one kind of reader, under a heading."""

    audience: str
    heading: Promise
    guides: list[SaidGuide]


class GuideBook:
    """Every public guide, by slug, by reader and by need."""

    def __init__(self, guides: list[Guide]) -> None:
        self.guides = guides
        self.by_slug = {guide.slug: guide for guide in guides}
        self._needs = {
            guide.pk: {term.pk for term in guide.needs.all()} for guide in guides
        }

    @classmethod
    def load(cls) -> "GuideBook":
        """Read those that may be shown, with sources and needs."""
        return cls(list(Guide.objects.published().with_everything().in_order()))

    def groups(self) -> list[Group]:
        """All of them, each kind of reader under a heading of its own."""
        found = [
            Group(audience, heading, [said(guide) for guide in self.of(audience)])
            for audience, heading in HEADINGS.items()
        ]
        return [group for group in found if group.guides]

    def of(self, *audiences: str) -> list[Guide]:
        """Guides for these readers."""
        return [guide for guide in self.guides if guide.audience in audiences]

    @property
    def headings(self) -> dict[str, str]:
        """What each is called in the language that is being read, by slug."""
        return {guide.slug: said(guide).heading.text for guide in self.guides}

    def about(self, need_ids: Iterable[int], *audiences: str) -> list[Guide]:
        """The few that fit a need best, in the order of the needs asked for."""
        current = {
            _current(pk): place for place, pk in reversed([*enumerate(need_ids)])
        }
        ranked = []
        for guide in self.of(*audiences):
            places = [current[pk] for pk in self._current_needs(guide) if pk in current]
            if places:
                ranked.append((audiences.index(guide.audience), min(places), guide))
        ranked.sort(key=lambda found: found[:2])
        return [guide for *_place, guide in ranked[:MOST_OFFERED]]

    def for_question(self, asked: Criteria) -> list[Guide]:
        """Guides that belong beside a list of services."""
        if asked.side == "change":
            return self.of(Guide.For.CHANGE)[:MOST_OFFERED]
        needs = [term.id for term in asked.terms.get("need", ())]
        found = self.about(needs, *BY_DOOR[asked.who])
        if not found and asked.who == "someone":
            found = self.of(Guide.For.SOMEONE)[:MOST_OFFERED]
        return found

    def _current_needs(self, guide: Guide) -> set[int | None]:
        return {_current(pk) for pk in self._needs[guide.pk]}


def _current(term_id: int) -> int | None:
    """The key of a term, or of what replaces it."""
    vocabulary = holding().english
    term = vocabulary.by_id.get(term_id)
    current = vocabulary.current(term) if term else None
    return current.id if current else None


def book() -> GuideBook:
    """The public guides of the edition that this request looks at."""
    words = holding().english
    if words not in _books:
        _books[words] = GuideBook.load()
    return _books[words]
