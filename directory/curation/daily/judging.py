"""What a look at a link means: fine, broken, moved, or in someone else's hands."""

from dataclasses import dataclass

from directory.curation.daily.printed import Printed
from directory.exchange.web.domains import domain_of, is_shared
from directory.exchange.web.looking import Look, Outcome
from directory.exchange.web.signs import SELLERS, sign_of, speaks_of, telling_words
from directory.models import Link
from directory.models.finding_kinds import Kind

# A server may fail for a day; then it is more than a bad moment.
FAILURES_TOLD = 2
AT_ONCE = (Outcome.MISSING, Outcome.BAD_CERTIFICATE)
WORDS = {
    Outcome.MISSING: "the page is gone",
    Outcome.BAD_CERTIFICATE: "its certificate is not valid, and browsers warn of it",
    Outcome.FAILED: "its server fails",
    Outcome.NO_SUCH_HOST: "there is no site of this name any more",
    Outcome.NOT_REACHED: "its server does not answer",
    Outcome.SLOW: "its server takes too long",
    Outcome.PRIVATE: "it leads to no address in public",
    Outcome.LOOPS: "it leads round in a circle",
    Outcome.NOT_THE_WEB: "it leads to no web page",
}


@dataclass(frozen=True)
class Judged:
    """What is wrong with a link; `code` tells it from other wrongs of the same link."""

    kind: Kind
    code: str
    why: str

    @property
    def is_takeover(self) -> bool:
        """Whether nobody may be led there until someone has looked."""
        return self.kind == Kind.UNSAFE_LINK


def judge(
    look: Look, before: Link | None, printed: Printed, known: set[str]
) -> Judged | None:
    """What is wrong; `known` are domains of the bodies we list."""
    return (
        _taken_over(look, before, printed, known)
        or _changed(look, before, printed)
        or _broken(look, before)
    )


def _taken_over(
    look: Look, before: Link | None, printed: Printed, known: set[str]
) -> Judged | None:
    sign = sign_of(look.page)
    if sign:
        said = "”, “".join(sign.phrases[:3])
        why = f"its page looks like {sign.sign}: “{said}”"
        return Judged(Kind.UNSAFE_LINK, sign.sign, why)
    domain = domain_of(look.led_to)
    if has_moved(look) and domain in SELLERS:
        why = f"its domain is for sale at {domain}"
        return Judged(Kind.UNSAFE_LINK, f"domain:{domain}", why)
    if has_moved(look) and look.outcome != Outcome.PRIVATE:
        is_known = domain in known or is_shared(domain)
        if not is_known and not speaks_of(look.page, printed.names):
            why = f"it leads to {domain}, which does not name whose page it was"
            return Judged(Kind.UNSAFE_LINK, f"domain:{domain}", why)
    if before and before.names_owner and _is_another(look, before, printed):
        why = (
            f"its page was called “{before.title}”, is now called"
            f" “{look.page.title}”, and no longer names whose it is"
        )
        return Judged(Kind.UNSAFE_LINK, f"title:{look.page.title}", why)
    return None


def _changed(look: Look, before: Link | None, printed: Printed) -> Judged | None:
    domain = domain_of(look.led_to)
    if has_moved(look) and look.outcome != Outcome.PRIVATE:
        why = f"it leads to {domain} now: is that still theirs?"
        return Judged(Kind.CHANGED_LINK, f"domain:{domain}", why)
    if before and _is_another(look, before, printed):
        why = (
            f"its page was called “{before.title}” and is now called"
            f" “{look.page.title}”: is it still theirs?"
        )
        return Judged(Kind.CHANGED_LINK, f"title:{look.page.title}", why)
    return None


def _broken(look: Look, before: Link | None) -> Judged | None:
    if look.outcome not in WORDS:
        return None
    failures = 1 + (before.failures if before else 0)
    if look.outcome not in AT_ONCE and failures < FAILURES_TOLD:
        return None
    return Judged(Kind.DEAD_LINK, look.outcome, WORDS[look.outcome])


def has_moved(look: Look) -> bool:
    """Whether the address leads to another registered domain."""
    led_to = domain_of(look.led_to)
    return bool(led_to) and led_to != domain_of(look.address)


def _is_another(look: Look, before: Link, printed: Printed) -> bool:
    """Whether the titles share no telling word, and the page names nobody of ours."""
    then, now = telling_words([before.title]), telling_words([look.page.title])
    is_another = look.is_fine and bool(then and now) and not then & now
    return is_another and not speaks_of(look.page, printed.names)
