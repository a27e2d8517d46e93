"""The links that put a service on the shortlist and take it off again."""

from html import escape

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from directory.find.shortlist import MOST, Keeping

register = template.Library()


class AddLink:
    """The link beside a service; its words are looked up once for a whole list."""

    def __init__(self, keeping: Keeping) -> None:
        self.keeping = keeping
        self.kept = set(keeping.shortlist.codes)
        self.add = _("Add to list")

    def beside(self, code: str, name: str) -> str:
        """Add it; or, where it is on the list, take it off."""
        if code in self.kept:
            return self._taking_off(code, name)
        if self.keeping.shortlist.is_full:
            full = _("Your list is full: %d services") % MOST
            return f'<span class="keep-full soft">{escape(full)}</span>'
        return _link("keep", self.keeping.adding(code), self.add, name)

    def _taking_off(self, code: str, name: str) -> str:
        off = _("On your list. Take it off")
        link = _link("keep keep-on", self.keeping.removing(code), off, name)
        # Where it is one of many, the list itself is far away.
        return link if self.keeping.anchor else f"{link} {_to_list(self.keeping)}"


@register.simple_tag
def keep(keeping: Keeping, code: str, name: str) -> SafeString:
    """Add it or take it off; the link says whose it is."""
    return SafeString(AddLink(keeping).beside(code, name))


def _to_list(keeping: Keeping) -> str:
    words = escape(_("See your list"))
    return f'<a class="keep-list" href="{escape(keeping.list_url)}">{words}</a>'


def _link(class_: str, url: str, words: str, name: str) -> str:
    # Put together by hand: format_html takes three times as long, twenty times a page.
    return (
        f'<a class="{class_}" href="{escape(url)}" rel="nofollow">{escape(words)}'
        f'<span class="unseen" lang="en">: {escape(name)}</span></a>'
    )


@register.simple_tag
def removed(keeping: Keeping, code: str) -> str:
    """The page's address without a service that is gone."""
    return keeping.removing(code)
