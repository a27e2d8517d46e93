"""The questions this project asks about services, each named once."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, F, Max, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models import doors, erasing, together
from directory.models.area_keeper import areas_kept_by
from directory.models.dialling import national_digits
from directory.models.do_not_list import DoNotList
from directory.models.doors import NamesAPlaceError, NeedsProposalError
from directory.models.edition import Edition
from directory.models.place_traces import texts_of, traces_of
from directory.models.recording import RecordedQuerySet
from directory.models.search_document import SearchDocument
from directory.models.service_checks import ServiceChecks
from directory.search import Matches, Terms

# A public service changes in these through an approved proposal only. Its contacts,
# areas, addresses and audience too: those say so themselves.
SENSITIVE = frozenset({"side", "is_confidential", "organisation", "code", "uuid"})


class Status(models.TextChoices):
    """Where a service stands."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ServiceQuerySet(ServiceChecks, RecordedQuerySet):
    """What the public sees begins with published(); every order ends in the key."""

    def published(self):
        """What the public may see."""
        return self.filter(status=Status.PUBLISHED)

    def withdrawn(self):
        """Services that were taken out, with a reason."""
        return self.filter(status=Status.WITHDRAWN)

    def ever_public(self):
        """What the public may see, and what it saw until it was withdrawn."""
        return self.filter(status__in=(Status.PUBLISHED, Status.WITHDRAWN))

    def awaiting_publication(self):
        """Drafts."""
        return self.filter(status=Status.DRAFT)

    def not_withdrawn(self):
        """What is public and what waits to be."""
        return self.exclude(status=Status.WITHDRAWN)

    def waiting_over(self, today):
        """Services whose word on waiting held until a day that is past."""
        return self.filter(waiting_until__lt=today).exclude(waiting="")

    def on_side(self, side: str):
        """Services of one side; the two never stand in one list."""
        return self.filter(side=side)

    def confidential(self):
        """Services that have no address anywhere."""
        return self.filter(is_confidential=True)

    def with_held_contacts(self):
        """Services with a contact that waits for someone to confirm it."""
        return self.filter(pk__in=self._through(Q(contacts__held__gt="")))

    def serving(self, *areas):
        """Services that reach one of the areas, by name or through a wider one."""
        reached = Q(coverages__area__covers_links__covered__in=areas)
        return self.filter(pk__in=self._through(reached))

    def theirs_first(self, person):
        """All of them; those that name an area `person` looks after come first."""
        kept = Q(pk=OuterRef("pk"), coverages__area__in=areas_kept_by(person))
        marked = self.annotate(is_theirs=Exists(self.model.objects.filter(kept)))
        return marked.order_by("-is_theirs", "name", "pk")

    def answering(self, term):
        """Services that say yes to a term, with or without a limit."""
        said = Q(answers__term=term, answers__answer__in=("yes", "limit"))
        return self.filter(pk__in=self._through(said))

    def numbered(self, typed: str):
        """Services under a phone number, however it is typed; for the admin only."""
        said = Q(contacts__dialable__contains=national_digits(typed))
        return self.filter(pk__in=self._through(said))

    def welcoming_visitors(self):
        """Services that people may visit; only these can have an address."""
        return self.filter(is_confidential=False)

    def lacking_contact(self):
        """Services that no visitor can reach."""
        return self.exclude(self._having(Q(contacts__held="")))

    def left_without_contact(self):
        """Services that no visitor can reach, unless a link was hidden for safety.

        Hiding such a link must never fail because it was the last one.
        """
        return self.exclude(self._having(Q(contacts__held__in=("", "unsafe"))))

    def lacking_coverage(self):
        """Services that name no area."""
        return self.filter(coverages=None)

    def lacking_audience(self):
        """Services that do not say for whom they are."""
        named = Q(answers__term__taxonomy__code="audience", answers__answer="yes")
        return self.exclude(self._having(named))

    def for_the_other_side(self):
        """Services that name an audience whom only the other side may help."""
        audience = Q(answers__term__taxonomy__code="audience")
        survivors = Q(side="survivors", answers__term__code="perpetrator")
        change = Q(side="change", answers__term__code="survivor")
        said = Q(answers__answer__in=("yes", "ask", "limit"))
        wrong = audience & (survivors | change) & said
        return self.filter(self._having(wrong))

    def source_keys(self, codes) -> dict[str, str]:
        """The starter data's key of each of these public codes."""
        return dict(self.filter(code__in=codes).values_list("code", "source_key"))

    def with_indexed_words(self):
        """With what indexed_words() reads, in two queries."""
        return self.select_related("organisation").prefetch_related("answers__term")

    def with_card_details(self):
        """With what a card in a list shows, in four queries whatever the number."""
        return self.select_related("organisation").prefetch_related(
            "contacts__hours", "hours"
        )

    def with_list_details(self):
        """With what a shortlist shows, also of a service that is gone."""
        return self.with_card_details().prefetch_related(
            "coverages", "answers__term__taxonomy"
        )

    def with_everything(self):
        """With all that the page of one service shows."""
        return self.with_card_details().prefetch_related(
            "answers__term__taxonomy",
            "coverages__area",
            "locations",
            "disclosures",
            "fundings",
            "accreditations",
            "verifications",
        )

    def changed_after(self, moment):
        """Services of which anything changed after a moment."""
        return self.filter(changed_at__gt=moment)

    def withdrawn_after(self, moment):
        """Services that the public saw and that were withdrawn after a moment."""
        gone = self.withdrawn().filter(withdrawn_at__gt=moment)
        return gone.exclude(published_at=None)

    def worded(self, terms: Terms):
        """Services of which the public words hold these; none where none are asked."""
        if not terms:
            return self.none()
        found = SearchDocument.objects.filter(Matches("pk", terms))
        return self.filter(pk__in=found.values("pk"))

    def stating(self, taxonomy: str):
        """Services that say yes to a term of a taxonomy."""
        said = Q(answers__term__taxonomy__code=taxonomy)
        return self.filter(
            pk__in=self._through(said & Q(answers__answer__in=("yes", "limit")))
        )

    def run_by(self, organisation):
        """Services of one organisation, by its exchange id."""
        return self.filter(organisation__uuid=organisation)

    def by_exchange_id(self, uuid):
        """The service of an exchange id."""
        return self.filter(uuid=uuid)

    def between_exchange_ids(self, first, last):
        """Services whose exchange ids lie between two, both included."""
        return self.filter(uuid__gte=first, uuid__lte=last)

    def by_open_codes(self, codes):
        """Services that their places name by these codes."""
        return self.filter(open_code__in=codes)

    def exchange_dates(self, keys):
        """Just what tells whether a copy is old, of published and withdrawn ones."""
        fields = ("uuid", "name", "status", "changed_at", "withdrawn_at")
        chosen = self.ever_public().filter(pk__in=keys).order_by("pk")
        return chosen.only(*fields)

    def last_change(self):
        """When any service that the public ever saw changed last, or was withdrawn."""
        return self.ever_public().aggregate(at=Max("changed_at"))["at"]

    def update(self, **values) -> int:
        """As Django's, but status changes only through publish() and withdraw()."""
        if "status" in values:
            raise ValidationError(_("Use publish or withdraw to change the status."))
        if values.get("is_confidential") is False:
            values.setdefault("open_code", F("code"))
        with transaction.atomic(using=self.db):
            self._refuse_sensitive(values)
            keys, texts = self._keys(), set(texts_of(self.model)) & set(values)
            were_open = self._maybe_turning_secret(values)
            before = self._traces(keys, texts)
            count = self._update_and_tell(**values)
            named = self.model.objects.filter(pk__in=keys)._traces(keys, texts) - before
            if named:
                raise NamesAPlaceError(place for _pk, place in named)
            for service, addresses in were_open:
                service.refresh_from_db()
                if service.is_confidential:
                    erasing.erase_addresses_of(service, addresses)
        return count

    def _maybe_turning_secret(self, values) -> list:
        """Those that are open and may be confidential next, each with its addresses.

        bulk_update() sends an expression: what comes of it shows afterwards.
        """
        if values.get("is_confidential", False) is False:
            return []
        return [(one, erasing.addresses_of(one)) for one in self.welcoming_visitors()]

    def _refuse_sensitive(self, values) -> None:
        touched = {name.removesuffix("_id") for name in values} & SENSITIVE
        if touched and not doors.is_open() and self._locked().published().exists():
            raise NeedsProposalError(touched)

    def _traces(self, keys, texts) -> set[tuple[int, str]]:
        """Where confidential ones among these seem to be, as their texts say it."""
        if not texts or doors.is_open():
            return set()
        rows = self.model.objects.filter(pk__in=keys).confidential()
        return {(row.pk, place) for row in rows for place in traces_of(row, texts)}

    def _locked(self):
        """The same services, held as they are until the transaction ends."""
        keys = self.order_by("pk").select_for_update(of=("self",))
        return self.model.objects.filter(pk__in=list(keys.values_list("pk", flat=True)))

    def refuse_sensitive_parts(self, fields: Iterable[str]) -> None:
        """Raise where one of these is public and the door is shut."""
        if not doors.is_open() and self._locked().published().exists():
            raise NeedsProposalError(fields)

    def bulk_create(self, objs, *args, **kwargs):
        """As Django's; a service begins as a draft."""
        objs = list(objs)
        if any(service.status != Status.DRAFT for service in objs):
            raise ValidationError(_("A service begins as a draft."))
        if kwargs.get("update_conflicts") and not doors.is_open():
            raise NeedsProposalError(kwargs.get("update_fields") or ())
        for service in objs:
            service.open_code = None if service.is_confidential else service.code
            service.refuse_traces({})
        return super().bulk_create(objs, *args, **kwargs)

    def delete(self):
        """As Django's, for drafts that never were public."""
        if self.exclude(status=Status.DRAFT, published_at=None).exists():
            raise ValidationError(_("Withdraw a service instead of deleting it."))
        return super().delete()

    def publish(self) -> int:
        """Make these services public, all or none; the error says what each lacks.

        What makes a service public is a decision of two people: see Proposal.
        """
        if not doors.is_open():
            raise NeedsProposalError(["status"])
        with transaction.atomic(using=self.db):
            chosen = self.model.objects.filter(pk__in=self._keys())
            chosen.refuse_incomplete()
            return chosen._update_and_tell(
                status=Status.PUBLISHED,
                published_at=timezone.now(),
                withdrawn_at=None,
                withdrawn_because="",
            )

    def withdraw(self, *, because: str, by=None) -> int:
        """Take these services out of everything public, at once, with a reason.

        It waits for nobody. What was taken down is remembered, so that no import and
        no suggestion brings it in again.
        """
        if not because.strip():
            raise ValidationError(_("Say why the service is withdrawn."))
        with transaction.atomic(using=self.db):
            keys = self._keys()
            count = self._update_and_tell(
                status=Status.WITHDRAWN,
                withdrawn_at=timezone.now(),
                withdrawn_because=because.strip(),
            )
            taken_down = self.model.objects.filter(pk__in=keys)
            DoNotList.objects.remember(taken_down, because=because.strip(), by=by)
            waiting = apps.get_model("directory", "Proposal").objects
            waiting.overtake_publishing(keys)
        return count

    def refuse_incomplete(self, *, is_public: bool = False) -> None:
        """Raise ValidationError where one lacks what a public service must have."""
        rules = [
            (self.filter(summary=""), _("%(name)s: write a summary first.")),
            (
                self.left_without_contact() if is_public else self.lacking_contact(),
                _("%(name)s: a public service needs a contact that is shown."),
            ),
            (
                self.lacking_coverage(),
                _("%(name)s: a public service needs an area that it covers."),
            ),
            (
                self.lacking_audience(),
                _("%(name)s: a public service needs an audience."),
            ),
            (
                self.for_the_other_side(),
                _("%(name)s: its audience belongs to a record on the other side."),
            ),
        ]
        lacking = [
            ValidationError(sentence, params={"name": name}, code="incomplete")
            for found, sentence in rules
            for name in found.order_by("name", "pk").values_list("name", flat=True)
        ]
        if lacking:
            raise ValidationError(lacking)

    def after_change_of(self, service_ids: Iterable[int]) -> None:
        """What follows from any change: the rules hold; index and edition know."""
        ids = set(service_ids)
        if not ids or together.collect(ids):
            return
        touched = self.model.objects.filter(pk__in=ids)
        touched.published().refuse_incomplete(is_public=True)
        # A change of a part is one of the service: whoever holds a copy asks by date.
        models.QuerySet.update(touched, changed_at=timezone.now())
        SearchDocument.objects.index(ids)
        Edition.objects.raise_for(sorted(ids))

    @contextmanager
    def changing_together(self) -> Iterator[None]:
        """Writes that count as one change: rules and index are asked at its end."""
        with transaction.atomic():
            token = together.begin()
            if token is None:
                yield
                return
            touched: set[int] = set()
            try:
                yield
            finally:
                touched = together.end(token)
            self.model.objects.after_change_of(touched)

    def _keys(self) -> list[int]:
        return list(self.order_by().values_list("pk", flat=True))

    def _update_and_tell(self, **values) -> int:
        with transaction.atomic(using=self.db):
            touched = self._keys()
            count = super().update(**values)
            self.model.objects.after_change_of(touched)
        return count
