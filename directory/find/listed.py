"""What stands behind the codes of a shortlist."""

from dataclasses import dataclass

from directory.find.cards import first_line, shown_contacts
from directory.find.held import holding
from directory.find.hours import Opening, opening
from directory.find.service_page import similar_url
from directory.find.shortlist import Shortlist
from directory.models import Contact, Service, Side


@dataclass(frozen=True)
class Listed:
    """One service of a list; a withdrawn one has nothing but a way on."""

    code: str
    service: Service | None
    first_line: list[str]
    contacts: list[Contact]
    opening: Opening | None
    area_names: list[str]
    instead_url: str


@dataclass(frozen=True)
class ShownList:
    """A list as its page shows it: one side only, in the order of the address.

    `shortlist` holds what is shown; `apart` what stands on the other side, which gets
    a list of its own; `unknown` counts the codes that lead nowhere.
    """

    shortlist: Shortlist
    entries: list[Listed]
    side: str
    nation: str
    apart: Shortlist
    unknown: int

    @property
    def gone(self) -> int:
        """How many of them are no longer listed."""
        return sum(1 for entry in self.entries if entry.service is None)


def listed(shortlist: Shortlist) -> ShownList:
    """The services of a list; drafts and codes that never were lead nowhere."""
    found = Service.objects.ever_public().filter(code__in=shortlist.codes)
    by_code = {service.code: service for service in found.with_list_details()}
    known = [by_code[code] for code in shortlist.codes if code in by_code]
    side = known[0].side if known else Side.SURVIVORS
    shown = [service for service in known if service.side == side]
    kept = shortlist.only(service.code for service in shown)
    nations = {_nation(service) for service in shown}
    return ShownList(
        shortlist=kept,
        entries=[
            _there(service) if service.is_published else _gone(service, kept)
            for service in shown
        ],
        side=side,
        nation=nations.pop() if len(nations) == 1 else "",
        apart=shortlist.only(one.code for one in known if one.side != side),
        unknown=shortlist.left_out + len(shortlist) - len(known),
    )


def _areas(service: Service) -> list:
    book = holding().areas
    return [book.by_id[cover.area_id] for cover in service.coverages.all()]


def _nation(service: Service) -> str:
    nations = {holding().areas.nation(area) for area in _areas(service)}
    return nations.pop() if len(nations) == 1 else ""


def _there(service: Service) -> Listed:
    position = holding().index.position_of.get(service.pk)
    return Listed(
        code=service.code,
        service=service,
        first_line=first_line(position) if position is not None else [],
        # A list is made to be handed on: no number that is for professionals only.
        contacts=shown_contacts(service, "me"),
        opening=opening(service, nation=_nation(service)),
        area_names=sorted(area.name for area in _areas(service)),
        instead_url="",
    )


def _gone(service: Service, kept: Shortlist) -> Listed:
    rest = kept.removing(service.code)
    url = similar_url(service, _areas(service), rest)
    return Listed(service.code, None, [], [], None, [], url)
