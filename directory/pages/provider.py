"""What we show of an organisation's services, for its own people to confirm or mend.

Whoever has the link speaks for the organisation: no account, no cookie. Looking changes
nothing, since programs that scan mail follow links; only a form that is sent does. What
is asked for waits until one of us has decided.
"""

import hashlib
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from directory.find.held import fresh
from directory.models import (
    Contact,
    Door,
    Representative,
    Service,
    Verification,
    recorded_as,
)
from directory.pages.asked_form import AskedChangeForm
from directory.pages.finding import SeeOther
from directory.pages.frame import show


@dataclass(frozen=True)
class OwnService:
    """One service as the public sees it, and a mark of just that."""

    service: Service
    contacts: list[Contact]
    areas: list[str]
    mark: str
    change_url: str
    is_confirmed: bool


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def provider(request: HttpRequest, signed: str) -> HttpResponse:
    """The services of one organisation, and a button that says they are right."""
    fresh()
    person = Representative.objects.by_link(signed)
    if person is None:
        return _no_longer(request)
    own = _own_services(person, signed)
    told = _told(request.GET)
    if request.method == "POST":
        told = _confirm(person, own, request.POST)
        if told.isdigit():
            return SeeOther(f"{reverse('provider', args=[signed])}?right={told}")
    context = {"person": person, "own": own, "told": told}
    return show(request, "provider.html", context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, signed: str, code: str) -> HttpResponse:
    """What should change about one service; it waits for one of us."""
    fresh()
    person = Representative.objects.by_link(signed)
    if person is None:
        return _no_longer(request)
    services = Service.objects.published().with_card_details()
    service = get_object_or_404(services, code=code, organisation=person.organisation)
    data = request.POST if request.method == "POST" else None
    form = AskedChangeForm(service, data)
    back = reverse("provider", args=[signed])
    if form.is_taken(told_by=person):
        return SeeOther(f"{back}?asked=1")
    context = {"service": service, "form": form, "back": back}
    return show(request, "provider_change.html", context)


def _own_services(person: Representative, signed: str) -> list[OwnService]:
    """Every public service of the organisation, by name."""
    own = person.organisation.services.published().with_everything()
    checked = Verification.objects.said_today_by(person)
    return [
        _shown(service, signed, is_confirmed=service.pk in checked)
        for service in own.order_by("name", "pk")
    ]


def _shown(service: Service, signed: str, *, is_confirmed: bool) -> OwnService:
    contacts = [contact for contact in service.contacts.all() if contact.is_shown]
    areas = sorted(cover.area.name for cover in service.coverages.all())
    facts = (
        service.name,
        service.summary,
        service.eligibility,
        service.hours_words,
        service.waiting,
        service.waiting_until,
        [(one.kind, one.value, one.label, one.hours_words) for one in contacts],
        areas,
    )
    return OwnService(
        service=service,
        contacts=contacts,
        areas=areas,
        mark=hashlib.sha256(repr(facts).encode()).hexdigest()[:32],
        change_url=reverse("provider-change", args=[signed, service.code]),
        is_confirmed=is_confirmed,
    )


def _confirm(person: Representative, own: list[OwnService], posted: QueryDict) -> str:
    """Note that these are right, if they still say what was looked at.

    Returns how many, or a sentence that says why not.
    """
    by_code = {one.service.code: one for one in own}
    said = dict(pair.split(".", 1) for pair in posted.getlist("right") if "." in pair)
    chosen = [by_code[code] for code in said if code in by_code]
    if not chosen or len(chosen) != len(said):
        return _("Nothing was noted. Please look at the page as it is now.")
    if any(one.mark != said[one.service.code] for one in chosen):
        return _(
            "Something has changed here since you opened the page, so nothing was "
            "noted. Please look again."
        )
    keys = [one.service.pk for one in chosen]
    services = Service.objects.filter(pk__in=keys)
    with recorded_as(door=Door.PUBLIC, through="provider"):
        Verification.objects.confirm(services, told_by=person)
    return str(len(chosen))


def _told(query: QueryDict) -> str:
    """What was just done, as the redirect hands it on."""
    number = query.get("right", "")
    if number.isascii() and number.isdigit():
        told = ngettext(
            "Thank you. We noted that %d service is right.",
            "Thank you. We noted that %d services are right.",
            int(number[:4]),
        )
        return told % int(number[:4])
    if query.get("asked") == "1":
        return _(
            "Thank you. One of us looks at what you sent before anything changes here."
        )
    return ""


def _no_longer(request: HttpRequest) -> HttpResponse:
    context: dict[str, object] = {
        "title": _("This link no longer works"),
        "heading": _("This link no longer works"),
        "explanation": _(
            "It was for one person and holds for 30 days. Ask the people who sent it "
            "for a new one."
        ),
        "ask": None,
        "lines": [],
        "area_url": "",
    }
    return show(request, "problem.html", context, status=404)
