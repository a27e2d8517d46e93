"""How a list is narrowed; each filter calls one question of the queryset."""

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.utils.translation import gettext_lazy as _

from directory.models import Area, Side, Status, Term


class QuestionFilter(admin.SimpleListFilter):
    """A few choices, each of which is a question that the queryset can answer."""

    questions: dict = {}

    def lookups(self, request, model_admin):
        return [(key, label) for key, (label, _ask) in self.questions.items()]

    def queryset(self, request, queryset):
        if self.value() not in self.questions:
            return queryset
        _label, ask = self.questions[self.value()]
        return ask(queryset)


class SideFilter(QuestionFilter):
    """Which side of the directory."""

    title = _("side")
    parameter_name = "side"
    questions = {
        side.value: (side.label, lambda found, side=side.value: found.on_side(side))
        for side in Side
    }


class StatusFilter(QuestionFilter):
    """Draft, published, withdrawn."""

    title = _("status")
    parameter_name = "status"
    questions = {
        Status.DRAFT.value: (_("draft"), lambda found: found.awaiting_publication()),
        Status.PUBLISHED.value: (_("published"), lambda found: found.published()),
        Status.WITHDRAWN.value: (_("withdrawn"), lambda found: found.withdrawn()),
    }


class PlaceFilter(QuestionFilter):
    """Whether visitors may come, or nobody may know where it is."""

    title = _("place")
    parameter_name = "place"
    questions = {
        "confidential": (_("confidential"), lambda found: found.confidential()),
        "open": (_("open to visitors"), lambda found: found.welcoming_visitors()),
    }


class AttentionFilter(QuestionFilter):
    """What waits for someone."""

    title = _("what to do")
    parameter_name = "todo"
    questions = {
        "due": (_("due for a check"), lambda found: found.due_for_verification()),
        "late": (_("late for a check"), lambda found: found.late_for_verification()),
        "amiss": (_("last check found something"), lambda found: found.found_amiss()),
        "check": (_("never checked by us"), lambda found: found.never_verified()),
        "held": (_("contacts to confirm"), lambda found: found.with_held_contacts()),
        "contact": (_("no contact shown"), lambda found: found.lacking_contact()),
        "area": (_("no area named"), lambda found: found.lacking_coverage()),
        "audience": (_("no audience named"), lambda found: found.lacking_audience()),
    }


class ContactShownFilter(QuestionFilter):
    """Contacts that visitors see, and those that wait."""

    title = _("shown")
    parameter_name = "shown"
    questions = {
        "yes": (_("shown"), lambda found: found.shown()),
        "no": (_("not shown"), lambda found: found.held_back()),
    }


class TermFilter(admin.SimpleListFilter):
    """Services that say yes to a term of one taxonomy, chosen from a list."""

    template = "admin/directory/_choose.html"
    parameter_name: str
    taxonomy: str

    def __init__(self, request, params, model, model_admin) -> None:
        super().__init__(request, params, model, model_admin)
        self.rest = rest_of(request, self.parameter_name)

    def lookups(self, request, model_admin):
        terms = Term.objects.of(self.taxonomy).in_order()
        return [(str(term.pk), term.name) for term in terms]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        if self.value() not in dict(self.lookup_choices):
            raise IncorrectLookupParameters(self.value())
        return queryset.answering(self.value())


class NeedFilter(TermFilter):
    title = _("need")
    parameter_name = "need"
    taxonomy = "need"


class TypeFilter(TermFilter):
    title = _("type")
    parameter_name = "type"
    taxonomy = "type"


class AreaFilter(admin.ListFilter):
    """Services that reach an area, by name or through a wider one; typed, not chosen.

    There are some five hundred areas, so a box takes the name instead of a list.
    """

    title = _("area served")
    parameter_name = "area"
    template = "admin/directory/_type_area.html"

    def __init__(self, request, params, model, model_admin) -> None:
        super().__init__(request, params, model, model_admin)
        typed = params.pop(self.parameter_name, [""])[-1].replace("\0", "").strip()
        self.typed = typed
        self.rest = rest_of(request, self.parameter_name)
        self.areas = list(Area.objects.named(typed).nearest_first()) if typed else []
        if typed:
            self.used_parameters[self.parameter_name] = typed

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str]:
        return [self.parameter_name]

    def choices(self, changelist):
        """One line: what was typed, and which areas it meant."""
        return [{"selected": bool(self.typed), "display": self.typed}]

    def queryset(self, request, queryset):
        if not self.typed:
            return queryset
        return queryset.serving(*self.areas) if self.areas else queryset.none()


def rest_of(request, parameter: str) -> list[tuple[str, str]]:
    """The list's other parameters, so that a form can carry them along."""
    return [
        (name, value)
        for name, values in request.GET.lists()
        if name not in (parameter, "p")
        for value in values
    ]
