"""Who runs services: /organizations and /organizations/{id}."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from django.http import HttpRequest

from directory.api.answering import Made, answers, source_of
from directory.api.lists import Found, in_pages
from directory.api.parameters import Paging, Reader, RefusedError, as_uuid
from directory.api.services import several
from directory.exchange.oruk.filled import Record
from directory.exchange.oruk.organisation import organization as record_of
from directory.exchange.oruk.terms import TermBook
from directory.models import Organisation, Service
from directory.search.text import stems


@answers
def organizations(request: HttpRequest) -> Made:
    """Organisations that run a published service."""
    read = Reader(request.GET)
    paging, words = Paging.read(read), read.text("search")
    is_full, with_services = read.flag("full"), read.flag("full_service")
    found = Organisation.objects.running(Service.objects.published())
    if words:
        found = found.filter(pk__in=_named(found, words))
    book = TermBook(source_of(request))

    def made(keys: Sequence[int]) -> list[Record]:
        rows = Organisation.objects.filter(pk__in=keys).order_by("pk")
        return _with_services(
            rows, book, nest=is_full or with_services, is_full=with_services
        )

    return in_pages(Found(found), paging, made)


@answers
def organization(request: HttpRequest, id: str) -> Made:
    """One organisation and its services."""
    uuid, is_full = as_uuid(id), Reader(request.GET).flag("full_service")
    public = Organisation.objects.running(Service.objects.published())
    found = list(public.filter(uuid=uuid)) if uuid else []
    if not found:
        raise RefusedError("There is no organization with this id.", 404)
    book = TermBook(source_of(request))
    return Made(_with_services(found, book, nest=True, is_full=is_full)[0])


def _with_services(
    owners, book: TermBook, *, nest: bool, is_full: bool
) -> list[Record]:
    """Organisations; with their services by name, or as a whole."""
    owners = list(owners)
    by_owner: dict[str, list[Record]] = defaultdict(list)
    if nest:
        public = Service.objects.published().filter(organisation__in=owners)
        keys = list(public.order_by("pk").values_list("pk", flat=True))
        for one in several(keys, book, is_full=is_full):
            by_owner[one["organization_id"]].append(
                one if is_full else _named_only(one)
            )
    made = [record_of(owner) for owner in owners]
    return [
        {**one, "services": by_owner[one["id"]]} if by_owner[one["id"]] else one
        for one in made
    ]


def _named_only(one: Record) -> Record:
    return {name: one[name] for name in ("id", "name", "status")}


def _named(found, words: str) -> Collection[int]:
    """Keys of those whose names hold every word."""
    wanted = set(stems(words))
    if not wanted:
        return []
    rows = found.values_list("pk", "name", "other_names")
    return [pk for pk, *names in rows if wanted <= set(stems("\n".join(names)))]
