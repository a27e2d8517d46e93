"""The first page: three doors, one box, and the needs in plain words."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from directory.find.criteria import Criteria
from directory.find.held import holding
from directory.models import Side
from directory.pages.asking import Ask, doors
from directory.pages.frame import show
from directory.pages.kept import kept

# As many as a person takes in at a glance; the others open below them.
AT_A_GLANCE = 12


@require_safe
@kept
def home(request: HttpRequest) -> HttpResponse:
    """Where everyone begins."""
    group = holding().vocabulary.taxonomy("need")
    terms = group.terms if group else ()
    needs = [term for term in terms if term.is_offered_on(Side.SURVIVORS)]
    context = {
        "ask": Ask(),
        "doors": doors(Criteria()),
        "first_needs": needs[:AT_A_GLANCE],
        "more_needs": needs[AT_A_GLANCE:],
    }
    return show(request, "home.html", context)
