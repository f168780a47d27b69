"""The texts of the widget in other languages, as files a browser can keep: `talen.json` and `talen/<code>.json`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.languages import DUTCH, DUTCH_NAME, Language

# Dutch itself is built into the widget: there is no file of it, only its line in the list.
BUILT_IN = {"code": DUTCH, "name": DUTCH_NAME, "direction": "ltr"}


class LanguageRoutes:
    """The list of languages the widget speaks, Dutch first, and the texts of each; made once, at the start."""

    def __init__(self, languages: Mapping[str, Language]) -> None:
        spoken = {code: language for code, language in languages.items() if language.widget}
        heads = [
            {"code": code, "name": language.name, "direction": language.direction} for code, language in spoken.items()
        ]
        self._list = _File([BUILT_IN, *heads])
        self._texts = {code: _File(language.widget) for code, language in spoken.items()}

    def routes(self) -> list[Route]:
        return [Route("/widget/talen.json", self.list), Route("/widget/talen/{code}.json", self.texts)]

    async def list(self, request: Request) -> Response:
        return self._list.answer(request)

    async def texts(self, request: Request) -> Response:
        found = self._texts.get(request.path_params["code"])
        return found.answer(request) if found is not None else Response(status_code=404)


class _File:
    """JSON with its fingerprint: a browser that has it already gets an empty 304."""

    def __init__(self, content: Any) -> None:
        self._body = json.dumps(content, ensure_ascii=False).encode()
        self._headers = {
            "ETag": f'"{hashlib.sha256(self._body).hexdigest()[:32]}"',
            "Cache-Control": "no-cache",  # keep it, and ask whether it is still good
        }

    def answer(self, request: Request) -> Response:
        known = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
        if self._headers["ETag"] in known:
            return Response(status_code=304, headers=self._headers)
        return Response(self._body, headers=self._headers, media_type="application/json")
