"""HTTP routes of the page. Nothing of it may be kept on the way or found by a search engine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.takeaway.links import PATH
from bot.takeaway.pages import Pages
from bot.takeaway.pdf import make_pdf
from bot.takeaway.view import View

STATIC = Path(__file__).parent / "static"
# What a download is called: it says nothing of whose page it is.
FILE_NAME = "bladzijde.pdf"
PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}


class PageRoutes:
    """The print view and the PDF, both behind the signed link."""

    def __init__(self, pages: Pages) -> None:
        self._pages, self._view = pages, View(pages.texts)

    def routes(self) -> list[BaseRoute]:
        return [
            Route(f"{PATH}/{{token}}.pdf", self.pdf),
            Route(f"{PATH}/{{token}}", self.print_view),
            Mount("/takeaway", StaticFiles(directory=STATIC)),
        ]

    async def print_view(self, request: Request) -> Response:
        page = await self._find(request)
        if page is None:
            return self._gone()
        return HTMLResponse(self._view.page(page, f"{request.url.path}.pdf"), headers=PRIVATE)

    async def pdf(self, request: Request) -> Response:
        page = await self._find(request)
        if page is None:
            return self._gone()
        content = await anyio.to_thread.run_sync(make_pdf, page, self._pages.texts.of(page.get("language")))
        headers = {**PRIVATE, "Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
        return Response(content, media_type="application/pdf", headers=headers)

    async def _find(self, request: Request) -> dict[str, Any] | None:
        return await anyio.to_thread.run_sync(self._pages.find, request.path_params["token"])

    def _gone(self) -> Response:
        return HTMLResponse(self._view.gone(), 404, headers=PRIVATE)
