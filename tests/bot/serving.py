"""A real agent behind a real server on the loopback."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import uuid

import requests
from rasa.core.channels.channel import register
from sanic import Sanic

from bot.channel import DeskChannel

TOKEN = "t0ken"


class Server:
    """A Sanic server on a thread of its own."""

    def __init__(self, agent):
        self.app = Sanic(f"desk_test_{uuid.uuid4().hex}", configure_logging=False)
        register([DeskChannel(TOKEN)], self.app, "/webhooks/")
        self.app.ctx.agent = agent
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/webhooks/desk"
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._ready = threading.Event()
        self._thread.start()
        assert self._ready.wait(20)

    def _serve(self):
        asyncio.set_event_loop(self.loop)

        async def start():
            server = await self.app.create_server(sock=self._socket, return_asyncio_server=True, access_log=False)
            await server.startup()
            await server.start_serving()
            self._ready.set()

        self.loop.run_until_complete(start())
        self.loop.run_forever()

    def post(self, body, token=TOKEN):
        data = body if isinstance(body, (bytes, str)) else json.dumps(body)
        headers = {"Content-Type": "application/json"}
        if token is not None:
            headers["X-Desk-Token"] = token
        return requests.post(self.url + "/turn", data=data, headers=headers, timeout=30)
