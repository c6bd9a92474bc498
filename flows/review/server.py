"""The local page of a review: on the loopback address alone, behind a token that only who started it knows.

Other pages in the same browser may send requests here: each must name this host, bring the token in a cookie that they
cannot make the browser send, and tell, where it changes anything, that it comes from this very page. What a document
holds is shown in a sandboxed frame that runs nothing and asks for nothing.
"""

from __future__ import annotations

import hmac
import json
import secrets
import socket
from collections.abc import Callable, Mapping
from functools import partial
from http.cookies import CookieError, SimpleCookie
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from xxgk.flows.reading.apart import Asking
from xxgk.flows.review.answering import Review
from xxgk.flows.review.pages import NO_REPORT, STATIC, Words, list_page, question_page
from xxgk.flows.review.worklist import DOCUMENT
from xxgk.schema.errors import XxgkError

COOKIE, LOOPBACK = "xxgk_review", "127.0.0.1"
LARGEST = 200_000
"""Bytes of an answer."""
FIELDS = 1000
_OWN = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
_OF_SOURCE = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Gate:
    """Lets through what comes from the person at this machine who has the token."""

    def __init__(self, app: ASGIApp, *, token: str, port: int) -> None:
        self._app, self._token = app, token
        self._hosts = {f"{name}:{port}" for name in (LOOPBACK, "localhost")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or have it answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        refused = self._refusal(request)
        if refused is not None:
            await refused(scope, receive, send)
            return
        await self._app(scope, receive, partial(_with_headers, send))

    def _refusal(self, request: Request) -> Response | None:
        host = request.headers.get("host", "")
        if host not in self._hosts:
            return _refused("this address is not mine")
        if request.method == "GET" and self._is_token(request.query_params.get("token", "")):
            entered = RedirectResponse("/", 303, _HEADERS)
            entered.set_cookie(COOKIE, self._token, httponly=True, samesite="strict")
            return entered
        if not self._is_token(_cookie(request)):
            return _refused("open the address that `xxgk review` printed")
        if request.method not in ("GET", "HEAD") and request.headers.get("origin") != f"http://{host}":
            return _refused("this comes from another page")
        return None

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self._token.encode())


def _cookie(request: Request) -> str:
    try:
        found = SimpleCookie(request.headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _refused(words: str) -> Response:
    return Response(words, 403, _HEADERS, "text/plain")


async def _with_headers(send: Send, message: Message) -> None:
    if message["type"] == "http.response.start":
        own = {name.lower().encode(): value.encode() for name, value in _HEADERS.items()}
        given = dict(message["headers"])
        own.setdefault(b"content-security-policy", given.pop(b"content-security-policy", _OWN.encode()))
        message = {**message, "headers": [*({**given, **own}).items()]}
    await send(message)


def application(review: Review, told: Words, token: str, port: int, asking: Asking | None = None) -> Starlette:
    """The pages of a review; `asking` reads the sources that they show."""

    def listed(_: Request) -> Response:
        return HTMLResponse(list_page(review.questions(), review.who, told, second=review.second))

    def asked(request: Request) -> Response:
        question = review.question(request.path_params["key"])
        beside = review.tables(question), review.titles(question)
        return HTMLResponse(question_page(question, *beside, review.who, told))

    def source(request: Request) -> Response:
        page = review.source(review.question(request.path_params["key"]), asking)
        return HTMLResponse(page, headers={"Content-Security-Policy": _OF_SOURCE})

    return Starlette(
        routes=[
            Route("/", listed),
            Route("/q/{key}", asked),
            Route("/source/{key}", source),
            Route("/check", _given(partial(_check, review)), methods=["POST"]),
            Route("/answer", _given(partial(_answer, review)), methods=["POST"]),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[Middleware(Gate, token=token, port=port)],
        exception_handlers={XxgkError: _in_words},
    )


def _check(review: Review, given: Mapping[str, Any]) -> dict[str, Any]:
    return review.check(review.question(given["key"]), given["values"])


def _answer(review: Review, given: Mapping[str, Any]) -> dict[str, Any]:
    question = review.question(given["key"])
    note, answer = given.get("note", ""), given.get("answer", "")
    if answer == NO_REPORT:
        review.no_report(question, note)
    elif answer:
        review.cannot(question, answer, note)
    else:
        review.answer(question, given["values"], note)
    following = next((one for one in review.questions() if one.key != question.key), None)
    return {"next": f"/q/{following.key}" if following and question.asks != DOCUMENT else "/"}


def _given(do: Callable[[Mapping[str, Any]], dict[str, Any]]) -> Callable[[Request], Any]:
    """What does something with the JSON that it is sent."""

    async def endpoint(request: Request) -> Response:
        return JSONResponse(await run_in_threadpool(do, await _body(request)))

    return endpoint


async def _body(request: Request) -> Mapping[str, Any]:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            raise HTTPException(413)
    try:
        given = json.loads(body)
    except ValueError as error:
        raise HTTPException(400) from error
    values = given.get("values", {}) if isinstance(given, dict) else None
    if not isinstance(values, dict) or len(values) > FIELDS:
        raise HTTPException(400)
    texts = [*values.values(), given.get("key"), given.get("note", ""), given.get("answer", "")]
    if not all(isinstance(text, str) for text in texts):
        raise HTTPException(400)
    return {**given, "values": values}


def _in_words(request: Request, error: Exception) -> Response:
    if request.method == "POST":
        return JSONResponse({"error": str(error)}, 409)
    return Response(str(error), 404, media_type="text/plain")


class ReviewServer:
    """The page being served: `address` is what its person opens, with the token in it."""

    def __init__(self, review: Review, told: Words, port: int = 0) -> None:
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind((LOOPBACK, port))
        self.port, token = self._socket.getsockname()[1], secrets.token_urlsafe(24)
        self.address = f"http://{LOOPBACK}:{self.port}/?token={token}"
        self._asking = Asking([review.archive.folder])
        app = application(review, told, token, self.port, self._asking)
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, ws="none", lifespan="off"
        )
        self.server = uvicorn.Server(config)

    def run(self) -> None:
        """Serve until somebody ends it."""
        with self._asking:
            self.server.run([self._socket])
