"""What a page needs so that people can take something with them."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from directory.find.criteria import Criteria
from directory.find.questions import carried
from directory.find.shortlist import NOTHING_KEPT, PARAMETER, Keeping, Shortlist

# Asks for large type, on the screen and on paper: `large=1`.
LARGE = "large"


def keeping_on_list(request: HttpRequest, criteria: Criteria) -> Keeping:
    """A list of results, each of which can be kept."""
    pairs = criteria.pairs(carried=True)
    return Keeping(
        shortlist=criteria.shortlist,
        path=request.path,
        list_path=reverse("shortlist"),
        pairs=tuple(pair for pair in pairs if pair[0] != PARAMETER),
    )


def keeping_on_service(request: HttpRequest, asked: Criteria) -> Keeping:
    """The page of one service, which can be kept."""
    large = [(LARGE, "1")] if is_large(request) else []
    return Keeping(
        shortlist=asked.shortlist,
        path=request.path,
        list_path=reverse("shortlist"),
        pairs=(*carried(asked), *large),
        anchor="keep",
    )


def suffix(criteria: Criteria) -> str:
    """What a link from a list to a service takes along."""
    pairs = [*carried(criteria), *criteria.shortlist.pairs]
    return "?" + urlencode(pairs) if pairs else ""


def is_large(request: HttpRequest) -> bool:
    """Whether this page is asked for in large type."""
    return request.GET.get(LARGE) == "1"


def area_url(slug: str, shortlist: Shortlist = NOTHING_KEPT) -> str:
    """The page of an area, with the list of someone who is asking for themselves."""
    return shortlist.at(reverse("area", args=[slug]))


def numbers_url(slug: str, *, is_change: bool) -> str:
    """The page of numbers only of an area, on the same side."""
    return reverse("numbers", args=[slug]) + ("?for=change" if is_change else "")
