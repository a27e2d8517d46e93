"""Makes real rows for tests; each takes only what matters to the test.

Phone numbers are Ofcom's for drama (0161 496 0…, 0808 157 0…): nobody has them.
"""

from collections.abc import Iterable, Mapping

from django.utils.text import slugify

from accounts.models import User
from directory.models import (
    Area,
    AreaCover,
    AreaParent,
    Contact,
    Coverage,
    CrisisLine,
    DistrictArea,
    Edition,
    Location,
    Organisation,
    Place,
    PlaceName,
    PostcodeDistrict,
    Proposal,
    Service,
    ServiceTerm,
    Side,
    Taxonomy,
    Term,
    doors,
)
from directory.search.text import place_key

PHONE = "0161 496 0123"
PASSWORD = "a-long-enough-password-7"

# Real areas by name: code, kind, and the wider areas they lie in.
AREAS = {
    "United Kingdom": ("K02000001", "country", ()),
    "England": ("E92000001", "nation", ("United Kingdom",)),
    "Scotland": ("S92000003", "nation", ("United Kingdom",)),
    "Wales": ("W92000004", "nation", ("United Kingdom",)),
    "Northern Ireland": ("N92000002", "nation", ("United Kingdom",)),
    "North West": ("E12000002", "region", ("England",)),
    "Yorkshire and The Humber": ("E12000003", "region", ("England",)),
    "Greater Manchester": ("E47000001", "combined-authority", ("North West",)),
    "West Yorkshire": (
        "E47000003",
        "combined-authority",
        ("Yorkshire and The Humber",),
    ),
    "Salford": ("E08000006", "local-authority", ("Greater Manchester",)),
    "Manchester": ("E08000003", "local-authority", ("Greater Manchester",)),
    "Trafford": ("E08000009", "local-authority", ("Greater Manchester",)),
    "Leeds": ("E08000035", "local-authority", ("West Yorkshire",)),
    "Glasgow City": ("S12000049", "local-authority", ("Scotland",)),
    "Cardiff": ("W06000015", "local-authority", ("Wales",)),
    "Belfast": ("N09000003", "local-authority", ("Northern Ireland",)),
}

# How each taxonomy counts what is not listed: closed, within, unknown, parameter.
TAXONOMIES = {
    "audience": (True, "any", "ask", ""),
    "type": (False, "any", "misfit", "type"),
    "need": (False, "any", "misfit", "need"),
    "community": (False, "any", "misfit", "community"),
    "gender": (True, "any", "ask", "gender"),
    "language": (False, "any", "ask", "language"),
    "accepts": (False, "all", "ask", "accepts"),
    "access": (False, "all", "ask", "access"),
    "referral": (False, "any", "ask", ""),
    "delivery": (False, "any", "ask", "delivery"),
}
# make_service(needs=…) and the like: the argument, and the taxonomy it means.
BY_ARGUMENT = {
    "audience": "audience",
    "types": "type",
    "needs": "need",
    "communities": "community",
    "genders": "gender",
    "languages": "language",
    "accepts": "accepts",
    "access": "access",
    "referral": "referral",
    "delivery": "delivery",
}


def make_area(
    name: str = "Salford",
    *,
    kind: str = "",
    code: str = "",
    slug: str = "",
    inside: Iterable["str | Area"] = (),
    **fields,
) -> Area:
    """An area, what it lies in, and its name in the place box; once for each code."""
    known_code, known_kind, known_inside = AREAS.get(
        name, (f"X-{slugify(name).upper()}", "local-authority", ("England",))
    )
    code = code or known_code
    found = Area.objects.filter(code=code).first()
    if found:
        return found
    wider = [_area(one) for one in (inside or known_inside)]
    area = Area.objects.create(
        code=code,
        name=name,
        kind=kind or known_kind,
        slug=slug or slugify(name),
        **fields,
    )
    for order, parent in enumerate(wider):
        AreaParent.objects.create(area=area, parent=parent, order=order)
    covering = {area.pk} | set(
        AreaCover.objects.filter(covered__in=wider).values_list("covering", flat=True)
    )
    AreaCover.objects.bulk_create(
        [AreaCover(covering_id=pk, covered=area) for pk in covering]
    )
    PlaceName.objects.create(
        key=place_key(name), text=name, weight=90 - 10 * area.rank, area=area
    )
    Edition.objects.raise_for_all()
    return area


def _area(area: "str | Area") -> Area:
    return area if isinstance(area, Area) else make_area(area)


def make_place(name: str, area: "str | Area" = "Salford", **fields) -> Place:
    """A town or neighbourhood, found by its name."""
    fields = {"latitude": 53.48, "longitude": -2.29} | fields
    place = Place.objects.create(name=name, area=_area(area), **fields)
    PlaceName.objects.create(key=place_key(name), text=name, weight=30, place=place)
    Edition.objects.raise_for_all()
    return place


def make_district(code: str, *areas: "str | Area", **fields) -> PostcodeDistrict:
    """A postcode district and the councils it touches, the main one first."""
    district = PostcodeDistrict.objects.create(code=code, **fields)
    for order, area in enumerate(areas):
        DistrictArea.objects.create(
            district=district, area=_area(area), share=1 / len(areas), order=order
        )
    Edition.objects.raise_for_all()
    return district


def make_taxonomy(code: str = "need", **fields) -> Taxonomy:
    """A taxonomy, with this project's rules where it has some for the code."""
    is_closed, within, unknown, parameter = TAXONOMIES.get(
        code, (False, "any", "ask", code)
    )
    names = list(TAXONOMIES)
    defaults = {
        "name": code.capitalize(),
        "question": code.capitalize(),
        "is_closed": is_closed,
        "within": within,
        "unknown": unknown,
        "parameter": parameter,
        "is_public_filter": bool(parameter),
        "order": names.index(code) if code in names else 99,
    }
    taxonomy, _made = Taxonomy.objects.get_or_create(
        code=code, defaults=defaults | fields
    )
    return taxonomy


def make_term(code: str, taxonomy: str = "need", **fields) -> Term:
    """A term, once for each code or slug of its taxonomy."""
    group = make_taxonomy(taxonomy)
    for field in ("slug", "code"):
        found = Term.objects.filter(taxonomy=group, **{field: code}).first()
        if found:
            return found
    defaults = {"slug": code[:30], "name": code.replace("-", " ").capitalize()}
    return Term.objects.create(taxonomy=group, code=code, **(defaults | fields))


def make_organisation(name: str = "Harbour", **fields) -> Organisation:
    """An organisation, once for each name."""
    organisation, _made = Organisation.objects.get_or_create(name=name, defaults=fields)
    return organisation


def make_service(
    name: str = "Harbour House",
    *,
    organisation: "str | Organisation" = "Harbour",
    side: str = Side.SURVIVORS,
    areas: Iterable["str | Area"] = ("Salford",),
    contacts: Iterable["str | tuple[str, str] | dict"] = (PHONE,),
    answers: Mapping[str, str] | None = None,
    published: bool = True,
    **only_what_matters,
) -> Service:
    """A service, its contacts, coverage and answers; published unless told not to.

    `needs=("stay",)`, `genders=("women",)` and the like answer yes. For another answer
    give `answers={"accepts:pets": "no", "accepts:sons": "limit:sons up to 14"}`. A
    contact is a phone number, a pair of kind and value, or a dict of fields.
    """
    if not isinstance(organisation, Organisation):
        organisation = make_organisation(organisation)
    audience = "perpetrator" if side == Side.CHANGE else "survivor"
    only_what_matters.setdefault("audience", (audience,))
    said = {
        f"{taxonomy}:{code}": "yes"
        for argument, taxonomy in BY_ARGUMENT.items()
        for code in only_what_matters.pop(argument, ())
    }
    only_what_matters.setdefault("summary", f"{name} helps people who were hurt.")
    with decided():
        service = Service.objects.create(
            name=name, organisation=organisation, side=side, **only_what_matters
        )
        for area in areas:
            Coverage.objects.create(service=service, area=_area(area))
        for order, contact in enumerate(contacts):
            make_contact(service, contact, order=order)
        for term, answer in (said | dict(answers or {})).items():
            _answer(service, term, answer)
        if published:
            service.publish()
    return service


def make_contact(
    service: Service, contact: "str | tuple[str, str] | dict" = PHONE, **fields
) -> Contact:
    """A way to reach a service."""
    if isinstance(contact, str):
        contact = {"kind": "phone", "value": contact}
    elif not isinstance(contact, dict):
        contact = {"kind": contact[0], "value": contact[1]}
    fields |= contact
    digits = fields["value"].replace(" ", "")
    if digits.isdigit():
        international = f"+44{digits[1:]}" if digits.startswith("0") else digits
        fields.setdefault("dialable", international)
    with decided():
        return Contact.objects.create(service=service, **fields)


def _answer(service: Service, term: str, answer: str) -> None:
    taxonomy, _colon, code = term.partition(":")
    answer, _colon, limit = answer.partition(":")
    ServiceTerm.objects.create(
        service=service, term=make_term(code, taxonomy), answer=answer, limit=limit
    )


def decided():
    """What a test writes inside was decided by two people, so it may be public.

    For tests about something else than deciding: `with decided(): contact.save()`.
    """
    return doors.opened(because="two people of a test decided it")


def approve_what_waits() -> None:
    """Two people find every waiting proposal right, and where it is printed."""
    reader, decider = (
        User.objects.filter(email=email).first() or make_user(email)
        for email in ("reader@example.org", "decider@example.org")
    )
    for proposal in Proposal.objects.pending().order_by("pk"):
        proposal.record_second_source(by=reader, evidence="Its own website.")
        proposal.approve(by=decider)


def make_location(service: Service, **fields) -> Location:
    """An address of an open service; none of a real refuge."""
    fields = {"address": "1 Example Street, Salford"} | fields
    with decided():
        return Location.objects.create(service=service, **fields)


def make_crisis_line(
    contact: Contact, nation: "str | Area" = "United Kingdom", **fields
) -> CrisisLine:
    """A line that is shown first to people of a nation."""
    return CrisisLine.objects.create(contact=contact, nation=_area(nation), **fields)


def make_user(email: str = "moderator@example.org", **fields) -> User:
    """Someone who may open the admin; `is_superuser=True` may do everything there."""
    fields = {"is_staff": True} | fields
    return User.objects.create_user(email, PASSWORD, **fields)
