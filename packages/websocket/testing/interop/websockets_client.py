"""A client made of the module websockets 10, which talks to an echo server and prints what came."""
import asyncio
import json
import sys

import websockets


async def echo(socket, messages):
    """Sends all messages before it reads any; says how many came back as they were."""
    for message in messages:
        await socket.send(message)
    return sum([await socket.recv() == message for message in messages])


async def main(url, sizes):
    texts = ["*" * size for size in sizes] + ["Hellö-€-😀"]
    async with websockets.connect(url, max_size=None) as socket:
        texts_back = await echo(socket, texts)
        binaries_back = await echo(socket, [bytes(range(256)) * (size // 256) for size in sizes])
        audio_back = await echo(socket, [bytes([i]) * 640 for i in range(100)])
        await socket.send(["frag", "", "mented"])
        fragmented = await socket.recv()
        await asyncio.wait_for(await socket.ping(b"payload"), 20)
        await socket.close(4000, "bye")
    async with websockets.connect(url) as other:
        await other.send("close")
        await other.wait_closed()
    print(json.dumps({
        "texts": texts_back,
        "binaries": binaries_back,
        "audio": audio_back,
        "fragmented": fragmented,
        "own_close": socket.close_code,
        "server_close": [other.close_code, other.close_reason],
    }))


asyncio.run(main(sys.argv[1], json.loads(sys.argv[2])))
