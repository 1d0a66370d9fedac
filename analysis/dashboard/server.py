"""The page's server: on this machine only, for who has the address that was printed, without a network."""

from __future__ import annotations

import re
import socket
import webbrowser
from collections.abc import Awaitable, Callable, MutableMapping
from importlib import import_module
from secrets import compare_digest, token_hex
from typing import Any
from urllib.parse import parse_qs

import click

from simulation.reading.errors import refused

HOST = "127.0.0.1"
PORT = 8470
PORTS_TRIED = 20
LOCAL = re.compile(rb"(127\.0\.0\.1|localhost)(:\d{1,5})?")
OWN_SITES = frozenset({b"none", b"same-origin"})
"""What a browser says (`Sec-Fetch-Site`) of an address that was typed, and of what the page itself loads."""
SHIELD = ((b"content-security-policy", b"frame-ancestors 'none'"), (b"referrer-policy", b"same-origin"))
ELSEWHERE = b"This page is for 127.0.0.1 only, and for no other site's links; type its address, or paste it."
UNASKED = b"Open the whole address that the command printed, with its token."
EXTRA = "needs nicegui; install it with: pip install 'loyalty-simulator[dashboard]'"

Messages = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Messages]]
Send = Callable[[Messages], Awaitable[None]]
Application = Callable[[Messages, Receive, Send], Awaitable[None]]


class LocalOnly:
    """Refuses whatever was not asked for by this machine's own name and with the token, or comes from another site.

    The page is asked for as `/?token=…`; all else that it loads has the token as the first part of its path.
    """

    def __init__(self, inner: Application, token: str) -> None:
        self._inner, self._token = inner, token

    async def __call__(self, scope: Messages, receive: Receive, send: Send) -> None:
        """Hand a request over, or refuse it."""
        if scope["type"] == "lifespan":
            await self._inner(scope, receive, send)
        elif not is_local(dict(scope["headers"])):
            await refuse(scope, receive, send, ELSEWHERE)
        elif (path := path_within(scope, self._token)) is None:
            await refuse(scope, receive, send, UNASKED)
        else:
            await self._inner({**scope, "path": path, "root_path": f"/{self._token}"}, receive, shielded(send))


def is_local(headers: dict[bytes, bytes]) -> bool:
    """Whether a request was meant for this machine (`Host`), by its reader or this very page (what else is told)."""
    host = headers.get(b"host", b"").lower()
    is_own = headers.get(b"origin", b"http://" + host).lower() == b"http://" + host
    return bool(LOCAL.fullmatch(host)) and is_own and headers.get(b"sec-fetch-site", b"none") in OWN_SITES


def path_within(scope: Messages, token: str) -> str | None:
    """The path of a request below the token that it shows; None where it shows none, or another one."""
    path = str(scope["path"])
    if path == "/":
        query = parse_qs(scope["query_string"].decode("latin-1"))
        path = f"/{query.get('token', [''])[-1]}/"
    shown = path[1:].partition("/")[0]
    return path if compare_digest(shown.encode(), token.encode()) else None


async def refuse(scope: Messages, receive: Receive, send: Send, reason: bytes) -> None:
    """Answer that this is not answered."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    send = shielded(send)
    await send({"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": reason})


def shielded(send: Send) -> Send:
    """Answers that no other page may frame, and that pass the address with its token on to nobody."""

    async def sending(message: Messages) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", []), *SHIELD]}
        await send(message)

    return sending


def open_port(wanted: int | None) -> socket.socket:
    """A socket that listens on 127.0.0.1: on the port that is wanted, else on the first that is free."""
    for port in [PORT + more for more in range(PORTS_TRIED)] if wanted is None else [wanted]:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
            listener.listen()  # who comes before the server is ready waits
        except OSError:
            listener.close()
            continue
        return listener
    raise refused("in use; take another, or none to get a free one", place=f"--port {wanted or PORT}")


def serve(application: Callable[[], Application], port: int | None, *, opens: bool) -> None:
    """Serve the page, which is made once its libraries are found, until Ctrl-C; `opens` shows it in the browser."""
    try:
        import uvicorn

        import_module("nicegui")
    except ModuleNotFoundError:
        raise refused(EXTRA, place="dashboard") from None

    listener = open_port(port)
    token = token_hex(16)
    address = f"http://{HOST}:{listener.getsockname()[1]}/?token={token}"
    config = uvicorn.Config(
        LocalOnly(application(), token),
        log_level="critical",
        access_log=False,
        ws_max_size=2**20,
        timeout_graceful_shutdown=1,
    )
    click.echo(f"{address}  (Ctrl-C ends it)")
    if opens:
        webbrowser.open(address)
    uvicorn.Server(config).run(sockets=[listener])  # raises what ended it: Ctrl-C or SIGTERM
