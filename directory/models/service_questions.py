"""The questions this project asks about services, each named once."""

from django.db import models
from django.db.models import Exists, Max, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from directory.models.area_keeper import areas_kept_by
from directory.models.dialling import national_digits
from directory.models.search_document import SearchDocument
from directory.models.service_checks import ServiceChecks
from directory.search import Matches, Terms


class Status(models.TextChoices):
    """Where a service stands."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ServiceQuestions(ServiceChecks):
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
