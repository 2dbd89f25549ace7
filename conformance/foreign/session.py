"""The wire protocol of one connection: start, frames, flushes, partials and errors."""

import asyncio
import collections
import contextlib
import json
import time

import websockets

from inference_client import InferenceError

FRAME_BYTES = 640
MAX_BUFFERED_FRAMES = 250
START_TIMEOUT_S = 5
SEND_TIMEOUT_S = 5


class Session:
    """One connection: buffers frames, and posts them when a flush is due and none is in flight."""

    def __init__(self, socket, gateway):
        self._socket = socket
        self._gateway = gateway
        self._buffer = collections.deque()  # (arrival in s, PCM), oldest first
        self._newest_seq = 0
        self._dropped = []  # arrival of each frame that the full buffer lost, oldest first
        self._flusher = None
        self._batch = None

    async def run(self):
        """Serves the connection until it ends, and answers a breach of the protocol with its code."""
        try:
            code, reason = await self._receive()
            await self._socket.close(code, reason)
        except websockets.ConnectionClosed:
            pass
        finally:
            self._stop()

    async def restart(self):
        """Lets the batch in flight come back, then tells the client to connect anew."""
        if self._flusher:
            self._flusher.cancel()
        if self._batch:
            await asyncio.wait([self._batch])
        await self._socket.close(1012, "restarting")

    async def _receive(self):
        try:
            start = await asyncio.wait_for(self._socket.recv(), START_TIMEOUT_S)
        except asyncio.TimeoutError:
            return 1008, "no start message"
        if not is_start(start):
            return 1002, "first message must be start"
        self._flusher = asyncio.create_task(self._flush_when_due(time.monotonic()))
        try:
            async for message in self._socket:
                if isinstance(message, str):
                    return 1002, "expected binary PCM frames after start"
                if len(message) != FRAME_BYTES:
                    return 1003, "expected 640 byte PCM frame"
                self._take(message)
            return 1000, ""
        finally:
            self._stop()  # Before the close handshake: nothing may follow our Close frame.

    def _stop(self):
        for task in (self._flusher, self._batch):
            if task:
                task.cancel()

    def _take(self, pcm):
        self._newest_seq += 1
        self._gateway.counters["frames"] += 1
        if len(self._buffer) == MAX_BUFFERED_FRAMES:
            self._dropped.append(self._buffer.popleft()[0])
        self._buffer.append((time.monotonic(), pcm))

    async def _flush_when_due(self, started):
        settings = self._gateway.settings
        due = started + (settings.flush_interval_ms + settings.phase_ms()) / 1000
        while True:  # Each due time follows from the one before, so they cannot drift.
            await asyncio.sleep(due - time.monotonic())
            if self._buffer and (self._batch is None or self._batch.done()):
                self._batch = asyncio.create_task(self._flush(due))
            due += settings.flush_interval_ms / 1000

    async def _flush(self, due):
        lateness_ms = round(max(0, time.monotonic() - due) * 1000, 3)
        with contextlib.suppress(websockets.ConnectionClosed):
            await self._report_dropped()
            frames = list(self._buffer)
            self._buffer.clear()
            batch = {**self._range(frames, 0), "flush_lateness_ms": lateness_ms}
            await self._send(await self._infer(batch, frames))
            await self._report_dropped()

    async def _infer(self, batch, frames):
        """The message that a batch ends in: `partial` or `error`."""
        began = time.monotonic()
        settings, counters = self._gateway.settings, self._gateway.counters
        try:
            answer = await self._gateway.inference.infer(b"".join(pcm for _, pcm in frames))
        except InferenceError as error:
            counters["errors"] += 1
            return self._error(
                batch, error.stage, error.kind, str(error), [arrived for arrived, _ in frames],
                inference_elapsed_ms=ms_between(began, time.monotonic()), inflight_gateway_batches=1,
                inference_status=error.status, retryable=error.retryable,
            )
        counters["partials"] += 1
        return {
            "type": "partial", **batch, **answer, "cpu_passes": settings.cpu_passes,
            "model_delay_ms": settings.model_delay_ms, "inflight_model_jobs": 0,
        }

    async def _report_dropped(self):
        while self._dropped:  # More may be dropped while the message is on its way.
            arrivals, self._dropped = self._dropped, []
            batch = {**self._range(arrivals, len(self._buffer)), "flush_lateness_ms": 0}
            message = f"expected at most {MAX_BUFFERED_FRAMES} buffered frames, dropped the oldest"
            await self._send(self._error(
                batch, "batch_flush", "overflow", message, arrivals, inference_elapsed_ms=None,
                inflight_gateway_batches=0, inference_status=None, retryable=False,
            ))

    def _range(self, frames, behind):
        """Which frames these are, when `behind` of this connection have come after them."""
        newest = self._newest_seq - behind
        oldest = newest - len(frames) + 1
        return {"oldest_frame_seq": oldest, "newest_frame_seq": newest, "frames": len(frames)}

    def _error(self, batch, stage, kind, message, arrivals, **details):
        now = time.monotonic()  # Once: the newest frame must not be older than the oldest.
        return {
            "type": "error", **batch, "stage": stage, "kind": kind, "message": message,
            "audio_bytes": len(arrivals) * FRAME_BYTES,
            "oldest_age_ms": ms_between(arrivals[0], now),
            "newest_age_ms": ms_between(arrivals[-1], now),
            "gateway_buffer_frames": len(self._buffer), **details,
        }

    async def _send(self, message):
        """Waits until the kernel has the message, so that at most one waits for a slow client."""
        try:
            await asyncio.wait_for(self._socket.send(json.dumps(message)), SEND_TIMEOUT_S)
        except asyncio.TimeoutError:
            await self._socket.close(1008, "client does not read")


def is_start(message):
    """Whether a message is exactly the start message."""
    with contextlib.suppress(ValueError, RecursionError):
        return isinstance(message, str) and json.loads(message) == {"type": "start"}
    return False


def ms_between(start, end):
    """Milliseconds between two moments of the monotonic clock, in three decimals."""
    return round((end - start) * 1000, 3)
