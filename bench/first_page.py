"""What a first visit costs on the wire: the page and every file it asks for."""

import http.client
from html.parser import HTMLParser

NAMES = {"link": "href", "script": "src", "img": "src"}
FETCHED = {"stylesheet", "icon"}
HEADERS = {"Accept-Encoding": "gzip, br"}


class _Files(HTMLParser):
    """Collects the addresses of the files that a browser fetches with a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        given = dict(attrs)
        address = given.get(NAMES.get(tag, ""))
        if address and (tag != "link" or given.get("rel") in FETCHED):
            self.found.append(address)


def first_page(port: int, address: str) -> tuple[int, int, int]:
    """Bytes of the page, bytes of all, and the number of requests."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("GET", address)
    files = _Files()
    files.feed(line.getresponse().read().decode())
    wanted = [address, *dict.fromkeys(files.found)]
    sizes = [_size(line, one) for one in wanted]
    return sizes[0], sum(sizes), len(sizes)


def _size(line: http.client.HTTPConnection, address: str) -> int:
    line.request("GET", address, headers=HEADERS)
    return len(line.getresponse().read())
