"""The admin of translations: what is missing, what nobody has checked, ticking off."""

from django import forms
from django.contrib import admin, messages
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from directory.curation.filters import QuestionFilter
from directory.curation.history import ReadableHistory
from directory.curation.lines import Lines
from directory.curation.refusals import TellsRefusals
from directory.find.originals import originals
from directory.find.sayings import TONGUES
from directory.models import Translation

SHOWN = 80


class StateFilter(QuestionFilter):
    """How far a translation has come."""

    title = _("state")
    parameter_name = "state"
    questions = {
        "missing": (_("missing"), lambda found: found.missing()),
        "unchecked": (_("not checked"), lambda found: found.unchecked()),
        "outdated": (_("the English has changed"), lambda found: found.outdated()),
        "checked": (_("checked"), lambda found: found.checked()),
    }


class TranslationForm(forms.ModelForm):
    """The English above, and room for what it says in the other language."""

    class Meta:
        widgets = {"text": Lines(6)}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        tongue = TONGUES.get(self.instance.language)
        if tongue is not None:
            attrs = self.fields["text"].widget.attrs
            attrs |= {"lang": tongue.code, "dir": tongue.direction}


@admin.register(Translation)
class TranslationAdmin(ReadableHistory, TellsRefusals, admin.ModelAdmin):
    """What every text says in every language, and who has checked it."""

    form = TranslationForm
    list_display = ("in_english", "language", "kind", "told", "is_good")
    list_filter = (StateFilter, "language", "kind")
    list_select_related = ()
    list_per_page = 100
    show_full_result_count = False
    ordering = ("kind", "language", "key", "field")
    search_fields = ("english", "text", "key")
    actions = ("mark_checked", "mark_unchecked")
    fieldsets = (
        (None, {"fields": (("kind", "language"), ("key", "field"), "english", "text")}),
        (_("Checked by a native reader"), {"fields": ("checked_by", "checked_on")}),
    )

    def get_readonly_fields(self, request, obj=None):
        checked = ("checked_by", "checked_on")
        fixed = ("kind", "language", "key", "field", "english")
        return (*fixed, *checked) if obj else checked

    def changelist_view(self, request, extra_context=None):
        """The list, with a row for everything that should be said."""
        if self.has_change_permission(request):
            Translation.objects.make_room(originals())
        return super().changelist_view(request, extra_context)

    @admin.display(description=_("in English"), ordering="english")
    def in_english(self, row) -> str:
        return Truncator(row.english or row.key).chars(SHOWN)

    @admin.display(description=_("translation"), ordering="text")
    def told(self, row) -> str:
        return Truncator(row.text).chars(SHOWN) or "-"

    @admin.display(description=_("checked"), boolean=True)
    def is_good(self, row) -> bool:
        return row.is_checked

    @admin.action(
        description=_("I am a native reader and have checked these"),
        permissions=["change"],
    )
    def mark_checked(self, request, queryset):
        empty = queryset.missing().count()
        count = queryset.mark_checked(by=request.user)
        told = ngettext("%d text is checked.", "%d texts are checked.", count)
        self.message_user(request, told % count, messages.SUCCESS)
        if empty:
            told = ngettext(
                "%d has no translation, so there is nothing to check.",
                "%d have no translation, so there is nothing to check.",
                empty,
            )
            self.message_user(request, told % empty, messages.WARNING)

    @admin.action(description=_("These are not checked"), permissions=["change"])
    def mark_unchecked(self, request, queryset):
        count = queryset.mark_unchecked()
        told = ngettext("%d text is not checked.", "%d texts are not checked.", count)
        self.message_user(request, told % count, messages.SUCCESS)
