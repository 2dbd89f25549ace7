"""A server that does what RFC 9113 allows and hardly anybody tests, and some of what it forbids.

The first argument names the mischief. Each POST is answered with the length and the hash of its body,
or with what the service at the URL in the second argument answers to it. What the client does wrong is
printed to standard error: h2 judges it.
"""

import hashlib
import http.client
import json
import os
import socket
import sys
import threading
import time
import urllib.parse

import h2.config
import h2.connection
import h2.errors
import h2.events
import h2.settings
from hyperframe.frame import (
    ContinuationFrame,
    DataFrame,
    GoAwayFrame,
    HeadersFrame,
    PingFrame,
    SettingsFrame,
)

Setting = h2.settings.SettingCodes

UPSTREAM = sys.argv[2] if len(sys.argv) > 2 else None

FLOOD_BYTES = 64 * 1024 * 1024


class Connection:
    """One client, served well. Each mischief overrides what it does differently."""

    settings: dict = {}

    def __init__(self, link: socket.socket) -> None:
        self.link = link
        self.h2 = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        self.bodies: dict[int, bytearray] = {}
        self.answered = 0

    def run(self) -> None:
        self.h2.initiate_connection()
        # Our own SETTINGS instead of h2's, which would hold the client to them before it has seen them.
        self.h2.clear_outbound_data_buffer()
        self.h2.local_settings.update(self.settings)
        self.write_raw(SettingsFrame(0, dict(self.settings)))
        while received := self.link.recv(65536):
            for event in self.h2.receive_data(received):
                self.handle(event)
            self.flush()

    def handle(self, event: h2.events.Event) -> None:
        if isinstance(event, h2.events.RequestReceived):
            self.bodies[event.stream_id] = bytearray()
            self.begin(event.stream_id)
        elif isinstance(event, h2.events.DataReceived):
            # What is thrown away has taken of the connection's window as well.
            self.h2.increment_flow_control_window(event.flow_controlled_length)
            if event.stream_id in self.bodies:
                self.bodies[event.stream_id] += event.data
                self.h2.increment_flow_control_window(
                    event.flow_controlled_length, event.stream_id
                )
        elif isinstance(event, h2.events.StreamEnded):
            if event.stream_id in self.bodies:
                self.answer(event.stream_id, self.bodies.pop(event.stream_id))

    def begin(self, stream_id: int) -> None:
        pass

    def answer(self, stream_id: int, body: bytes) -> None:
        text = self.text(body)
        self.h2.send_headers(stream_id, self.fields(text))
        self.h2.send_data(stream_id, text, end_stream=True)
        self.answered += 1

    def text(self, body: bytes) -> bytes:
        if UPSTREAM is not None:
            return ask(UPSTREAM, body)
        fields = {"bytes": len(body), "sha256": hashlib.sha256(body).hexdigest()}
        return json.dumps(fields, separators=(",", ":")).encode()

    def fields(self, text: bytes) -> list[tuple[str, str]]:
        return [(":status", "200"), ("content-length", str(len(text)))]

    def flush(self) -> None:
        self.link.sendall(self.h2.data_to_send())

    def write_raw(self, *frames) -> None:
        self.flush()
        self.link.sendall(b"".join(frame.serialize() for frame in frames))


class TinyWindows(Connection):
    settings = {Setting.INITIAL_WINDOW_SIZE: 777}


class OneAtATime(Connection):
    settings = {Setting.MAX_CONCURRENT_STREAMS: 1, Setting.INITIAL_WINDOW_SIZE: 2**20}


class ChangingSettings(Connection):
    """Windows shrink while bodies are under way, below what was used of them."""

    settings = {Setting.INITIAL_WINDOW_SIZE: 20_000}

    def begin(self, stream_id: int) -> None:
        odd = stream_id % 4 == 1
        self.h2.update_settings({
            Setting.INITIAL_WINDOW_SIZE: 500 if odd else 40_000,
            Setting.MAX_FRAME_SIZE: 65_536 if odd else 16_384,
            Setting.MAX_CONCURRENT_STREAMS: 2 + stream_id % 5,
        })


class Drip(Connection):
    """Every byte is a segment of its own."""

    def flush(self) -> None:
        for byte in self.h2.data_to_send():
            self.link.sendall(bytes([byte]))


class Leaving(Connection):
    """Says GOAWAY in the middle: what it has begun by then it answers, what is above it leaves."""

    last = None

    def begin(self, stream_id: int) -> None:
        if self.last is not None:
            del self.bodies[stream_id]
        elif stream_id == 9:
            self.last = stream_id
            self.write_raw(GoAwayFrame(0, last_stream_id=2**31 - 1, error_code=0))
            self.write_raw(GoAwayFrame(0, last_stream_id=stream_id, additional_data=b"rotating"))

    def answer(self, stream_id: int, body: bytes) -> None:
        super().answer(stream_id, body)
        if self.last is not None and not self.bodies:
            self.flush()
            self.link.shutdown(socket.SHUT_WR)


class Refusing(Connection):
    """Refuses two of three streams."""

    def begin(self, stream_id: int) -> None:
        if stream_id % 3 != 0:
            del self.bodies[stream_id]
            self.h2.reset_stream(stream_id, h2.errors.ErrorCodes.REFUSED_STREAM)


class Padding(Connection):
    def answer(self, stream_id: int, body: bytes) -> None:
        text = self.text(body)
        self.h2.send_headers(stream_id, self.fields(text))
        for index in range(0, len(text), 7):
            self.h2.send_data(stream_id, text[index:index + 7], pad_length=index % 256)
        self.h2.send_data(stream_id, b"", end_stream=True, pad_length=255)


class Continuation(Connection):
    """Header blocks in eight frames (nghttp2 takes nine), one of them empty, one padded."""

    def answer(self, stream_id: int, body: bytes) -> None:
        text = self.text(body)
        fields = [*self.fields(text), ("x-filler", "f" * 3000)]
        block = self.h2.encoder.encode(fields)
        head = HeadersFrame(stream_id, block[:1], flags=["PADDED", "PRIORITY"])
        head.pad_length = 9
        size = len(block) // 6 + 1
        parts = [block[index:index + size] for index in range(1, len(block), size)]
        tail = [ContinuationFrame(stream_id, part) for part in [b"", *parts]]
        tail[-1].flags.add("END_HEADERS")
        self.write_raw(head, *tail, DataFrame(stream_id, text, flags=["END_STREAM"]))


class Trailers(Connection):
    def answer(self, stream_id: int, body: bytes) -> None:
        text = self.text(body)
        self.h2.send_headers(stream_id, self.fields(text))
        self.h2.send_data(stream_id, text)
        self.h2.send_headers(stream_id, [("x-checksum", "1")], end_stream=True)


class Interim(Connection):
    def begin(self, stream_id: int) -> None:
        self.h2.send_headers(stream_id, [(":status", "100")])

    def answer(self, stream_id: int, body: bytes) -> None:
        self.h2.send_headers(stream_id, [(":status", "103"), ("link", "</x>; rel=preload")])
        super().answer(stream_id, body)


class DynamicTable(Connection):
    """Fields that come, stay, change and fall out of the table, and a table that changes its size."""

    def fields(self, text: bytes) -> list[tuple[str, str]]:
        if self.answered % 10 == 9:
            self.h2.encoder.header_table_size = (4096, 0, 100, 1000)[self.answered // 10 % 4]
        varying = [(f"x-{i}", f"{self.answered % (i + 2)}" * 40 * i) for i in range(9)]
        return [*super().fields(text), *varying]


class Pings(Connection):
    """Sends two hundred PINGs for each request, and answers once they are all answered."""

    def __init__(self, link: socket.socket) -> None:
        super().__init__(link)
        self.waiting: dict[bytes, tuple[int, int, bytes]] = {}

    def handle(self, event: h2.events.Event) -> None:
        super().handle(event)
        if isinstance(event, h2.events.PingAckReceived):
            left, stream_id, body = self.waiting[event.ping_data]
            self.waiting[event.ping_data] = (left - 1, stream_id, body)
            if left == 1:
                super().answer(stream_id, body)

    def answer(self, stream_id: int, body: bytes) -> None:
        data = stream_id.to_bytes(8, "big")
        self.waiting[data] = (200, stream_id, body)
        for _ in range(200):
            self.h2.ping(data)


class Flood(Connection):
    """Sends one frame again and again and reads nothing, until the client has had enough."""

    frame: HeadersFrame | PingFrame | SettingsFrame = PingFrame(0, b"12345678")

    def begin(self, stream_id: int) -> None:
        self.write_raw(*self.prelude(stream_id))
        chunk = self.frame.serialize() * 4096
        self.link.settimeout(1)
        for _ in range(FLOOD_BYTES // len(chunk)):
            self.link.sendall(chunk)
        raise ConnectionError("flooded")

    def prelude(self, stream_id: int) -> list:
        return []


class PingFlood(Flood):
    pass


class SettingsFlood(Flood):
    frame = SettingsFrame(0, {Setting.MAX_CONCURRENT_STREAMS: 100})


class ContinuationFlood(Flood):
    """A header block without an end. RFC 9113 §10.5.1"""

    def prelude(self, stream_id: int) -> list:
        self.frame = ContinuationFrame(stream_id, self.h2.encoder.encode([("x-filler", "f")]) * 10)
        return [HeadersFrame(stream_id, self.h2.encoder.encode([(":status", "200")]))]


class HugeHeaders(Connection):
    """A header block of 100 000 bytes, well-formed."""

    def answer(self, stream_id: int, body: bytes) -> None:
        text = self.text(body)
        fields = [*self.fields(text), *((f"x-{i}", "~" * 1000) for i in range(100))]
        block = self.h2.encoder.encode(fields, huffman=False)
        parts = [block[index:index + 16_384] for index in range(0, len(block), 16_384)]
        tail = [ContinuationFrame(stream_id, part) for part in parts[1:]]
        tail[-1].flags.add("END_HEADERS")
        last = DataFrame(stream_id, text, flags=["END_STREAM"])
        self.write_raw(HeadersFrame(stream_id, parts[0]), *tail, last)


class NoWindow(Connection):
    """Bodies don't get through, and those that came before SETTINGS are not answered."""

    settings = {Setting.INITIAL_WINDOW_SIZE: 0}

    def answer(self, stream_id: int, body: bytes) -> None:
        pass


class SlowDrip(Connection):
    """Answers a byte a second, frame headers included."""

    def answer(self, stream_id: int, body: bytes) -> None:
        self.flush()
        super().answer(stream_id, body)
        for byte in self.h2.data_to_send():
            self.link.sendall(bytes([byte]))
            time.sleep(1)


class LateAnswer(Connection):
    """Answers the first request once the client has cancelled it, all others at once."""

    late: bytes | None = None

    def handle(self, event: h2.events.Event) -> None:
        super().handle(event)
        if isinstance(event, h2.events.StreamReset):
            expect(event.error_code == h2.errors.ErrorCodes.CANCEL, f"CANCEL, got {event}")
            head = HeadersFrame(event.stream_id, self.h2.encoder.encode(self.fields(self.late)))
            head.flags.add("END_HEADERS")
            self.write_raw(head, DataFrame(event.stream_id, self.late, flags=["END_STREAM"]))
            self.answered += 1

    def answer(self, stream_id: int, body: bytes) -> None:
        if self.late is None:
            self.late = self.text(body)
        else:
            expect(self.answered > 0, "RST_STREAM of the first request before the second")
            super().answer(stream_id, body)


class LongFrame(Connection):
    """Sends a frame of more than the client takes."""

    def answer(self, stream_id: int, body: bytes) -> None:
        text = self.text(body).ljust(20_000)
        self.h2.send_headers(stream_id, self.fields(text))
        self.write_raw(DataFrame(stream_id, text, flags=["END_STREAM"]))


class BadTable(Connection):
    """Refers to a field that is in no table."""

    def answer(self, stream_id: int, body: bytes) -> None:
        head = HeadersFrame(stream_id, b"\x88\xff\x00", flags=["END_HEADERS", "END_STREAM"])
        self.write_raw(head)


class NoHttp2(Connection):
    """Speaks something else."""

    def run(self) -> None:
        self.link.recv(65536)
        self.link.sendall(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n")


class Traced(Connection):
    """Answers 400 to whoever brings no trace of W3C Trace Context's example."""

    traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

    def handle(self, event: h2.events.Event) -> None:
        if isinstance(event, h2.events.RequestReceived):
            fields = {str(name): str(value) for name, value in decoded(event.headers)}
            self.traces[event.stream_id] = fields.get("traceparent")
        super().handle(event)

    def __init__(self, link: socket.socket) -> None:
        super().__init__(link)
        self.traces: dict[int, str | None] = {}

    def answer(self, stream_id: int, body: bytes) -> None:
        trace = self.traces.pop(stream_id)
        expect(trace in (None, self.traceparent), f"the client's trace or none, got {trace}")
        if trace is not None:
            super().answer(stream_id, body)
        else:
            self.h2.send_headers(stream_id, [(":status", "400")], end_stream=True)


class EarlyAnswer(Connection):
    """Answers before it has read: every other request with 413, the rest as soon as it knows it."""

    settings = {Setting.INITIAL_WINDOW_SIZE: 1000}

    def begin(self, stream_id: int) -> None:
        if stream_id % 4 == 3:
            del self.bodies[stream_id]
            self.h2.send_headers(stream_id, [(":status", "413")], end_stream=True)


def expect(condition: bool, what: str) -> None:
    if not condition:
        print(f"Expected {what}", file=sys.stderr, flush=True)


def decoded(fields: list) -> list[tuple[str, str]]:
    """Fields are bytes or texts, depending on the version of h2."""
    return [
        tuple(part.decode() if isinstance(part, bytes) else part for part in field)
        for field in fields
    ]


def ask(url: str, body: bytes) -> bytes:
    """The answer of the service at `url`."""
    service = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(service.hostname, service.port)
    connection.request("POST", service.path, body)
    try:
        return connection.getresponse().read()
    finally:
        connection.close()


def serve(kind: type[Connection], link: socket.socket) -> None:
    link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        kind(link).run()
    except (ConnectionError, TimeoutError):
        pass  # The client may close whenever it wants, and need not read.
    finally:
        link.close()


def main() -> None:
    kind = globals()[sys.argv[1]]
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    print(json.dumps({"event": "listening", "name": sys.argv[1], "url": url}), flush=True)
    while True:
        link, _ = listener.accept()
        threading.Thread(target=serve, args=(kind, link), daemon=True).start()


main()
