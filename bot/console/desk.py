"""The inbox and an opened case: the page, and the same parts as fragments for the script."""

from __future__ import annotations

import logging
from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from bot.console import news, reading
from bot.console.accounts import first_name
from bot.console.context import Refusal, Visit, console_of, signed_in
from bot.console.rendering import page
from bot.handover.service import HandoverError

STATUS = {"taken": 409, "gone": 410}

log = logging.getLogger(__name__)


async def inbox_page(request: Request) -> Response:
    return await _show(request, "desk.html", None)


async def case_page(request: Request) -> Response:
    return await _show(request, "desk.html", request.path_params["id"])


async def inbox_part(request: Request) -> Response:
    return await _show(request, "inbox.html", None, opened=request.query_params.get("open"))


async def case_part(request: Request) -> Response:
    return await _show(request, "case.html", request.path_params.get("id"))


def refusal(error: Exception) -> Refusal:
    """What a supporter reads when a handover cannot be opened or changed any more."""
    reason = str(error) if str(error) in STATUS else "gone"
    return Refusal(STATUS[reason], reason)


async def _show(request: Request, template: str, handover_id: str | None, *,
                opened: str | None = None) -> Response:
    visit = await signed_in(request)
    try:
        values = await console_of(request).read(lambda db: _values(db, visit, handover_id))
    except HandoverError as error:
        raise refusal(error) from error
    case = values["case"]
    if case is not None and case.lines is not None:
        log.info("transcript of %s opened by user %s", case.handover.reference, visit.user.id)
    return page(request, template, opened=handover_id or opened, csrf=visit.ticket.csrf, user=visit.user,
                supporter=first_name(visit.user), **values)


def _values(db: Session, visit: Visit, handover_id: str | None) -> dict[str, Any]:
    # One transaction: what is shown and the place from which the live updates go on belong together.
    return {
        "inbox": reading.inbox(db, visit.user.id),
        "case": reading.case(db, visit.user.id, handover_id) if handover_id else None,
        "place": str(news.here(db, visit.user.id)),
    }
