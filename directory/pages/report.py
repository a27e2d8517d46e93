"""Something is wrong with a service: said without an account, in one tap."""

from typing import cast
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from directory.find.criteria import Criteria
from directory.find.held import fresh
from directory.find.service_page import ServicePage
from directory.find.service_page import show as everything_about
from directory.models import Contact, Reason, Report, Service
from directory.pages.finding import SeeOther
from directory.pages.frame import audience_on, show, shown_lines
from directory.pages.keeping import suffix
from directory.pages.service import withdrawn
from directory.pages.telling import LONGEST_TEXT, TellingForm, Words


class ReportForm(TellingForm):
    """What is wrong, in one tap, and words if someone wants to add some."""

    reason = forms.ChoiceField(widget=forms.RadioSelect)
    text = Words(required=False, max_length=LONGEST_TEXT)

    def __init__(self, shown: ServicePage, data: QueryDict | None = None) -> None:
        super().__init__(f"report.{shown.service.code}", data)
        self.service = shown.service
        contacts = (one.contact for one in shown.contacts)
        self.by_code = {contact.code: contact for contact in contacts}
        reason = cast(forms.ChoiceField, self.fields["reason"])
        reason.choices = self._choices()
        reason.error_messages["required"] = _("Choose what is wrong.")
        reason.error_messages["invalid_choice"] = _("Choose one from the list.")
        text = self.fields["text"]
        text.error_messages["max_length"] = _(
            "Please say it in fewer words: %(limit_value)d letters at most."
        )

    def _choices(self) -> list[tuple[str, object]]:
        """Danger first; a choice for each number, so that one tap says which."""
        labels = {
            Reason.DANGER: _("What you show here puts someone in danger"),
            Reason.CLOSED: _("It has closed"),
            Reason.AREA: _("It does not help people in the area you say"),
            Reason.PEOPLE: _("It no longer takes the people you say"),
            Reason.OTHER: _("Something else"),
        }
        numbers = [
            (f"{Reason.NUMBER}:{code}", _does_not_work(contact))
            for code, contact in self.by_code.items()
        ]
        plain = [(Reason.NUMBER.value, _("The number or website does not work"))]
        first, *rest = [(reason.value, label) for reason, label in labels.items()]
        return [first, *(numbers or plain), *rest]

    @property
    def chosen(self) -> str:
        """The reason that was chosen, whichever number it is about."""
        return self.cleaned_data["reason"].partition(":")[0]

    def take(self, **more) -> None:
        code = self.cleaned_data["reason"].partition(":")[2]
        Report.objects.take(
            self.service,
            reason=self.chosen,
            contact=self.by_code.get(code),
            text=self.cleaned_data["text"],
            has_danger_words=self.is_danger,
            receipt=self.stamped.receipt,
            **more,
        )


def _does_not_work(contact: Contact) -> object:
    shown = contact.value if contact.is_dialled else contact.get_kind_display()
    number = format_html('<bdi dir="ltr" translate="no">{}</bdi>', shown)
    return format_html(_("This does not work: {}"), number)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, code: str) -> HttpResponse:
    """The form, and what was sent with it."""
    fresh()
    asked = Criteria.read(request.GET)
    who = "work" if asked.who == "work" else "me"
    try:
        shown = everything_about(code, who=who, shortlist=asked.shortlist)
    except Service.DoesNotExist:
        return withdrawn(request, code)
    form = ReportForm(shown, request.POST if request.method == "POST" else None)
    if form.is_taken(link=_where_decided(request)):
        is_now = form.is_danger or form.chosen == Reason.DANGER
        return SeeOther(_thanks_url(asked, code, is_now=is_now))
    return _page(request, shown, asked, form)


@require_safe
def thanks(request: HttpRequest, code: str) -> HttpResponse:
    """What happens next, after something was reported."""
    fresh()
    asked = Criteria.read(request.GET)
    try:
        shown = everything_about(code, shortlist=asked.shortlist)
    except Service.DoesNotExist:
        return withdrawn(request, code)
    audience = audience_on(shown.service.side)
    context = {
        "is_now": asked.is_now,
        "back_url": shown.service.get_absolute_url() + suffix(asked),
        "lines": shown_lines(shown.nation, audience),
        "similar_url": shown.similar_url,
    }
    return show(
        request,
        "report_thanks.html",
        context,
        nation=shown.nation,
        audience=audience,
    )


def _page(
    request: HttpRequest, shown: ServicePage, asked: Criteria, form: ReportForm
) -> HttpResponse:
    is_now = form.is_danger
    context = {
        "service": shown.service,
        "form": form,
        "is_now": is_now,
        "longest": LONGEST_TEXT,
        "back_url": shown.service.get_absolute_url() + suffix(asked),
    }
    return show(
        request,
        "report.html",
        context,
        nation=shown.nation,
        audience=audience_on(shown.service.side),
    )


def _where_decided(request: HttpRequest) -> str:
    """The list of reports, for the mail about a danger; "" on a host without it."""
    try:
        address = reverse("admin:directory_report_changelist")
    except NoReverseMatch:
        return ""
    return request.build_absolute_uri(address)


def _thanks_url(asked: Criteria, code: str, *, is_now: bool) -> str:
    address = reverse("report-thanks", args=[code])
    carried = suffix(asked).removeprefix("?")
    pairs = [urlencode({"now": 1})] if is_now else []
    query = "&".join([*([carried] if carried else []), *pairs])
    return f"{address}?{query}" if query else address
