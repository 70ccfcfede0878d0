"""What became of a query that gave no answer, told to its client with the limit named."""

from __future__ import annotations

import math

from api.errors import (
    BadRequestError,
    BusyServiceError,
    NotAcceptableError,
    QueryStoppedError,
    ServiceError,
)
from api.pages.errors import Told
from api.settings import Settings
from api.workers.job import QueryFailedError
from api.workers.tickets import (
    BusyError,
    CrashError,
    MemoryLimitError,
    PoolError,
    TimeLimitError,
)

_RETRY_SECONDS = 5


def service_error(error: QueryFailedError | PoolError, settings: Settings) -> ServiceError:
    """Return what the client is told, with the limit named."""
    if isinstance(error, QueryFailedError):
        return _failed(error)
    return _stopped(error, settings)


def _failed(error: QueryFailedError) -> ServiceError:
    extra = error.extra
    match error.kind:
        case "type":
            return NotAcceptableError(extra["offered"])
        case "syntax":
            place = (str(extra["line"]), str(extra["column"]))
            return _wrong(error, ("refused", "syntax", *place))
        case "graph" | "function" | "refused" as kind:
            return _wrong(error, ("refused", kind))
        case "bytes" | "rows":
            most = ("refused", str(extra["limit"]), str(extra["most"]))
            return QueryStoppedError(413, error.detail, extra=extra, told=most)
    detail = f"The query can't be evaluated: {error.detail}"
    return QueryStoppedError(500, detail, told=("refused", "failed"), verbatim=error.detail)


def _wrong(error: QueryFailedError, told: Told) -> BadRequestError:
    detail = error.detail
    return BadRequestError(detail, extra=error.extra, told=told, verbatim=detail)


def _stopped(error: PoolError, settings: Settings) -> ServiceError:
    seconds, memory = settings.query_seconds, settings.query_memory_bytes
    match error:
        case TimeLimitError():
            detail = f"The query was stopped after {seconds:g} s: ask for less, or take a dump."
            extra = {"limit": "seconds", "most": seconds}
            told = ("refused", "seconds", f"{seconds:g}")
            return QueryStoppedError(503, detail, extra=extra, told=told)
        case MemoryLimitError():
            mib = math.ceil(memory / (1 << 20))
            detail = f"The query was stopped at {mib} MiB of memory: ask for less, or take a dump."
            extra = {"limit": "memory_bytes", "most": memory}
            told = ("refused", "memory", str(mib))
            return QueryStoppedError(503, detail, extra=extra, told=told)
        case CrashError():
            detail = (
                "The query ended the engine and was given up; the service goes on. Nest and join "
                "less, or split it into several queries."
            )
            extra = {"limit": "engine"}
            return QueryStoppedError(500, detail, extra=extra, told=("refused", "crash"))
        case BusyError():
            return _busy(f"The service is busy, {error}: try again later.", "queue")
    return _busy(f"No query can be run now: {error}", "workers")


def _busy(detail: str, limit: str) -> BusyServiceError:
    told = ("refused", limit)
    return BusyServiceError(503, detail, retry_seconds=_RETRY_SECONDS, limit=limit, told=told)
