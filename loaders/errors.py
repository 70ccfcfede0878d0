"""Errors of the loaders.

BomayError                  anything a user can put right
├── ReadError               a file that can't become text (names the file)
├── CurationError           a correction that is malformed or no longer fits its decision
├── ReferenceDataError      a file of ours (lexicon, table) that is missing or malformed
├── ReleaseError            a release that can't be read, written or switched in
└── StoreError              a store elsewhere that can't be published to
"""

from __future__ import annotations

__all__ = [
    "BomayError",
    "CurationError",
    "ReadError",
    "ReferenceDataError",
    "ReleaseError",
    "StoreError",
]


class BomayError(Exception):
    """Base of all errors that the loaders raise on purpose; the message says what to do."""


class ReadError(BomayError):
    """A file that can't be read as text: missing, empty, binary, or not in a known encoding."""

    def __init__(self, file: str, reason: str) -> None:
        """Keep the file's name and the reason apart, for reports."""
        self.file = file
        self.reason = reason
        super().__init__(f"{file}: {reason}")


class CurationError(BomayError):
    """A correction of data/curation that is malformed or no longer fits its decision."""

    def __init__(self, file: str, reason: str) -> None:
        """Name the TOML file and what is wrong with it."""
        self.file = file
        self.reason = reason
        super().__init__(f"{file}: {reason}")


class ReferenceDataError(BomayError):
    """A table or lexicon of the project that is missing or malformed."""


class ReleaseError(BomayError):
    """A release that can't be written or switched in."""


class StoreError(BomayError):
    """A store elsewhere can't be reached, refuses, or does not hold what it was given."""
