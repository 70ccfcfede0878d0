"""The index of the dataset that is served: that of its release, else one made in memory."""

from __future__ import annotations

import logging
from pathlib import Path
from threading import Lock

from api.pages.data import remembered
from api.store import Dataset
from ontology.search.index import IndexVersionError, SearchIndex, build_index, open_index

FOLDER = "search"
"""Beside the store of a release."""

log = logging.getLogger(__name__)
_making = Lock()


def index_of(dataset: Dataset) -> SearchIndex:
    """Return the index of a dataset, opened or made at the first call.

    Others wait while it is made. It takes about a second for a thousand entries.
    """
    with _making:
        return remembered(dataset, "search-index", _open)


def _open(dataset: Dataset) -> SearchIndex:
    location = dataset.location
    if location is not None and location.kind == "store":
        try:
            return open_index(Path(location.path).parent / FOLDER)
        except IndexVersionError as error:
            log.warning("searching without the index of the release, made anew: %s", error)
    return build_index(dataset.rows)
