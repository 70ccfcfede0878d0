"""Which chart is asked for, and the addresses of its neighbours: one branch more, one less."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from api.pages.links import chart_link
from api.pages.model import Site

MOST_HEADS = 12
"""As many agencies stand side by side on one page."""


@dataclass(frozen=True)
class Asked:
    """The state of a chart; all of it stands in its address.

    ``agencies``, ``province`` and ``like`` are IRIs, one of the three says what is drawn; ``open``
    are the branches that are open, ``more`` says how often more of a long branch was asked for,
    ``day`` (ISO 8601) whose decision in force is drawn: by default the latest.
    """

    agencies: tuple[str, ...] = ()
    province: str = ""
    like: str = ""
    open: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    has_posts: bool = False
    page: int = 1
    day: str = ""

    @property
    def times(self) -> Counter[str]:
        """How often more was asked for, by branch."""
        return Counter(self.more)

    def is_open(self, body: str) -> bool:
        """Tell whether a branch was opened."""
        return body in self.open

    def toggled(self, body: str) -> Asked:
        """Return the state with a branch opened, or closed where it is open."""
        if body in self.open:
            return replace(
                self,
                open=tuple(one for one in self.open if one != body),
                more=tuple(one for one in self.more if one != body),
            )
        return replace(self, open=(*self.open, body))

    def with_more(self, body: str) -> Asked:
        """Return the state with more of a long branch."""
        return replace(self, more=(*self.more, body))

    def href(self, site: Site, path: str = "/chart", **extra: str) -> str:
        """Return the address of this state in the language of the page."""
        return chart_link(
            site,
            path,
            agency=self.agencies,
            province=(self.province,) if self.province else (),
            like=(self.like,) if self.like else (),
            open=self.open,
            more=self.more,
            posts=("1",) if self.has_posts else (),
            page=(str(self.page),) if self.page > 1 else (),
            date=(self.day,) if self.day else (),
            **{name: (value,) for name, value in extra.items()},
        )
