"""Whether the service answers, and from which release."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from api.store import Dataset

router = APIRouter()


class Health(BaseModel):
    """The release that is served and how many quads it holds."""

    status: Literal["ok"] = "ok"
    release: str
    quads: int


@router.get("/health")
async def health(request: Request, response: Response) -> Health:
    """Answer at once, also while queries run: it waits for no thread."""
    dataset: Dataset = request.app.state.datasets.current()
    response.headers["Cache-Control"] = "no-store"
    return Health(release=dataset.id, quads=dataset.quads)
