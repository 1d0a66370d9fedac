"""The page's server: on this machine only, for requests that mean this machine, without a network."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Awaitable, Callable, MutableMapping
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from simulation.faults import refused

HOST = "127.0.0.1"
PORT = 8470
PORTS_TRIED = 20
LOCAL = frozenset({"127.0.0.1", "localhost"})
EXTRA = "needs nicegui; install it with: pip install 'loyalty-simulator[dashboard]'"

Messages = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Messages]]
Send = Callable[[Messages], Awaitable[None]]
Application = Callable[[Messages, Receive, Send], Awaitable[None]]


class LocalOnly:
    """Refuses whatever was not asked for under this machine's own name, or comes from another site's page."""

    def __init__(self, inner: Application) -> None:
        self._inner = inner

    async def __call__(self, scope: Messages, receive: Receive, send: Send) -> None:
        """Hand a request over, or refuse it."""
        if scope["type"] in {"http", "websocket"} and not is_local(dict(scope["headers"])):
            if scope["type"] == "websocket":
                await receive()
                await send({"type": "websocket.close", "code": 1008})
                return
            await send({"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain")]})
            await send({"type": "http.response.body", "body": b"This page is for 127.0.0.1 only."})
            return
        await self._inner(scope, receive, send)


def is_local(headers: dict[bytes, bytes]) -> bool:
    """Whether a request was meant for this machine (`Host`), by a page of this machine (`Origin`, where it is told)."""
    host = urlsplit(f"//{headers.get(b'host', b'').decode('latin-1')}").hostname
    origin = headers.get(b"origin")
    is_own = origin is None or urlsplit(origin.decode("latin-1")).hostname in LOCAL
    return host in LOCAL and is_own


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


def serve(source: str, folder: Path, port: int | None, *, opens: bool) -> None:
    """Serve the page until Ctrl-C; `opens` shows it in the browser."""
    try:
        import uvicorn

        import_module("nicegui")
    except ModuleNotFoundError:
        raise refused(EXTRA, place="dashboard") from None
    from analysis.dashboard.page import application

    listener = open_port(port)
    address = f"http://{HOST}:{listener.getsockname()[1]}/"
    app = application(source, folder)
    config = uvicorn.Config(
        LocalOnly(app), log_level="critical", access_log=False, ws_max_size=2**20, timeout_graceful_shutdown=1
    )
    click.echo(f"{address}  (Ctrl-C ends it)")
    if opens:
        webbrowser.open(address)
    uvicorn.Server(config).run(sockets=[listener])  # raises what ended it: Ctrl-C or SIGTERM
