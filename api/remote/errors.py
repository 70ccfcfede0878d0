"""What goes wrong with a remote store, with the status a visitor gets.

    StoreError               the store gave no answer that can be passed on
    ├── StoreDownError       503: it can't be reached, or says that it is overloaded
    ├── StoreTimeError       503: it took longer than it may
    │   └── StoreOwnTimeError  503: it says that it stopped by a limit of its own
    ├── StoreAnswerError     502: its answer is cut off, malformed, or of another type
    ├── StoreSizeError       502: its answer is longer than it may be
    └── StoreRefusalError    502: it redirects, wants other credentials, has no such address, or
                             takes no question as long as this

The message says what is wrong for the log, and may name the store; ``detail`` is for visitors, and
does not. ``told`` is the key of the words that a page has for it.
"""

from __future__ import annotations

RETRY_SECONDS = 5


class StoreError(Exception):
    """The store gave no answer that can be passed on."""

    told = "store_answer"
    status = 502
    detail = "The store behind this service gave no usable answer."
    retry_seconds: int | None = None
    limit: str | None = None


class StoreDownError(StoreError):
    """It can't be reached, or says that it is overloaded."""

    told = "store_down"
    status = 503
    detail = "The store behind this service can't be reached now. Ask again later."
    retry_seconds = RETRY_SECONDS


class StoreTimeError(StoreError):
    """It took longer than it may."""

    told = "store_slow"
    status = 503
    detail = "The store behind this service did not answer in time. Ask again later."
    retry_seconds = RETRY_SECONDS


class StoreOwnTimeError(StoreTimeError):
    """It says that it stopped by a limit of its own."""

    told = "store_seconds"
    detail = "The store behind this service stopped at its own limit of time: ask for less."
    limit = "store_seconds"


class StoreAnswerError(StoreError):
    """Its answer is cut off, malformed, or of another type than asked for."""

    told = "store_answer"
    detail = (
        "The store behind this service gave an answer that is cut off or malformed, "
        "and it was not passed on."
    )


class StoreSizeError(StoreError):
    """Its answer is longer than it may be."""

    told = "store_size"
    detail = "The store behind this service gave a longer answer than this service reads."


class StoreRefusalError(StoreError):
    """It redirects, wants other credentials, or has nothing at this address."""

    told = "store_refusal"
    detail = "The store behind this service refused the question of this service."


class QueryRefusedError(Exception):
    """The store says that a query is wrong: its own words, at most a few lines."""
