"""Whose a host name is: the domain that someone registered.

publicsuffixlist carries the Public Suffix List in the package and asks no network; it
has no dependency and is released every few days. tldextract would bring a second HTTP
client along and fetches a newer list unless it is told not to.
"""

import ipaddress
from functools import cache, lru_cache
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

# Where a page is one of many people's: who holds the domain says nothing about it.
SHARED = frozenset(
    [
        *("facebook.com", "instagram.com", "twitter.com", "x.com", "linkedin.com"),
        *("youtube.com", "youtu.be", "tiktok.com", "linktr.ee", "wa.me", "t.me"),
        *("google.com", "goo.gl", "forms.gle", "office.com", "microsoft.com"),
        *("bit.ly", "tinyurl.com", "eventbrite.co.uk", "eventbrite.com", "jotform.com"),
        *("gov.uk", "www.gov.uk", "nhs.uk", "www.nhs.uk", "police.uk", "wordpress.com"),
        *("medium.com", "typeform.com", "surveymonkey.com", "justgiving.com"),
    ]
)
# No one's own post: an address there says nothing about a domain.
POST_OFFICES = frozenset(
    [
        *("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.uk"),
        *("yahoo.com", "yahoo.co.uk", "icloud.com", "live.co.uk", "btinternet.com"),
        *("btconnect.com", "aol.com", "protonmail.com", "proton.me", "nhs.net"),
        *("cjsm.net",),
    ]
)


@cache
def _list() -> PublicSuffixList:
    return PublicSuffixList()


def host_of(address: str) -> str:
    """The host of a web address, in small letters; "" where there is none."""
    try:
        return (urlsplit(address.strip()).hostname or "").rstrip(".").lower()
    except ValueError:
        return ""


@lru_cache(maxsize=4096)
def registered(host: str) -> str:
    """The domain that someone registered: harbour.org.uk for www.harbour.org.uk."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        found = _list().privatesuffix(host) or host
        return str(found)
    return host


def domain_of(address: str) -> str:
    """The registered domain of a web address."""
    host = host_of(address)
    return registered(host) if host else ""


def is_shared(domain: str) -> bool:
    """Whether many people's pages stand under this domain."""
    return domain in SHARED
