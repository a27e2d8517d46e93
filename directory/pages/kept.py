"""Pages kept in the process, so that the same question costs almost nothing.

A page is kept for one edition of the directory and one minute of the clock, so what is
taken down, and what closes, is gone with the next request. Nothing of a visitor is in
it: public pages are the same for everyone.
"""

import gzip
import re
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from directory.find.held import fresh
from directory.find.shortlist import PARAMETER

MOST_PAGES = 400
# Level 6 takes half as long again and saves a thirtieth of a page (measured).
LEVEL = 4
MOST_BYTES = 16 * 1024 * 1024
# The name itself, or one that is written with percent signs.
_MAY_CARRY = re.compile(rf"(?:^|&)(?:{PARAMETER}|[^=&]*%)")


class Shelf:
    """The pages used last, up to a number and a weight."""

    def __init__(self, most_pages: int, most_bytes: int) -> None:
        self.most_pages = most_pages
        self.most_bytes = most_bytes
        self._pages: OrderedDict[tuple, HttpResponse] = OrderedDict()
        self._bytes = 0
        self._moment: tuple = ()

    def get(self, key: tuple, moment: tuple) -> HttpResponse | None:
        """The page kept for this moment; another moment empties the shelf."""
        if moment != self._moment:
            self.forget()
            self._moment = moment
        page = self._pages.get(key)
        if page is not None:
            self._pages.move_to_end(key)
        return page

    def forget(self) -> None:
        """Keep nothing."""
        self._pages.clear()
        self._bytes, self._moment = 0, ()

    def put(self, key: tuple, page: HttpResponse) -> None:
        """Keep a page; the longest unused make room."""
        if key in self._pages:
            return
        self._pages[key] = page
        self._bytes += len(page.content)
        while len(self._pages) > self.most_pages or self._bytes > self.most_bytes:
            _key, oldest = self._pages.popitem(last=False)
            self._bytes -= len(oldest.content)


shelf = Shelf(MOST_PAGES, MOST_BYTES)


def kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Bring the directory up to date, then answer from memory where possible."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        edition = fresh()
        # A page that carries someone's list is nobody else's.
        if request.method not in ("GET", "HEAD") or _carries_a_list(request):
            return view(request, *args, **kwargs)
        minute = int(timezone.now().timestamp() // 60)
        zipped = "gzip" in request.headers.get("Accept-Encoding", "")
        key = (request.get_full_path(), request.get_host(), get_language(), zipped)
        page = shelf.get(key, (edition, minute))
        if page is None:
            page = view(request, *args, **kwargs)
            if page.status_code == 200 and not page.streaming and not page.cookies:
                page = _zipped(page) if zipped else page
                shelf.put(key, _copy(page))
            return page
        return _copy(page)

    return answer


def _carries_a_list(request: HttpRequest) -> bool:
    """Whether the address has `s`; read whole only where it could, which takes long."""
    query = request.META.get("QUERY_STRING", "")
    return bool(_MAY_CARRY.search(query)) and PARAMETER in request.GET


def _zipped(page: HttpResponse) -> HttpResponse:
    """The page compressed, once for all who ask; GZipMiddleware leaves it as it is.

    Without the random bytes that it adds against BREACH: a page that is the same for
    everyone holds nothing that could be guessed.
    """
    compressed = gzip.compress(page.content, compresslevel=LEVEL, mtime=0)
    made = HttpResponse(compressed, headers=dict(page.items()))
    made["Content-Encoding"] = "gzip"
    patch_vary_headers(made, ("Accept-Encoding",))
    return made


def _copy(page: HttpResponse) -> HttpResponse:
    """A page of its own for each request: middleware adds headers to it."""
    return HttpResponse(
        page.content, status=page.status_code, headers=dict(page.items())
    )
