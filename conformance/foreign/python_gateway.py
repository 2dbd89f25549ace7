#!/usr/bin/python3 -B
"""A gateway in another language: Python, asyncio, and Debian's python3-websockets 10.4.

Written from the wire protocol and the inference API alone, without a line of our own gateways, so
that what the tools say about it is independent evidence. It also shows how little a gateway needs:
here are its configuration and its routes, in session.py the protocol of one connection, and in
inference_client.py the HTTP.

    PORT=3000 INFERENCE_URL=http://127.0.0.1:9000 ./python_gateway.py
"""

import asyncio
import collections
import contextlib
import http
import json
import logging
import os
import random
import signal
import sys
import urllib.parse

import websockets
from websockets.exceptions import AbortHandshake, InvalidMessage
from websockets.server import WebSocketServerProtocol

from inference_client import InferenceClient
from session import Session

MAX_MESSAGE_BYTES = 8192
CLOSE_TIMEOUT_S = 2
DRAIN_TIMEOUT_S = 10
INFERENCE_CONNECTIONS = 256


class Gateway:
    """Routes, the sessions that are open, and what they share."""

    def __init__(self, settings):
        self.settings = settings
        self.counters = collections.Counter(frames=0, partials=0, errors=0)
        self.inference = InferenceClient(
            settings.inference_url, settings.inference_timeout_ms, settings.cpu_passes,
            INFERENCE_CONNECTIONS,
        )
        self._sessions = set()
        self._draining = False

    async def open(self, socket):
        """Serves one WebSocket connection."""
        session = Session(socket, self)
        self._sessions.add(session)
        try:
            await session.run()
        finally:
            self._sessions.discard(session)

    async def route(self, target, _headers):
        """Answers a plain HTTP request; None lets websockets go on with the upgrade (or say 426)."""
        path = target.partition("?")[0]
        if path == "/ws/stt" and not self._draining:
            return None
        if path in ("/ready", "/ws/stt") and self._draining:
            return http.HTTPStatus.SERVICE_UNAVAILABLE, [], b"draining\n"
        if path in ("/health", "/ready"):
            return http.HTTPStatus.OK, [], b"ok\n"
        if path == "/metrics":
            exposition = [("Content-Type", "text/plain; version=0.0.4")]
            return http.HTTPStatus.OK, exposition, self._metrics()
        return http.HTTPStatus.NOT_FOUND, [], b"not found\n"

    async def drain(self):
        """Takes no more sessions and asks those that are open to come back elsewhere."""
        self._draining = True
        closing = [asyncio.create_task(session.restart()) for session in self._sessions]
        if closing:
            await asyncio.wait(closing, timeout=DRAIN_TIMEOUT_S)

    def _metrics(self):
        lines = [f"python_gateway_{name}_total {n}" for name, n in self.counters.items()]
        return "\n".join([f"python_gateway_sessions {len(self._sessions)}", *lines, ""]).encode()


class Connection(WebSocketServerProtocol):
    """Says 405 where websockets, which takes GET alone, would say 400."""

    async def read_http_request(self):
        try:
            return await super().read_http_request()
        except InvalidMessage as error:
            if "HTTP method" not in str(error.__cause__):
                raise
            status = http.HTTPStatus.METHOD_NOT_ALLOWED
            raise AbortHandshake(status, [("Allow", "GET")], b"expected GET\n") from error


class Settings:
    """The environment. `problems` names every variable that is wrong."""

    def __init__(self, environment):
        self._environment = environment
        self.problems = []
        self.host = environment.get("HOST", "0.0.0.0")
        self.port = self._integer("PORT", 3000, range(65536))
        self.flush_interval_ms = self._integer("FLUSH_INTERVAL_MS", 1000, range(1, 3_600_001))
        self.flush_phase_jitter_ms = self._integer("FLUSH_PHASE_JITTER_MS", 0, range(3_600_001))
        self.inference_timeout_ms = self._integer("INFERENCE_TIMEOUT_MS", 2000, range(1, 3_600_001))
        self.cpu_passes = self._integer("CPU_PASSES", 4, range(1_000_001))
        self.model_delay_ms = self._integer("MODEL_DELAY_MS", 75, range(3_600_001))
        self.inference_url = self._url("INFERENCE_URL", "http://127.0.0.1:9000")

    def phase_ms(self):
        """A random part of the first flush interval, so that sessions do not flush in step."""
        return random.uniform(0, self.flush_phase_jitter_ms)

    def _integer(self, name, default, allowed):
        text = self._environment.get(name, str(default))
        with contextlib.suppress(ValueError):  # Of more digits than int() takes.
            if text.isascii() and text.isdigit() and int(text) in allowed:
                return int(text)
        expected = f"an integer in {allowed.start}–{allowed.stop - 1}"
        self.problems.append(f'Cannot read {name}: expected {expected}, got "{text}"')

    def _url(self, name, default):
        text = self._environment.get(name, default)
        with contextlib.suppress(ValueError):  # Of a port that is none.
            url = urllib.parse.urlsplit(text)
            if url.scheme == "http" and url.hostname and (url.port or 80) > 0:
                return url
        self.problems.append(f'Cannot read {name}: expected an http:// URL, got "{text}"')


async def serve(settings):
    """Listens until SIGTERM or SIGINT, or until the parent is gone, and drains."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    if os.environ.get("EXIT_WITH_PARENT") == "1":
        loop.add_reader(0, lambda: os.read(0, 4096) or stop.set())
    gateway = Gateway(settings)
    # write_limit 0: a send returns when the kernel has all of it, so nothing piles up in here.
    async with websockets.serve(
        gateway.open, settings.host, settings.port, create_protocol=Connection,
        process_request=gateway.route, compression=None, max_size=MAX_MESSAGE_BYTES, write_limit=0,
        close_timeout=CLOSE_TIMEOUT_S, ping_interval=30, ping_timeout=30,
    ) as server:
        host = "127.0.0.1" if settings.host == "0.0.0.0" else settings.host
        url = f"http://{host}:{server.sockets[0].getsockname()[1]}"
        print(json.dumps({"event": "listening", "name": "python", "url": url}), flush=True)
        await stop.wait()
        loop.remove_reader(0)
        await gateway.drain()  # Leaving the block closes with 1001 who has not gone by now.


def main():
    """Exit status: 0 after a signal, 1 when it cannot listen, 2 when the environment is wrong."""
    logging.getLogger("websockets").setLevel(logging.CRITICAL)  # A bad client is not our error.
    settings = Settings(os.environ)
    if settings.problems:
        print(*settings.problems, sep="\n", file=sys.stderr)
        return 2
    try:
        asyncio.run(serve(settings))
    except OSError as error:
        print(f"Cannot listen on {settings.host}:{settings.port}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
