"""Services: one kind of help, from one organisation, on one side."""

import datetime
import secrets
import uuid
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.models import doors, erasing
from directory.models.addresses import prefixed
from directory.models.doors import NamesAPlaceError, NeedsProposalError
from directory.models.organisation import Organisation
from directory.models.place_traces import texts_of, traces_in, traces_of
from directory.models.recording import Recorded
from directory.models.service_choices import Answer, Cost, TakesFrom, Waiting
from directory.models.service_queryset import SENSITIVE, ServiceQuerySet
from directory.models.service_questions import Status
from directory.models.taxonomy import Side
from directory.search.text import stems

# Without vowels (no words), and without signs that are read for one another.
CODE_LETTERS = "23456789bcdfghjkmnpqrstvwxz"
CODE_LENGTH = 6
PUBLIC_CODE = RegexValidator(
    r"^[0-9a-z]{6}$", _("A public code is six small letters or digits.")
)

# So long a word about waiting holds if nobody says until when; then: ask them.
WAITING_HOLDS_DAYS = 30


def new_code() -> str:
    """A public code for a service that has none yet, such as k7qm4x."""
    return "".join(secrets.choice(CODE_LETTERS) for _n in range(CODE_LENGTH))


def waiting_until() -> datetime.date:
    """The day after which nobody relies on what was said about waiting."""
    return timezone.localdate() + datetime.timedelta(days=WAITING_HOLDS_DAYS)


class Service(Recorded):
    """One kind of help that a person can ask for."""

    unrecorded = frozenset({"open_code", "created_at", "changed_at"})

    uuid = models.UUIDField(
        _("exchange id"), default=uuid.uuid4, unique=True, editable=False
    )
    code = models.CharField(
        _("public code"),
        max_length=CODE_LENGTH,
        unique=True,
        default=new_code,
        editable=False,
        validators=[PUBLIC_CODE],
    )
    source_key = models.CharField(
        _("key in the starter data"),
        max_length=420,
        blank=True,
        db_index=True,
        editable=False,
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="services",
        verbose_name=_("organisation"),
    )
    side = models.CharField(
        _("side"),
        max_length=10,
        choices=Side,
        help_text=_(
            "A provider who does both has two records, each worded for its side."
        ),
    )
    name = models.CharField(_("name"), max_length=200)
    other_names = models.TextField(
        _("other names"), blank=True, help_text=_("Former or short names, one a line.")
    )
    summary = models.CharField(
        _("summary"),
        max_length=160,
        blank=True,
        help_text=_("Whom it helps and how, in one plain sentence."),
    )
    description = models.TextField(
        _("description"),
        blank=True,
        help_text=_("What it does, for whom, and what happens when you get in touch."),
    )
    eligibility = models.TextField(
        _("who can use it"),
        blank=True,
        help_text=_("In the service's own words, where they say more than below."),
    )
    takes_from = models.CharField(
        _("takes people from"),
        max_length=10,
        choices=TakesFrom,
        blank=True,
        help_text=_("Refuges often want people from elsewhere. Empty: not known."),
    )
    age_min = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    age_max = models.PositiveSmallIntegerField(_("up to age"), null=True, blank=True)
    trans_inclusion = models.CharField(
        _("takes trans people"),
        max_length=3,
        choices=Answer,
        blank=True,
        help_text=_("Empty: not known."),
    )
    cost = models.CharField(_("cost"), max_length=12, choices=Cost, blank=True)
    cost_words = models.CharField(_("cost in words"), max_length=200, blank=True)
    hours_words = models.TextField(
        _("opening hours in words"),
        blank=True,
        help_text=_("As the service prints them. Always kept."),
    )
    waiting = models.CharField(_("waiting"), max_length=6, choices=Waiting, blank=True)
    waiting_until = models.DateField(
        _("until"),
        null=True,
        blank=True,
        help_text=_("After this day the page says: ask them. Empty: in 30 days."),
    )
    police_words = models.TextField(
        _("about the police, in its own words"),
        blank=True,
        help_text=_("What it says on contacting police, reporting or sharing data."),
    )
    is_confidential = models.BooleanField(
        _("confidential place"),
        default=True,
        help_text=_(
            "No address is kept anywhere. Untick only where visitors are welcome."
        ),
    )
    # Set only for an open service; a location points to it, so a confidential
    # service can have none, whatever door the write comes through.
    open_code = models.CharField(
        max_length=CODE_LENGTH, unique=True, null=True, blank=True, editable=False
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status,
        default=Status.DRAFT,
        db_index=True,
        editable=False,
    )
    withdrawn_because = models.TextField(
        _("why it was withdrawn"), blank=True, editable=False
    )
    source_url = models.TextField(
        _("sources"), blank=True, help_text=_("Where we read it, one address a line.")
    )
    source_date = models.CharField(
        _("date of the source"),
        max_length=10,
        blank=True,
        help_text=_("As the page shows it: 2025, 2025-04 or 2025-04-30."),
    )
    notes = models.TextField(
        _("notes for moderators"), blank=True, help_text=_("Never shown in public.")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)

    objects = ServiceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        base_manager_name = "objects"
        verbose_name = _("service")
        verbose_name_plural = _("services")
        permissions = [("take_down_service", "Can take a service down now")]
        indexes = [models.Index(fields=["name", "id"], name="service_by_name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(age_min=None)
                | Q(age_max=None)
                | Q(age_min__lte=F("age_max")),
                name="ages_in_order",
                violation_error_message=_("The lower age stands above the upper age."),
            ),
            # SQLite would take a longer text than the column says.
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("summary"), 160),
                name="summary_at_most_160",
                violation_error_message=_("A summary has at most 160 characters."),
            ),
            models.CheckConstraint(
                condition=Q(age_min=None) | Q(age_min__lte=120), name="age_min_sane"
            ),
            models.CheckConstraint(
                condition=Q(age_max=None) | Q(age_max__lte=120), name="age_max_sane"
            ),
            models.CheckConstraint(
                condition=Q(is_confidential=True, open_code=None)
                | Q(
                    is_confidential=False, open_code__isnull=False, open_code=F("code")
                ),
                name="open_code_only_when_open",
            ),
            models.CheckConstraint(
                condition=Q(waiting="") | Q(waiting_until__isnull=False),
                name="waiting_ends_some_day",
                violation_error_message=_("Say until when this holds."),
            ),
            models.CheckConstraint(
                condition=Q(side__in=Side.values), name="service_has_a_side"
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="service_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.WITHDRAWN) | ~Q(withdrawn_because=""),
                name="withdrawn_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED)
                | ~Q(summary="") & ~Q(name="") & Q(published_at__isnull=False),
                name="published_with_name_and_summary",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        """Save, and keep what follows from confidentiality and status true."""
        with transaction.atomic():
            before = type(self).objects.select_for_update().filter(pk=self.pk).first()
            self._refuse_undecided(before, kwargs.get("update_fields"))
            becomes_secret = bool(before and self._becomes_secret(before, kwargs))
            addresses = erasing.addresses_of(before) if becomes_secret else set()
            if self.is_confidential:
                self.erase_addresses()
            self.open_code = None if self.is_confidential else self.code
            self.clean()
            fields = kwargs.get("update_fields")
            if fields is not None and "is_confidential" in fields:
                kwargs["update_fields"] = {*fields, "open_code"}
            if fields is not None and "waiting" in fields:
                kwargs["update_fields"] = {*kwargs["update_fields"], "waiting_until"}
            super().save(*args, **kwargs)
            if becomes_secret:
                erasing.erase_addresses_of(self, addresses)
            type(self).objects.after_change_of({self.pk})

    def get_absolute_url(self) -> str:
        return prefixed(f"/services/{self.code}/")

    def clean(self) -> None:
        """What is said about waiting ends some day, even if nobody says when."""
        if self.waiting and not self.waiting_until:
            self.waiting_until = waiting_until()

    def _becomes_secret(self, before: "Service", kwargs) -> bool:
        fields = kwargs.get("update_fields")
        is_written = fields is None or "is_confidential" in fields
        return is_written and self.is_confidential and not before.is_confidential

    def _refuse_undecided(self, before: "Service | None", update_fields) -> None:
        """Raise where this save would do what a second person must decide."""
        if before is None and self.status == Status.PUBLISHED:
            raise ValidationError(_("A service begins as a draft."))
        if doors.is_open():
            return
        if before is None:
            self.refuse_traces({})
            return
        changed = {
            field.name
            for field in self._meta.concrete_fields
            if (update_fields is None or {field.name, field.attname} & {*update_fields})
            and field.attname in self.__dict__
            and getattr(self, field.attname) != getattr(before, field.attname)
        }
        if "status" in changed and self.status == Status.PUBLISHED:
            raise NeedsProposalError(["status"])
        if before.is_published and changed & SENSITIVE:
            raise NeedsProposalError(changed & SENSITIVE)
        self.refuse_traces(before.__dict__, changed)

    def refuse_traces(self, before, changed=None) -> None:
        """Raise where a changed text of a confidential service names a place."""
        if not self.is_confidential or doors.is_open():
            return
        known = traces_in({name: before.get(name) for name in texts_of(type(self))})
        found = traces_of(self, changed) - known
        if found:
            raise NamesAPlaceError(found)

    def delete(self, *args, **kwargs):
        """Only a draft can be deleted; what was public is withdrawn and remembered."""
        if not self.is_only_a_draft:
            raise ValidationError(_("Withdraw the service instead of deleting it."))
        return super().delete(*args, **kwargs)

    @property
    def is_published(self) -> bool:
        return self.status == Status.PUBLISHED

    @property
    def is_withdrawn(self) -> bool:
        return self.status == Status.WITHDRAWN

    @property
    def is_only_a_draft(self) -> bool:
        """Whether the public never saw it; only then can it be deleted."""
        return self.status == Status.DRAFT and self.published_at is None

    @classmethod
    def confidential_among(cls, owner_keys: Iterable[int]) -> set[int]:
        chosen = cls.objects.filter(pk__in=set(owner_keys)).confidential()
        return set(chosen.values_list("pk", flat=True))

    def erase_addresses(self) -> None:
        """Remove where a confidential service is; save() clears its history too."""
        if self.pk:
            self.locations.all().delete()

    def publish(self) -> None:
        """Make this service public, or say in words what it lacks."""
        type(self).objects.filter(pk=self.pk).publish()
        self.refresh_from_db()

    def withdraw(self, *, because: str, by=None) -> None:
        """Take this service out of everything public, at once, with a reason."""
        type(self).objects.filter(pk=self.pk).withdraw(because=because, by=by)
        self.refresh_from_db()

    def indexed_words(self) -> dict[str, str]:
        """The stems the search index holds, from with_indexed_words()."""
        stated = [answer.term for answer in self.answers.all() if answer.is_stated_fit]
        names = (self.name, self.other_names)
        owners = (self.organisation.name, self.organisation.other_names)
        texts = (self.summary, self.description, self.eligibility)
        words = (line for term in stated for line in (term.name, term.phrases))
        return {
            "title": " ".join(stems("\n".join([*names, *owners]))),
            "keywords": " ".join(stems("\n".join(words))),
            "body": " ".join(stems("\n".join(texts))),
        }
