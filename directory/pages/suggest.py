"""A service that we lack: named by anyone, without an account."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from directory.find.criteria import Criteria
from directory.find.held import fresh
from directory.models import Suggestion
from directory.pages.finding import SeeOther
from directory.pages.frame import audience_of, show, shown_lines
from directory.pages.telling import LONGEST_TEXT, TellingForm, Words

# What the address of a list hands on: where, on which side, and what was kept.
CARRIED = ("for", "side", "area")
TOLD = ("name", "reach", "area", "text", "source")


class SuggestionForm(TellingForm):
    """Its name and how it is reached; the rest if someone knows it."""

    name = Words(max_length=200, keeps_postcodes=True)
    reach = Words(max_length=300, keeps_postcodes=True)
    area = Words(max_length=200, required=False)
    text = Words(max_length=LONGEST_TEXT, required=False)
    source = Words(max_length=300, required=False)

    def __init__(self, asked: Criteria, data: QueryDict | None = None) -> None:
        self.side = asked.side
        super().__init__("suggest", data, initial={"area": asked.place_name[:200]})
        self.fields["name"].error_messages["required"] = _(
            "Write the name of the service."
        )
        self.fields["reach"].error_messages["required"] = _(
            "Write its website or its number, so that we can find it."
        )
        for field in self.fields.values():
            field.error_messages["max_length"] = _(
                "Please say it in fewer words: %(limit_value)d letters at most."
            )

    def take(self, **more) -> None:
        told = {name: self.cleaned_data[name] for name in TOLD}
        Suggestion.objects.take(
            receipt=self.stamped.receipt,
            side=self.side,
            has_danger_words=self.is_danger,
            **told,
        )


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request: HttpRequest) -> HttpResponse:
    """The form, and what was sent with it."""
    fresh()
    asked = Criteria.read(request.GET)
    data = request.POST if request.method == "POST" else None
    form = SuggestionForm(asked, data)
    if form.is_taken():
        return SeeOther(_address("suggest-thanks", asked, is_now=form.is_danger))
    context = {"form": form, "is_now": form.is_danger, "longest": LONGEST_TEXT}
    return _show(request, "suggest.html", asked, context)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """What happens next, after a service was suggested."""
    fresh()
    asked = Criteria.read(request.GET)
    context = {
        "is_now": asked.is_now,
        "lines": shown_lines(asked.nation, audience_of(asked)),
    }
    return _show(request, "suggest_thanks.html", asked, context)


def suggest_url(asked: Criteria) -> str:
    """The form, for someone who comes from this question."""
    return _address("suggest", asked)


def _address(name: str, asked: Criteria, *, is_now: bool = False) -> str:
    pairs = [pair for pair in asked.pairs() if pair[0] in CARRIED]
    pairs += [("now", "1")] if is_now else []
    pairs += asked.shortlist.pairs
    return reverse(name) + ("?" + urlencode(pairs) if pairs else "")


def _show(
    request: HttpRequest, template: str, asked: Criteria, context: dict
) -> HttpResponse:
    has_question = bool(asked.areas) or asked.who != "me"
    back = {"back_url": asked.url(is_now=False) if has_question else ""}
    return show(
        request,
        template,
        context | back,
        nation=asked.nation,
        audience=audience_of(asked),
    )
