"""Who is told, on loopback: a mail server and a web server that keep what comes."""

from __future__ import annotations

import json
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class _Mail(socketserver.StreamRequestHandler):
    def handle(self):
        self._say("220 loopback")
        while line := self.rfile.readline():
            word = line.strip().upper()
            if word.startswith(b"EHLO"):
                self._say("250 loopback")
            elif word == b"DATA":
                self._say("354 go on")
                body = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.server.came.append(message_from_bytes(body, policy=policy.default))
                self._say("250 kept")
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 yes")

    def _say(self, line):
        self.wfile.write(line.encode() + b"\r\n")


class _Web(BaseHTTPRequestHandler):
    def do_POST(self):
        self.server.came.append((self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
        self._answer()

    def do_GET(self):
        self.server.came.append((self.path, None))
        self._answer()

    def _answer(self):
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


@contextmanager
def mail() -> Iterator[tuple[str, list]]:
    """An address of apprise, and the messages that came there."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Mail) as server, _served(server):
        port = server.server_address[1]
        yield f"mailto://127.0.0.1:{port}/?mode=insecure&from=xxgk@example.org&to=op@example.org", server.came


@contextmanager
def web(status: int = 204) -> Iterator[tuple[str, list]]:
    """Host and port, and what was asked there: path and JSON."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Web) as server, _served(server):
        server.status = status
        yield f"127.0.0.1:{server.server_port}", server.came


@contextmanager
def _served(server):
    server.came = []
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
