"""A client made of the module autobahn, which talks to an echo server and prints what came."""
import asyncio
import json
import sys
from urllib.parse import urlparse

from autobahn.asyncio.websocket import WebSocketClientFactory, WebSocketClientProtocol


class Client(WebSocketClientProtocol):
    """Puts what comes into queues, and sends fragments of at most 1000 bytes."""

    def __init__(self):
        super().__init__()
        self.messages = asyncio.Queue()
        self.pongs = asyncio.Queue()
        self.opened = asyncio.get_running_loop().create_future()
        self.closed = asyncio.get_running_loop().create_future()

    def onOpen(self):
        self.opened.set_result(None)

    def onMessage(self, payload, isBinary):
        self.messages.put_nowait(payload if isBinary else payload.decode())

    def onPong(self, payload):
        self.pongs.put_nowait(payload)

    def onClose(self, wasClean, code, reason):
        self.closed.set_result([wasClean, code, reason])

    def send(self, message):
        if isinstance(message, str):
            self.sendMessage(message.encode(), False, fragmentSize=1000)
        else:
            self.sendMessage(message, True, fragmentSize=1000)


async def connect(url):
    address = urlparse(url)
    factory = WebSocketClientFactory(url)
    factory.protocol = Client
    loop = asyncio.get_running_loop()
    _, client = await loop.create_connection(factory, address.hostname, address.port)
    await client.opened
    return client


async def echo(client, messages):
    """Sends all messages before it reads any; says how many came back as they were."""
    for message in messages:
        client.send(message)
    return sum([await client.messages.get() == message for message in messages])


async def main(url, sizes):
    client = await connect(url)
    texts_back = await echo(client, ["*" * size for size in sizes] + ["Hellö-€-😀"])
    binaries_back = await echo(client, [bytes(range(256)) * (size // 256) for size in sizes])
    audio_back = await echo(client, [bytes([i]) * 640 for i in range(100)])
    client.beginMessage(isBinary=False)
    client.sendMessageFrame(b"frag")
    client.sendPing(b"payload")
    client.sendMessageFrame(b"mented")
    client.endMessage()
    fragmented = await client.messages.get()
    assert await client.pongs.get() == b"payload"
    client.sendClose(4000, "bye")
    own_close = await client.closed
    other = await connect(url)
    other.send("close")
    server_close = await other.closed
    print(json.dumps({
        "texts": texts_back,
        "binaries": binaries_back,
        "audio": audio_back,
        "fragmented": fragmented,
        "own_close": own_close[1],
        "server_close": server_close[1:],
    }))


asyncio.run(asyncio.wait_for(main(sys.argv[1], json.loads(sys.argv[2])), 60))
