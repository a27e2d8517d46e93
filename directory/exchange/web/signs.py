"""Signs that a page belongs to someone else now: for sale, gambling, adult, pills.

Domains of charities lapse and are bought for the links that lead to them. The phrases
are those of pages that sell, not words that a helpline may need: a page about harm from
gambling, about images shared without consent or about sexual violence has few or none.
A phrase in the title counts as enough; in the text it takes several different ones.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from directory.exchange.web.reading import PageText

ENOUGH_IN_TEXT = 3
# A page for sale is short; a long page may only speak of one.
SHORT_PAGE = 4000


class Sign(StrEnum):
    """What a page looks like."""

    GAMBLING = "gambling"
    ADULT = "adult"
    PILLS = "pills"
    PARKED = "parked"


PHRASES: dict[Sign, tuple[str, ...]] = {
    Sign.GAMBLING: (
        *("online casino", "casino online", "live casino", "casino bonus", "casinos"),
        *(
            "casino games",
            "best casino",
            "crypto casino",
            "slot online",
            "online slots",
        ),
        *("slot games", "slot gacor", "situs slot", "slot machine", "free spins"),
        *("judi online", "judi bola", "bandar togel", "togel online", "situs judi"),
        *("agen judi", "slot deposit", "no deposit bonus", "welcome bonus", "jackpot"),
        *(
            "sports betting",
            "sportsbook",
            "betting tips",
            "bet now",
            "football betting",
        ),
        *("online poker", "poker online", "video poker", "baccarat", "roulette"),
        *("blackjack", "place your bets", "betting odds", "bookmakers", "nhà cái"),
        *(
            "cá cược",
            "bahis",
            "canl\u0131 casino",
            "казино",
            "букмекер",
            "สล็อต",
            "คาสิโน",
        ),
        *("娱乐城", "赌场", "百家乐", "博彩", "オンラインカジノ"),
    ),
    Sign.ADULT: (
        *("porn videos", "free porn", "porn tube", "xxx videos", "xxx movies"),
        *("sex videos", "sex tube", "sex cams", "live sex", "sex chat", "adult cams"),
        *("cam girls", "webcam girls", "milf", "hentai", "nude girls", "hot girls"),
        *("escort girls", "escorts in", "escort service", "call girls", "hookup"),
        *(
            "adult dating",
            "casual sex",
            "sex dating",
            "onlyfans leaks",
            "erotic massage",
        ),
        *("порно", "成人视频", "エロ動画"),
    ),
    Sign.PILLS: (
        *(
            "buy viagra",
            "generic viagra",
            "cheap viagra",
            "buy cialis",
            "cialis online",
        ),
        *("viagra online", "online pharmacy", "no prescription", "payday loans online"),
        *("replica watches", "essay writing service", "write my essay", "cbd gummies"),
    ),
    Sign.PARKED: (
        *(
            "domain is for sale",
            "domain for sale",
            "buy this domain",
            "domain may be for",
        ),
        *("this domain is parked", "parked free", "parked domain", "domain parking"),
        *("domain has expired", "domain name has expired", "domain is expired"),
        *("expired domain", "renew this domain", "make an offer on this domain"),
        *("inquire about this domain", "interested in this domain", "hugedomains"),
        *("sedo domain", "sedoparking", "afternic", "domain name is available"),
        *("website is for sale", "this web page is parked", "get this domain"),
        *("domain has been registered", "future home of something quite cool"),
        *("account has been suspended", "related searches sponsored listings"),
    ),
}
# Whoever is led here has met a domain that is for sale.
SELLERS = frozenset(
    [
        *("hugedomains.com", "sedo.com", "dan.com", "afternic.com", "undeveloped.com"),
        *("bodis.com", "parkingcrew.net", "sedoparking.com", "domainmarket.com"),
        *("buydomains.com", "above.com", "skenzo.com", "atom.com", "namebright.com"),
    ]
)
_WORD = re.compile(r"[^\W\d_]{3,}")
# Words that stand in the names of many bodies and so tell nobody apart.
_WEAK = frozenset(
    [
        *(
            "the",
            "and",
            "for",
            "home",
            "page",
            "homepage",
            "welcome",
            "website",
            "site",
        ),
        *("services", "service", "support", "centre", "center", "community", "help"),
        *("association", "trust", "charity", "council", "group", "org", "com", "www"),
        *("information", "contact", "about", "official", "women", "men", "people"),
        *("national", "local", "domestic", "abuse", "sexual", "violence"),
    ]
)


@dataclass(frozen=True)
class Seen:
    """A sign, and the phrases that showed it."""

    sign: Sign
    phrases: tuple[str, ...]


def sign_of(page: PageText) -> Seen | None:
    """The clearest sign that a page is no longer what we link to."""
    title, text = page.title.casefold(), page.text.casefold()
    for sign, phrases in PHRASES.items():
        in_title = tuple(one for one in phrases if _stands(one, title))
        if in_title:
            return Seen(sign, in_title)
        found = tuple(one for one in phrases if _stands(one, text))
        is_short_sale = sign == Sign.PARKED and len(text) < SHORT_PAGE
        if len(found) >= (1 if is_short_sale else ENOUGH_IN_TEXT):
            return Seen(sign, found)
    return None


def _stands(phrase: str, text: str) -> bool:
    """Whether a phrase stands there as whole words; other scripts part no words."""
    start = text.find(phrase)
    while start >= 0:
        end = start + len(phrase)
        before, after = text[start - 1 : start], text[end : end + 1]
        if not phrase.isascii() or not (before.isalnum() or after.isalnum()):
            return True
        start = text.find(phrase, start + 1)
    return False


def telling_words(texts: Iterable[str]) -> set[str]:
    """The words of names or titles that tell one body from another."""
    found = {word for text in texts for word in _WORD.findall(text.casefold())}
    return found - _WEAK


def speaks_of(page: PageText, names: Iterable[str]) -> bool:
    """Whether a page names one of these, or most of its telling words."""
    text = f"{page.title} {page.text}".casefold()
    words = set(_WORD.findall(text))
    for name in names:
        if name and name.casefold() in text:
            return True
        own = telling_words([name])
        if own and 2 * len(own & words) > len(own):
            return True
    return False
