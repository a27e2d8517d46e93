"""Open data: how to use it elsewhere, what its fields are, and our words for things."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_safe

from directory.exchange.oruk import terms as shared
from directory.exchange.oruk.shape import fields_of_ours
from directory.exchange.oruk.source import API, Source
from directory.exchange.oruk.terms import SharedTaxonomy, SharedTerm
from directory.find.criteria import Criteria
from directory.find.held import holding
from directory.models import Side
from directory.pages.frame import show
from directory.pages.kept import kept
from directory.pages.safety import who_answers

# What each does, and the command; a test runs every one of them against a real site.
EXAMPLES: tuple[tuple[Promise, str], ...] = (
    (_l("The first five services, in short"), "curl '{api}/services?per_page=5'"),
    (_l("With everything that is known of them"), "curl '{api}/services?full=true'"),
    (_l("By words"), "curl '{api}/services?search=helpline'"),
    (_l("One side only"), "curl '{api}/services?side=survivors'"),
    (
        _l("Places that welcome visitors, within 5 km of a postcode"),
        "curl '{api}/service_at_locations?postcode=M14&proximity=5000'",
    ),
    (_l("Our words for kinds of help"), "curl '{api}/taxonomy_terms?per_page=200'"),
    (
        _l("Everything at once, one service on each line"),
        "curl --compressed -o services.ndjson '{api}/services?full=true&format=ndjson'",
    ),
)
KEEPING: tuple[tuple[Promise, str], ...] = (
    (
        _l("What changed since a day, and what has gone"),
        "curl '{api}/services?full=true&modified_after=2026-01-01'",
    ),
    (
        _l("Only if something changed since you asked last"),
        "curl --etag-save etag.txt --etag-compare etag.txt '{api}/services'",
    ),
    (
        _l("The number of every service, to find those that have gone"),
        "curl '{api}/services?minimal=true'",
    ),
)
FILES: tuple[tuple[Promise, str], ...] = (
    (_l("Our own columns, as one table"), "curl -O {site}/data/services.csv"),
    (_l("HSDS 3.1, as several tables"), "curl -O {site}/data/hsds.zip"),
)
# Licences that a site may choose: the setting, its name and where it stands.
LICENCES = {
    "OGL-UK-3.0": (
        "Open Government Licence v3.0",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    ),
    "CC-BY-4.0": ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC0-1.0": ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
}


@dataclass(frozen=True)
class Example:
    """A command, and what it does."""

    says: Promise
    command: str


@require_safe
@kept
def data(request: HttpRequest) -> HttpResponse:
    """How other sites use what is public here."""
    site = f"{request.scheme}://{request.get_host()}"
    licence, licence_url = LICENCES.get(settings.DATA_LICENCE, ("", ""))
    context = {
        **who_answers(),
        "examples": _filled(EXAMPLES, site),
        "keeping": _filled(KEEPING, site),
        "files": _filled(FILES, site),
        "api_path": API,
        "licence": licence,
        "licence_url": licence_url,
    }
    return show(request, "data.html", context)


def _filled(examples: tuple[tuple[Promise, str], ...], site: str) -> list[Example]:
    return [
        Example(says, command.format(site=site, api=f"{site}{API}"))
        for says, command in examples
    ]


@require_safe
@kept
def profile(request: HttpRequest) -> HttpResponse:
    """The fields that no standard has, and what attributes are about."""
    context = {
        "fields": fields_of_ours(),
        "link_types": sorted(set(shared.LINK_TYPES.values())),
    }
    return show(request, "data_profile.html", context)


@require_safe
@kept
def vocabulary(request: HttpRequest) -> HttpResponse:
    """Every group of our words."""
    groups = shared.taxonomies(_source(request))
    context = {"groups": sorted(groups, key=lambda group: group.name)}
    return show(request, "data_terms.html", context)


@require_safe
@kept
def taxonomy(request: HttpRequest, code: str) -> HttpResponse:
    """The words of one group."""
    return show(request, "data_taxonomy.html", {"group": _group(request, code)})


@require_safe
@kept
def term(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """One word: what it means, what is wider and narrower, and its services."""
    group = _group(request, code)
    one = next((term for term in group.terms if term.slug == slug), None)
    if one is None:
        raise Http404
    by_id = {term.id: term for term in group.terms}
    context = {
        "group": group,
        "term": one,
        "wider": by_id.get(one.parent),
        "narrower": [term for term in group.terms if term.parent == one.id],
        "replaced_by": by_id.get(one.replaced_by),
        "services_url": _services_url(one),
    }
    return show(request, "data_term.html", context)


def _group(request: HttpRequest, code: str) -> SharedTaxonomy:
    for group in shared.taxonomies(_source(request)):
        if group.code == code:
            return group
    raise Http404


def _services_url(one: SharedTerm) -> str:
    """The list of what is said to be so, where visitors can ask for it."""
    known = holding().vocabulary.term(one.taxonomy, one.slug)
    group = holding().vocabulary.taxonomy(one.taxonomy)
    if known is None or group is None or not group.is_public_filter:
        return ""
    if known.is_retired:
        return ""
    asked = Criteria()
    if known.side == Side.CHANGE:
        asked = Criteria(who="change", side=Side.CHANGE)
    return asked.url(terms={one.taxonomy: (known,)})


def _source(request: HttpRequest) -> Source:
    return Source(f"{request.scheme}://{request.get_host()}", holding())
