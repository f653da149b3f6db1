"""Run the application until it is told to end."""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable

import uvicorn

from confgraph.catalog import Catalog
from confgraph.problems import FileTrouble
from confgraph.server.app import Options, application

_BACKLOG = 512


def serve(catalog: Catalog, options: Options, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve a catalog at a host and port, 0 for any that is free; ``ready`` is told the address.

    Ends at SIGTERM or SIGINT, when what is asked now has been answered. Raises FileTrouble for an address that cannot
    be taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        what = (error.strerror or str(error)).lower()
        raise FileTrouble(f"{host}:{port} cannot be served: {what}: choose another --port or --host") from None
    with listening:
        config = uvicorn.Config(
            application(catalog, options),
            log_level="warning",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            limit_concurrency=1000,
            timeout_keep_alive=10,
            timeout_graceful_shutdown=round(options.limits.timeout) + 2,
        )
        shown = f"[{host}]" if family == socket.AF_INET6 else host
        gc.enable()  # a command of a moment does without: who stays must not keep what rendering leaves in rings
        ready(f"http://{shown}:{listening.getsockname()[1]}/")
        uvicorn.Server(config).run(sockets=[listening])
