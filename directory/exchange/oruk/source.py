"""Where records come from: the site's own address, and what it holds in memory."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from directory.find.gazetteer import AreaBook
from directory.find.held import Holding
from directory.find.vocabulary import Vocabulary
from directory.models.standing import NEVER_CHECKED

# The words that stand before every path of the interface.
API = "/api/oruk/v3"


@dataclass(frozen=True)
class Source:
    """A site, such as https://signpost.example, and one edition of its directory."""

    site: str
    held: Holding

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Terms in English: the exchange has one language."""
        return self.held.english

    @cached_property
    def areas(self) -> AreaBook:
        """Areas by their English names."""
        return self.held.area_books["en-gb"]

    def checked_on(self, service_key: int) -> datetime.date | None:
        """The day on which a service was last found right, by us or its own people."""
        return self.held.index.checked.get(service_key, NEVER_CHECKED).on

    def page(self, path: str) -> str:
        """The whole address of a page of ours."""
        return f"{self.site}{path}"
