"""The process that serves: the application in uvicorn, with the settings that are about serving."""

from __future__ import annotations

import sys

import uvicorn

from api.app import create_app
from api.connections import allow_files, bounded_http
from api.settings import Settings

_SWITCH_SECONDS = 0.0005
"""How long the thread of a page may go on while the event loop wants to."""


def run(settings: Settings) -> None:
    """Serve until the process is told to stop; raises DatasetError where there is nothing to serve.

    At SIGTERM or SIGINT no new connection is taken, requests under way may end within
    ``grace_seconds``: one that runs on must not keep the service from stopping.
    """
    sys.setswitchinterval(_SWITCH_SECONDS)
    allow_files(settings.connections)
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        http=bounded_http(settings.connections),
        ws="none",
        log_level="info",
        access_log=False,  # ours tells more, and less of who asks for what
        server_header=False,
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=settings.grace_seconds,
    )
