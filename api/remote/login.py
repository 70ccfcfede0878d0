"""How this service tells a store who it is."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2

from api.settings import Settings


class Bearer(httpx2.Auth):
    """A token in the header Authorization (RFC 6750, 2.1)."""

    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx2.Request) -> Iterator[httpx2.Request]:  # type: ignore[override]  # it is not sent to
        """Give the request its header."""
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


def login(settings: Settings) -> httpx2.Auth | None:
    """Return what the settings say: a token, a user with a password, or nothing."""
    if settings.store_token:
        return Bearer(settings.store_token.get_secret_value())
    if not settings.store_user:
        return None
    password = settings.store_password.get_secret_value() if settings.store_password else ""
    if settings.store_auth == "digest":
        return httpx2.DigestAuth(settings.store_user, password)
    return httpx2.BasicAuth(settings.store_user, password)
