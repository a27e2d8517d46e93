"""Links: looked at every day where people get in touch, every week where they read on.

A link in someone else's hands is a danger, not a fault: it is hidden at once, with
whatever else its owner has under the same domain, and those who decide are told. It
comes back only when a person says so.
"""

import datetime
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from directory.curation.alarms import tell_of_hidden_link
from directory.curation.daily.checks import Run, Told
from directory.curation.daily.judging import Judged, judge
from directory.curation.daily.printed import Printed, PrintedLinks, mail_under
from directory.exchange.web.domains import domain_of
from directory.exchange.web.looking import Look, Looker, Outcome
from directory.exchange.web.rounds import look_round
from directory.exchange.web.signs import speaks_of
from directory.models import Contact, Finding, HiddenLink, Link
from directory.models.finding_kinds import SETTLED_BY_PEOPLE, Kind, Noted

DAILY = datetime.timedelta(hours=20)
WEEKLY = datetime.timedelta(days=7)
KINDS = (Kind.UNSAFE_LINK, Kind.CHANGED_LINK, Kind.DEAD_LINK)
# Where more seem taken over at once, the fault is more likely in our own network.
MOST_HIDDEN, MOST_HIDDEN_SHARE = 10, 0.05


def user_agent() -> str:
    """Who we say that we are, and where one can read why we came."""
    return (
        f"Mozilla/5.0 (compatible; SignpostLinks/1.0; +{settings.SITE_URL}/about/"
        "listing/)"
    )


def check(run: Run, looker: Looker | None = None, **politeness) -> Told:
    """Follow every link that is due, and note what each of them has become."""
    round_ = Round(run)
    looker = looker or Looker(user_agent())
    due = round_.due()
    looks = look_round(due, looker, **politeness)
    for look in run.watch(looks, len(due), "links"):
        round_.settle(look)
    round_.forget_what_is_gone()
    return Told(round_.found, round_.solved, round_.words(len(due)))


class Round:
    """One look at every link that is due, and what came of it."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.links = PrintedLinks()
        self.known = self.links.domains()
        self.before = Link.objects.at(self.links.by_address)
        share = int(len(self.links.by_address) * MOST_HIDDEN_SHARE)
        self.may_hide = max(MOST_HIDDEN, share)
        self.found = self.solved = self.hidden = 0

    def due(self) -> list[str]:
        """The addresses that nobody has looked at lately."""
        return [
            address
            for address, printed in self.links.by_address.items()
            if self._is_due(printed)
        ]

    def _is_due(self, printed: Printed) -> bool:
        last = self.before.get(printed.address)
        every = DAILY if printed.is_way_in else WEEKLY
        return last is None or last.looked_at <= self.run.now - every

    def settle(self, look: Look) -> None:
        """Note what a look means, all of it or nothing; then tell those who decide."""
        printed = self.links.by_address[look.address]
        before = self.before.get(look.address)
        judged = judge(look, before, printed, self.known)
        with transaction.atomic():
            self._remember(look, before, printed, judged)
            new = self._note(look, printed, judged)
            is_hidden = bool(
                judged
                and judged.is_takeover
                and self._is_open(look, judged)
                and self.hidden < self.may_hide
                and hide(self.links, printed)
            )
        if judged and judged.is_takeover and (new or is_hidden):
            self.hidden += is_hidden
            tell_of_hidden_link(look.address, judged.why, is_hidden=is_hidden)

    def _remember(
        self, look: Look, before: Link | None, printed: Printed, judged: Judged | None
    ) -> None:
        """What the next look is compared with; a refusal, a failure teach nothing."""
        failed = look.outcome not in (Outcome.FINE, Outcome.REFUSED)
        values: dict[str, object] = {
            "looked_at": self.run.now,
            "outcome": look.outcome,
            "status": look.status,
            "led_to": look.led_to[:500],
            "failures": (before.failures if before else 0) + 1 if failed else 0,
        }
        # A page in doubt is never what the next one is compared with.
        if look.is_fine and judged is None and look.page.title:
            values["title"] = look.page.title
            values["names_owner"] = speaks_of(look.page, printed.names)
        Link.objects.update_or_create(address=look.address, defaults=values)

    def _note(self, look: Look, printed: Printed, judged: Judged | None) -> int:
        """The finding, if there is one; what is no longer so is solved."""
        key = key_of(look.address, judged) if judged else ""
        here = Finding.objects.about_link(look.address).of_kind(Kind.DEAD_LINK)
        # A look that was refused says neither that it is mended nor that it is not.
        if look.outcome != Outcome.REFUSED:
            self.solved += here.exclude(key=key).solve()
        if judged is None:
            return 0
        why = f"{look.address}: {judged.why}."
        noted = Noted(why, **printed.about, sooner=int(printed.is_way_in))
        new = Finding.objects.add(judged.kind, {key: noted})
        self.found += new
        return new

    def _is_open(self, look: Look, judged: Judged) -> bool:
        """Whether nobody has called just this no problem."""
        key = key_of(look.address, judged)
        return Finding.objects.unsafe_links().filter(key=key).exists()

    def forget_what_is_gone(self) -> None:
        """Findings about links that no page of ours prints any more are solved."""
        rows = Finding.objects.open().of_kind(*KINDS).values_list("pk", "key")
        printed = self.links.by_address
        gone = [pk for pk, key in rows if address_of(key) not in printed]
        self.solved += Finding.objects.filter(pk__in=gone).solve()

    def words(self, looked: int) -> str:
        """The rest of what is told."""
        told = f"{looked} links looked at"
        return f"{told}, {self.hidden} hidden" if self.hidden else told


def key_of(address: str, judged: Judged) -> str:
    """The address, and after the last upright line what is wrong with it."""
    return f"{address}|{judged.code.replace('|', ' ')[:90]}"


def address_of(key: str) -> str:
    """The address that a finding about a link is about."""
    return key.rpartition("|")[0]


def hide(links: PrintedLinks, taken: Printed) -> bool:
    """Lead nobody there, nor to what its owner has under the same domain."""
    contacts: set[int] = set()
    texts: set[str] = set()
    for one in links.with_the_same_owner(taken):
        contacts |= set(one.contacts)
        texts |= one.texts
    contacts |= set(mail_under(domain_of(taken.address), taken.owners))
    hidden = Contact.objects.filter(pk__in=contacts).hide_for_safety()
    return bool(HiddenLink.objects.hide(texts) + hidden)


def show_again(findings: Iterable[Finding]) -> int:
    """Lead people there again: someone has looked and says that it is safe."""
    links = PrintedLinks()
    contacts: set[int] = set()
    texts: set[str] = set()
    for finding in findings:
        taken = links.by_address.get(address_of(finding.key))
        if finding.kind not in SETTLED_BY_PEOPLE or taken is None:
            continue
        for one in links.with_the_same_owner(taken):
            contacts |= set(one.contacts)
            texts |= one.texts
        contacts |= set(mail_under(domain_of(taken.address), taken.owners))
    count = Contact.objects.filter(pk__in=contacts).show_again()
    hidden = HiddenLink.objects.leading_to(texts)
    count += hidden.count()
    hidden.delete()
    return count
