"""What holds for every request: allowed hosts, same-origin posts, small bodies and the security headers."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.settings import Settings

MAX_BODY = 64 * 1024
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def is_loopback(host: str) -> bool:
    """Whether an address to listen on is reachable from this machine alone."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def allowed_hosts(settings: Settings, public_url: str) -> frozenset[str] | None:
    """The values of `Host` that are answered, or None for any.

    An address open to a network has names we cannot know. On loopback a foreign name means a web page that
    had its own name point at this machine.
    """
    public = {urlsplit(public_url).netloc.lower()} if public_url else set()
    if not is_loopback(settings.console_host):
        return frozenset(public) or None
    own = {*LOOPBACK, settings.console_host}
    return frozenset(public | own | {f"{host}:{settings.console_port}" for host in own})


class Guard:
    """ASGI middleware; the stream of events passes through it untouched."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str] | None) -> None:
        self.app, self.hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        refusal = self._refusal(scope["method"], Headers(scope=scope))
        await (refusal or self.app)(scope, receive, send_with_headers)

    def _refusal(self, method: str, headers: Headers) -> ASGIApp | None:
        host = headers.get("host", "").lower()
        if not host or (self.hosts is not None and host not in self.hosts):
            return PlainTextResponse("unknown host", 400)
        if method in ("GET", "HEAD"):
            return None
        if not same_origin(headers, host):
            return PlainTextResponse("foreign origin", 403)
        length = headers.get("content-length", "")
        if not length.isdigit():
            return PlainTextResponse("length required", 411)
        return PlainTextResponse("too large", 413) if int(length) > MAX_BODY else None


def same_origin(headers: Headers, host: str) -> bool:
    """Whether a post comes from a page of our own.

    Under `no-referrer` browsers send `Origin: null` with a plain form; then `Sec-Fetch-Site`, which a page
    cannot forge, decides.
    """
    origin = headers.get("origin", "null")
    if origin != "null":
        return urlsplit(origin).netloc.lower() == host
    return headers.get("sec-fetch-site") == "same-origin"
