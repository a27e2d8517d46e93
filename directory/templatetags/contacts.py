"""How a contact becomes a link that a telephone or a browser understands."""

import datetime
from html import escape
from urllib.parse import urlsplit

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from directory.find.held import holding
from directory.models import Contact, ContactKind
from directory.models.contact import ADDRESSED
from directory.models.link import printed, web_address

register = template.Library()
register.filter(web_address)

# By kind: what stands before the number or the address in a link.
DIALLING: dict[str, str] = {
    ContactKind.PHONE: "tel:",
    ContactKind.CALL_BACK: "tel:",
    ContactKind.RELAY: "tel:",
    ContactKind.TEXT: "sms:",
    ContactKind.WHATSAPP: "https://wa.me/",
}


@register.filter
def href(contact: Contact) -> str:
    """The link that rings, writes to or opens a contact."""
    scheme = DIALLING.get(contact.kind)
    if scheme is not None:
        number = contact.dialable or _digits(contact.value)
        return scheme + (number.lstrip("+") if scheme[0] == "h" else number)
    if contact.kind == ContactKind.EMAIL:
        return f"mailto:{contact.value}"
    return web_address(contact.value)


@register.simple_tag
def call(contact: Contact) -> SafeString:
    """One way of getting in touch as a large link."""
    link, value = escape(href(contact)), escape(contact.value)
    said = f'<bdi dir="ltr" translate="no">{value}</bdi>'
    elsewhere = ' rel="nofollow noreferrer"'
    if contact.is_dialled:
        rel = elsewhere if contact.kind == ContactKind.WHATSAPP else ""
        return SafeString(f'<a class="call" href="{link}"{rel}>{said}</a>')
    if contact.kind == ContactKind.EMAIL:
        return SafeString(f'<a class="call call-plain" href="{link}">{said}</a>')
    site = escape(domain(contact.value))
    return SafeString(
        f'<a class="call call-plain" href="{link}"{elsewhere}>'
        f"<span>{escape(kind_name(contact))}<br>"
        f'<bdi class="call-domain" dir="ltr" translate="no">{site}</bdi></span></a>'
    )


@register.filter
def kind_name(contact: Contact) -> str:
    """The way of getting in touch; Django's own display is ten times as slow."""
    return str(ContactKind(contact.kind).label)


@register.filter
def is_elsewhere(contact: Contact) -> bool:
    """Whether the link leads to another site."""
    return href(contact).startswith("http")


@register.filter
def short(contact: Contact) -> str:
    """What a link says: the number as printed, or the name of the site."""
    return domain(contact.value) if contact.kind in ADDRESSED else contact.value


@register.filter
def domain(value: str) -> str:
    """The site that a link leads to, as a person would say it."""
    return (urlsplit(web_address(value)).hostname or value).removeprefix("www.")


def _digits(value: str) -> str:
    return "".join(sign for sign in value if sign.isdigit() or sign in "+*#")


@register.filter
def is_linked(address: str) -> bool:
    """Whether a page may lead there: not where it may lead to someone else now."""
    return bool(address) and address not in holding().hidden_links


@register.filter
def addresses(lines: str) -> list[str]:
    """The web addresses in a text that holds one a line, but those we hide."""
    return [address for address in printed(lines) if is_linked(address)]


@register.filter
def day_words(day: str) -> str:
    """A source's date as people say it: 2025, April 2025, 30 April 2025."""
    for pattern, words in (("%Y-%m-%d", "j F Y"), ("%Y-%m", "F Y")):
        try:
            known = datetime.datetime.strptime(day, pattern)  # noqa: DTZ007
        except ValueError:
            continue
        return date_format(known, words)
    return day
