"""Routes without the framework's reading of parameters: the handler reads the request itself."""

from __future__ import annotations

from starlette.routing import Match, Route
from starlette.types import Scope


class PlainRoute(Route):
    """A route of Starlette that tells which one it is, as those of FastAPI do."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Return whether it takes the request, with itself as ``route``."""
        match, found = super().matches(scope)
        return match, {**found, "route": self}
