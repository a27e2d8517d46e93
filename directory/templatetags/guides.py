"""Guides beside other pages: at home, in a list of services, on one service's page."""

from django import template

from directory.find.criteria import Criteria
from directory.find.shortlist import Shortlist
from directory.guides.book import BY_DOOR, book
from directory.guides.goals import Reader
from directory.guides.said import said
from directory.models import Guide, Service, Side

register = template.Library()
# At home, before “All guides”.
MOST_AT_HOME = 6


@register.inclusion_tag("directory/_guides_at_home.html")
def guides_at_home() -> dict[str, object]:
    """The first guides for someone who is hurt, and for those who stand beside."""
    shown = book().of(Guide.For.SURVIVORS, Guide.For.SOMEONE)[:MOST_AT_HOME]
    return {"guides": [said(guide) for guide in shown]}


@register.inclusion_tag("directory/_guides_beside.html")
def guides_named(*slugs: str) -> dict[str, object]:
    """These guides, as far as the site has them."""
    shelf = book().by_slug
    return _beside([shelf[slug] for slug in slugs if slug in shelf], "")


@register.inclusion_tag("directory/_guides_beside.html")
def guides_for(asked: Criteria) -> dict[str, object]:
    """The few guides that go with a list of services."""
    found = book().for_question(asked)
    return _beside(found, Reader.of(asked).suffix)


@register.inclusion_tag("directory/_guides_beside.html")
def guides_about(service: Service, shortlist: Shortlist) -> dict[str, object]:
    """The few guides about what a service helps with."""
    door = "change" if service.side == Side.CHANGE else "me"
    needs = [answer.term_id for answer in service.answers.all() if answer.is_stated_fit]
    return _beside(book().about(needs, *BY_DOOR[door]), shortlist.at(""))


def _beside(found: list[Guide], suffix: str) -> dict[str, object]:
    return {"guides": [said(guide) for guide in found], "suffix": suffix}
