"""Asks for every page there is: each URL of the resolver with every row it could name, and every link found on the way.

The admin site is left out: that it does not exist for anybody but administrators stands in tests/people/test_admin.py.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Container, Iterator, Mapping, Sequence
from copy import deepcopy
from html import unescape
from io import BytesIO
from itertools import product
from typing import Any
from urllib.parse import urljoin, urlsplit
from zipfile import ZipFile

from django.core.signing import b64_decode
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

HTMX = {"HX-Request": "true"}
LINK = re.compile(r'="((?:/|\?|\./)[^"#]*)')  # in any attribute: href, action, hx-get, data-sheet …
TOKEN = re.compile(r'(csrfmiddlewaretoken" value=|csrftoken": )"\w*"')
LEAVES = {"people:sign_out"}  # posting these would end the walk
ELSEWHERE = ("/static/", "/admin/")

Pattern = tuple[str, tuple[str, ...]]
Headers = Mapping[str, str]
Names = Mapping[str, Sequence[str | int]]  # what a parameter of a URL may be


def patterns(of: URLResolver | None = None, space: str = "", before: tuple[str, ...] = ()) -> Iterator[Pattern]:
    """The name and the parameters of every URL."""
    for pattern in (of or get_resolver()).url_patterns:
        parameters = (*before, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", parameters
        elif pattern.namespace != "admin":
            yield from patterns(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space, parameters)


def addresses(names: Names, only: Container[str] | None = None) -> dict[str, str]:
    """Every address of every URL (of those called `only`), with the URL's name. A parameter that `names` does not know
    may be anything in it."""
    anything = list(dict.fromkeys(value for values in names.values() for value in values))
    found = {}
    for name, parameters in patterns():
        if only is not None and name not in only:
            continue
        for values in product(*(names.get(parameter, anything) for parameter in parameters)):
            try:
                found[reverse(name, args=values)] = name
            except NoReverseMatch:  # a word where the URL takes a number
                continue
    return found


def text_of(body: bytes) -> str:
    """The body as text; a workbook or another archive unpacked."""
    if body.startswith(b"PK"):
        with ZipFile(BytesIO(body)) as archive:
            return "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    return body.decode(errors="replace")


def unsigned(cookie: str) -> str:
    """The value of a cookie in plain, without the time and the signature of one that is signed."""
    value = cookie.partition(":")[0]
    return zlib.decompress(b64_decode(value[1:].encode())).decode() if value.startswith(".") else value


class Walk:
    """What one person gets from all addresses, by a request each in words: `GET /study/ (htmx)`."""

    def __init__(
        self, client: Client, names: Names | None = None, *, deep: bool = True, only: Container[str] | None = None
    ) -> None:
        """Asks for everything that can be named, and if `deep` posts an empty form to it and follows its links; for
        nothing without `names`. What is not there for the reader is asked for once; that its forms are not there either
        stands in tests/test_access.py."""
        self.client = client
        self.pages: dict[str, str] = {}
        ahead, refusing = addresses(names, only) if names else {}, set[str]()
        while ahead:
            address, name = ahead.popitem()
            for headers in ({}, HTMX):
                page = self.ask("GET", address, headers)
                if page.startswith("404"):
                    break
                if deep and name not in LEAVES and address not in refusing:
                    if self.ask("POST", address, headers).startswith("405"):
                        refusing.add(address)
                    ahead.update({link: "" for link in self._links(address, page) if self._is_new(link, address)})

    def ask(
        self, method: str, address: str, headers: Headers, data: Mapping[str, Any] | None = None, keep: bool = False
    ) -> str:
        """All that comes back: status, headers, cookies, body. What asking changes is taken back, unless `keep`."""
        cookies = deepcopy(self.client.cookies)
        with transaction.atomic():
            answer = getattr(self.client, method.lower())(address, data or {}, headers=headers)
            transaction.set_rollback(not keep)
        self.client.cookies = cookies
        said = [str(answer.status_code), *(f"{key}: {value}" for key, value in answer.headers.items())]
        said += [f"{name}={unsigned(morsel.value)}" for name, morsel in answer.cookies.items() if name != "csrftoken"]
        said.append(TOKEN.sub(r"\1", text_of(b"".join(answer))))
        request = f"{method} {address}{' (htmx)' if headers else ''}{f' {dict(data)}' if data else ''}"
        self.pages[request] = "\n".join(said)
        return self.pages[request]

    def _links(self, address: str, page: str) -> set[str]:
        here = (urljoin(address, unescape(link)) for link in LINK.findall(page))
        return {link for link in here if not urlsplit(link).path.startswith(ELSEWHERE)}

    def _is_new(self, link: str, page: str) -> bool:
        """Filters, sorting and the like once each, from the page without any: together they would have no end."""
        known = {urlsplit(request.split()[1]).path for request in self.pages}
        return f"GET {link}" not in self.pages and ("?" not in page or urlsplit(link).path not in known)

    def where(self, pattern: str) -> list[str]:
        """The requests that something matching `pattern` came back from."""
        return [request for request, page in self.pages.items() if re.search(pattern, page)]
