"""Where records come from: the site's own address, and what it holds in memory."""

from dataclasses import dataclass
from functools import cached_property

from directory.find.gazetteer import AreaBook
from directory.find.held import Holding
from directory.find.vocabulary import Vocabulary
from directory.models.standing import NEVER_CHECKED, Checked

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

    def checked(self, service_key: int) -> Checked:
        """When a service was last found right, and by whom."""
        return self.held.index.checked.get(service_key, NEVER_CHECKED)

    def page(self, path: str) -> str:
        """The whole address of a page of ours."""
        return f"{self.site}{path}"
