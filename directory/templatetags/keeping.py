"""The links that put a service on the shortlist and take it off again."""

from html import escape

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from directory.find.shortlist import MOST, Keeping

register = template.Library()


@register.simple_tag
def keep(keeping: Keeping, code: str, name: str) -> SafeString:
    """Add it; or, where it is on the list, take it off; each says whose link it is."""
    if code in keeping.shortlist:
        off = _("On your list. Take it off")
        link = _link("keep keep-on", keeping.removing(code), off, name)
        # Where it is one of many, the list itself is far away.
        return link if keeping.anchor else SafeString(f"{link} {_to_list(keeping)}")
    if keeping.shortlist.is_full:
        full = _("Your list is full: %d services") % MOST
        return SafeString(f'<span class="keep-full soft">{escape(full)}</span>')
    return _link("keep", keeping.adding(code), _("Add to list"), name)


def _to_list(keeping: Keeping) -> str:
    words = escape(_("See your list"))
    return f'<a class="keep-list" href="{escape(keeping.list_url)}">{words}</a>'


def _link(class_: str, url: str, words: str, name: str) -> SafeString:
    # Put together by hand: format_html takes three times as long, twenty times a page.
    return SafeString(
        f'<a class="{class_}" href="{escape(url)}" rel="nofollow">{escape(words)}'
        f'<span class="unseen" lang="en">: {escape(name)}</span></a>'
    )


@register.simple_tag
def removed(keeping: Keeping, code: str) -> str:
    """The page's address without a service that is gone."""
    return keeping.removing(code)
