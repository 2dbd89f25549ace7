"""An echo server made of the module websockets 10; prints its port. The text "close" closes it."""
import asyncio
import sys

import websockets


async def serve(socket):
    await socket.ping(b"payload")
    async for message in socket:
        if message == "close":
            return await socket.close(4001, "bye")
        elif message == "fragments":
            await socket.send(["frag", "", "mented"])
        else:
            await socket.send(message)


async def main():
    async with websockets.serve(serve, "127.0.0.1", 0, max_size=None) as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
