"""Posts batches to the inference service over HTTP/1.1 with keep-alive, by the standard library alone.

An outcome that must be expected is an InferenceError that says stage and kind as the wire protocol
names them; anything else that escapes is a bug.
"""

import asyncio
import contextlib
import http.client
import io
import json
import math

MAX_ANSWER_BYTES = 65536
ANSWER_INTEGERS = ("zero_crossings", "checksum", "samples", "audio_bytes")
ANSWER_FIELDS = {"rms", "transcript", *ANSWER_INTEGERS}
FINAL_KINDS = ("http_4xx", "parse_error")


class InferenceError(Exception):
    """A batch that could not be served; `status` is the HTTP status where there was one."""

    def __init__(self, kind, message, status=None):
        super().__init__(message)
        self.stage = "inference_response_parse" if kind == "parse_error" else "inference_request"
        self.kind = kind
        self.status = status
        self.retryable = kind not in FINAL_KINDS


class InferenceClient:
    """A pool of at most `max_connections` connections, each with one request at a time."""

    def __init__(self, url, timeout_ms, cpu_passes, max_connections):
        self._host, self._port = url.hostname, url.port or 80
        self._timeout_ms = timeout_ms
        self._head = (
            f"POST {url.path.rstrip('/')}/infer HTTP/1.1\r\nhost: {url.netloc}\r\n"
            f"content-type: application/octet-stream\r\nx-cpu-passes: {cpu_passes}\r\n"
        )
        self._slots = asyncio.Semaphore(max_connections)
        self._idle = []

    async def infer(self, pcm):
        """The validated answer to a batch. The deadline covers everything, the wait for a slot too."""
        has_slot = False
        try:
            async with asyncio.timeout(self._timeout_ms / 1000), self._slots:
                has_slot = True
                status, body = await self._post(pcm)
        except TimeoutError:
            expected = "an answer" if has_slot else "a free connection"
            message = f"Cannot infer: expected {expected} within {self._timeout_ms} ms"
            raise InferenceError("timeout" if has_slot else "pool_timeout", message) from None
        except (OSError, EOFError) as error:
            message = f"Cannot infer: expected an answer, got {type(error).__name__}: {error}"
            raise InferenceError("connection_reset", message) from None
        except (ValueError, http.client.HTTPException, asyncio.LimitOverrunError) as error:
            message = f"Cannot infer: expected an HTTP/1.1 response, got {error}"
            raise InferenceError("parse_error", message) from None
        if status != 200:
            raise InferenceError(kind_of(status), f"Cannot infer: expected 200, got {status}", status)
        return parse_answer(body)

    async def _post(self, pcm):
        reader, writer = await self._connection()
        keep_alive = False
        try:
            writer.write(f"{self._head}content-length: {len(pcm)}\r\n\r\n".encode() + pcm)
            await writer.drain()
            status, body, keep_alive = await read_response(reader)
            return status, body
        finally:  # Cancelled or failed, too: half an exchange leaves a connection of no use.
            if keep_alive:
                self._idle.append((reader, writer))
            else:
                writer.close()

    async def _connection(self):
        while self._idle:
            reader, writer = self._idle.pop()
            if not reader.at_eof() and not writer.is_closing():
                return reader, writer
            writer.close()
        return await asyncio.open_connection(self._host, self._port)


def kind_of(status):
    """The error kind of an HTTP status that is not 200."""
    if status == 429:
        return "http_429"
    return {4: "http_4xx", 5: "http_5xx"}.get(status // 100, "parse_error")


async def read_response(reader):
    """Status, body, and whether the connection can serve another request (RFC 9112 §6.3, §9.3)."""
    status = 100
    while status < 200:  # Interim responses come before the real one (RFC 9110 §15.2).
        status_line, _, fields = (await reader.readuntil(b"\r\n\r\n")).partition(b"\r\n")
        version, status = status_line[:8], int(status_line[9:12])
    headers = http.client.parse_headers(io.BytesIO(fields))
    keep_alive = version == b"HTTP/1.1" and headers.get("connection", "").lower() != "close"
    if headers.get("transfer-encoding", "").lower() == "chunked":
        return status, await read_chunks(reader), keep_alive
    if "content-length" in headers:
        length = bounded(int(headers["content-length"]))
        return status, await reader.readexactly(length), keep_alive
    body = bytearray()
    while part := await reader.read(4096):
        body += part
        bounded(len(body))
    return status, bytes(body), False


async def read_chunks(reader):
    """A chunked body without its trailers (RFC 9112 §7.1)."""
    body = bytearray()
    while True:
        size_line = await reader.readuntil(b"\r\n")
        size = int(size_line.partition(b";")[0], 16)
        if size == 0:
            break
        bounded(len(body) + size)
        body += (await reader.readexactly(size + 2))[:size]
    while await reader.readuntil(b"\r\n") != b"\r\n":
        pass
    return bytes(body)


def bounded(length):
    """`length`, unless an answer of that many bytes is more than we are ready to hold."""
    if not 0 <= length <= MAX_ANSWER_BYTES:
        raise ValueError(f"a body of {length} bytes")
    return length


def parse_answer(body):
    """The answer as a dict, after strict checks: exactly the fields, each of its type."""
    answer = None
    with contextlib.suppress(ValueError, RecursionError):
        answer = json.loads(body)
    if not is_answer(answer):
        message = f"Cannot parse the answer: expected {sorted(ANSWER_FIELDS)}, got {body[:200]!r}"
        raise InferenceError("parse_error", message, 200)
    return answer


def is_answer(value):
    """Whether `value` is an inference answer. `True` is an int in Python, but none in JSON."""
    if not isinstance(value, dict) or value.keys() != ANSWER_FIELDS:
        return False
    return (
        is_number(value["rms"])
        and all(type(value[name]) is int for name in ANSWER_INTEGERS)
        and isinstance(value["transcript"], str)
        and value["transcript"] != ""
    )


def is_number(value):
    """Whether `value` is a number that a double can hold, which is all that JSON promises."""
    with contextlib.suppress(OverflowError):  # Of an integer of more than 308 digits.
        return type(value) in (int, float) and math.isfinite(value)
    return False
