"""Writing services: what is refused, what follows, publishing and taking down."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models import doors, erasing, together
from directory.models.do_not_list import DoNotList
from directory.models.doors import NamesAPlaceError, NeedsProposalError
from directory.models.edition import Edition
from directory.models.place_traces import texts_of, traces_of
from directory.models.recording import RecordedQuerySet
from directory.models.search_document import SearchDocument
from directory.models.service_questions import ServiceQuestions, Status

# A public service changes in these through an approved proposal only. Its contacts,
# areas, addresses and audience too: those say so themselves.
SENSITIVE = frozenset({"side", "is_confidential", "organisation", "code", "uuid"})


class ServiceQuerySet(ServiceQuestions, RecordedQuerySet):
    """Every way of writing services is a door, and the rules hold behind each."""

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
        # Asked first: of a thousand drafts nothing need be known.
        if public := list(touched.published().values_list("pk", flat=True)):
            chosen = self.model.objects.filter(pk__in=public)
            chosen.refuse_incomplete(is_public=True)
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
