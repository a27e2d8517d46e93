"""The admin of imports: bring in, look row by row, propose, take all of it back.

Pages of our own, not django-import-export: that writes rows into the models when a
preview is confirmed, and here every row becomes a proposal; it previews and writes in
one request each, keeps the file on the disk of one machine, and has no way back.

Nothing works behind the scenes. A step that takes longer than some seconds goes on
with the next request, which the page asks for by itself.
"""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.curation.import_rows import for_the_page
from directory.exchange.feeds.errors import FeedError
from directory.exchange.feeds.fetching import Fetcher
from directory.exchange.formats.csv_rows import CellError
from directory.exchange.importing import running, uploading
from directory.find.held import fresh
from directory.models import Import, ImportRow, Taxonomy
from directory.models.proposal_queryset import IN_FORCE

PER_PAGE = 50
SECONDS = 4.0
WORKING = (Import.State.READING, Import.State.PROPOSING, Import.State.UNDOING)


def may_import(user) -> bool:
    """Importers: they bring in, and take back what they brought."""
    return user.is_active and user.has_perm("directory.import_service")


class ImportForm(forms.Form):
    """A file, or an address of the web."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy(
            "Our own CSV, or a feed of others: JSON, one record a line, packed tables."
        ),
    )
    address = forms.URLField(
        label=gettext_lazy("Or an address"),
        required=False,
        assume_scheme="https",
        widget=forms.URLInput({"class": "vURLField"}),
        help_text=gettext_lazy("Open Referral UK or HSDS: an API or a file."),
    )
    source = forms.CharField(
        label=gettext_lazy("Whose records these are"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"class": "vTextField"}),
        help_text=gettext_lazy(
            "For a feed: the same name each time, or it is taken for another source."
        ),
    )

    def clean(self):
        said = super().clean() or {}
        if bool(said.get("file")) == bool(said.get("address")) and not self.errors:
            raise forms.ValidationError(_("Choose a file, or give an address."))
        return said


@admin.register(Import)
class ImportAdmin(admin.ModelAdmin):
    """Imports are begun, looked at and undone; never edited and never deleted."""

    list_display = ("name", "kind", "state", "by", "started_at", "row_count")
    list_filter = ("kind", "state")
    list_select_related = ("by",)
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("name",)
    ordering = ("-started_at", "-pk")
    actions = None

    class Media:
        css = {"all": ("admin-ours/importing.css",)}

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number=Count("rows"))

    @admin.display(description=gettext_lazy("rows"), ordering="number")
    def row_count(self, batch) -> int:
        return batch.number

    def add_view(self, request, form_url="", extra_context=None):
        """Choose a file or an address; what it holds is looked at next."""
        if not may_import(request.user):
            raise PermissionDenied
        is_sent = request.method == "POST"
        form = ImportForm(request.POST, request.FILES) if is_sent else ImportForm()
        if is_sent and form.is_valid():
            fresh()
            Import.objects.forget_old()
            try:
                batch = self._begin(request.user, **form.cleaned_data)
            except (FeedError, CellError) as error:
                form.add_error(
                    "file" if form.cleaned_data["file"] else "address", str(error)
                )
            else:
                return HttpResponseRedirect(self._page_of(batch))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import"),
            "opts": self.opts,
            "media": self.media,
            "form": form,
        }
        return TemplateResponse(request, "admin/directory/import/begin.html", context)

    @staticmethod
    def _begin(user, *, file, address: str, source: str) -> Import:
        if file:
            return uploading.begin_file(file, source=source, by=user)
        return uploading.begin_address(
            address, source=source, by=user, fetcher=_fetcher()
        )

    @staticmethod
    def _page_of(batch: Import) -> str:
        return reverse("admin:directory_import_change", args=[batch.pk])

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """One import: how far it is, what it would change, what can be done with it."""
        batch = self.get_object(request, object_id)
        if batch is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, batch):
            raise PermissionDenied
        if request.method == "POST":
            self._act(request, batch)
            return HttpResponseRedirect(request.get_full_path())
        if batch.state in WORKING and may_import(request.user):
            self._go_on(request, batch)
        return self._page(request, batch)

    def _act(self, request, batch: Import) -> None:
        """Propose, give up or undo: begun here, gone on with by the page."""
        if not may_import(request.user):
            raise PermissionDenied
        act = request.POST.get("act")
        if act == "propose" and batch.state == Import.State.READY:
            batch.state = Import.State.PROPOSING
            batch.save()
            self.log_change(request, batch, _("Proposed."))
        elif act == "give-up" and batch.state in Import.BEGUN:
            if batch.state == Import.State.PROPOSING:
                messages.error(request, _("Some of it is proposed: undo it instead."))
                return
            batch.give_up()
            self.log_change(request, batch, _("Given up."))
        elif act == "undo" and batch.state in (
            Import.State.DONE,
            Import.State.PROPOSING,
        ):
            if not self._may_undo(request.user, batch):
                raise PermissionDenied
            batch.state = Import.State.UNDOING
            batch.save()
            self.log_change(request, batch, _("Undone."))

    @staticmethod
    def _may_undo(user, batch: Import) -> bool:
        """What was approved, approvers take back; what waits, whoever brought it."""
        if user.has_perm("directory.decide_proposal"):
            return True
        is_mine = batch.by_id == user.pk
        return is_mine and not batch.rows.filter(proposal__state__in=IN_FORCE).exists()

    def _go_on(self, request, batch: Import) -> None:
        """Some seconds more of whatever it is at."""
        fresh()
        try:
            if batch.state == Import.State.READING:
                uploading.go_on_looking(batch, _fetcher())
            elif batch.state == Import.State.PROPOSING:
                running.propose(batch, seconds=SECONDS)
            elif self._may_undo(request.user, batch):
                batch.undo(by=request.user, seconds=SECONDS)
        except (FeedError, CellError) as error:
            batch.give_up()
            messages.error(request, _("It could not be read: %s") % error)

    def _page(self, request, batch: Import):
        outcome = request.GET.get("outcome", "")
        rows = batch.rows.select_related("proposal", "service")
        counts = batch.counts()
        if outcome not in ImportRow.Outcome.values:
            outcome = ""
            shown = rows.exclude(outcome=ImportRow.Outcome.UNCHANGED)
        else:
            shown = rows.filter(outcome=outcome)
        page = Paginator(shown.order_by("number", "pk"), PER_PAGE).get_page(
            request.GET.get("p")
        )
        proposed = batch.rows.exclude(proposal=None).count()
        taxonomies = dict(Taxonomy.objects.values_list("code", "name"))
        context = {
            **self.admin_site.each_context(request),
            "title": str(batch),
            "opts": self.opts,
            "media": self.media,
            "batch": batch,
            "is_working": batch.state in WORKING and may_import(request.user),
            "counts": [
                (choice, choice.label, counts.get(choice.value, 0))
                for choice in ImportRow.Outcome
                if counts.get(choice.value)
            ],
            "every": sum(counts.values()),
            "comes": sum(counts.get(one, 0) for one in ImportRow.COMES) - proposed,
            "proposed": proposed,
            "outcome": outcome,
            "page": page,
            "rows": [for_the_page(row, taxonomies) for row in page],
            "may_import": may_import(request.user),
            "may_undo": self._may_undo(request.user, batch),
        }
        return TemplateResponse(request, "admin/directory/import/page.html", context)

    # Who may what

    def has_add_permission(self, request) -> bool:
        return may_import(request.user)

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def has_view_permission(self, request, obj=None) -> bool:
        is_allowed = request.user.has_perm("directory.view_import")
        return may_import(request.user) or (request.user.is_active and is_allowed)

    def has_module_permission(self, request) -> bool:
        return self.has_view_permission(request)


def _fetcher() -> Fetcher:
    # A site that answers this machine only may also ask this machine.
    return Fetcher(allow_loopback=settings.LOCAL_HTTP, seconds=20)
