"""Chromium without a window, driven over a pipe by the DevTools protocol: pages are opened, clicked, typed into and
looked at as a person would. Nothing but the standard library and the browser."""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

OPTIONS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--mute-audio"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-pipe"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
PATIENCE = 30
"""Seconds until an answer, or what a page is to show, has come."""

KEYS = {"Tab": 9, "Enter": 13, "Escape": 27, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40}

AWAY = "Inspected target navigated or closed"


class NavigatedError(Exception):
    """The page that was asked has made way for the next one before it answered."""


class Browser:
    """One page of a browser. `asked`: the addresses of all requests; `said`: what it wrote into its console, and the
    errors of its scripts."""

    def __init__(self, profile: Path, width: int = 1280, height: int = 900) -> None:
        assert CHROMIUM
        to_browser, self._write = os.pipe()
        self._read, from_browser = os.pipe()
        options = " ".join(f"'{option}'" for option in (*OPTIONS, f"--user-data-dir={profile}", "about:blank"))
        script = f"exec '{CHROMIUM}' {options} 3<&{to_browser} 4>&{from_browser}"
        self._process = subprocess.Popen(
            ["bash", "-c", script], pass_fds=(to_browser, from_browser), stderr=subprocess.DEVNULL
        )
        os.close(to_browser)
        os.close(from_browser)
        self._held, self._number, self._session = b"", 0, ""
        self.asked: list[str] = []
        self.said: list[str] = []
        self.loaded = 0
        """Bytes that came over the wire."""
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self._call(f"{domain}.enable")
        self.resize(width, height)

    def close(self) -> None:
        """End the browser."""
        self._process.terminate()
        self._process.wait()
        os.close(self._write)
        os.close(self._read)

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            told = self._next()
            if told.get("id") == self._number:
                if told.get("error", {}).get("message") == AWAY:
                    raise NavigatedError(method)
                assert "error" not in told, (method, told)
                return told["result"]
            self._note(told)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._held:
            assert select.select([self._read], [], [], PATIENCE)[0], "the browser does not answer"
            self._held += os.read(self._read, 1 << 20)
        message, _, self._held = self._held.partition(b"\0")
        return json.loads(message)

    def _note(self, told: dict[str, Any]) -> None:
        told, method = told.get("params", {}), told.get("method")
        if method == "Network.requestWillBeSent":
            self.asked.append(told["request"]["url"])
        elif method == "Network.loadingFinished":
            self.loaded += int(told["encodedDataLength"])
        elif method == "Runtime.exceptionThrown":
            details = told["exceptionDetails"]
            self.said.append(str(details.get("exception", {}).get("description") or details["text"]))
        elif method == "Log.entryAdded":
            self.said.append(f"{told['entry']['text']} {told['entry'].get('url', '')}")
        elif method == "Runtime.consoleAPICalled":
            self.said.append(" ".join(str(one.get("value")) for one in told["args"]))
        elif method == "Page.javascriptDialogOpening":
            self.said.append(f"dialog: {told['message']}")
            self._call("Page.handleJavaScriptDialog", accept=True)

    def resize(self, width: int, height: int, *, mobile: bool = False) -> None:
        """Another size of the window, in CSS pixels."""
        self._call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=mobile)

    def open(self, address: str, drawn: str = "document.body?.dataset.ready") -> None:
        """Go to an address, and wait until it says that it is `drawn`."""
        self._call("Page.navigate", url="about:blank")
        self._call("Page.navigate", url=address)
        self.wait(f"document.readyState === 'complete' && {drawn}")

    def forget(self) -> None:
        """Nothing is kept of what was loaded before."""
        self._call("Network.clearBrowserCache")

    def run(self, script: str) -> Any:
        """The value of an expression in the page; a promise is awaited."""
        told = self._call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True, userGesture=True
        )
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    def wait(self, condition: str, seconds: float = PATIENCE) -> Any:
        """Wait until an expression is true in the page; its value."""
        until = time.monotonic() + seconds
        while not (value := self._value(condition)):
            assert time.monotonic() < until, f"never came true: {condition}\n{self.said}"
            time.sleep(0.02)
        return value

    def _value(self, condition: str) -> Any:
        """The value of an expression; None where the page that was asked has made way for the next one."""
        try:
            return self.run(condition)
        except NavigatedError:
            return None

    def go(self, part: str) -> None:
        """To another view of the same page, ``#/…``."""
        self.run(f"document.body.dataset.ready = '', location.hash = {json.dumps(part)}, 1")
        self.settle()

    def settle(self) -> None:
        """Wait until the view of the address is drawn."""
        self.wait("document.body.dataset.ready && document.body.dataset.ready === (location.hash || '#/')")

    def text(self, selector: str = "body") -> str:
        """The text that an element shows."""
        return str(self.run(f"document.querySelector({json.dumps(selector)})?.innerText ?? ''"))

    def click(self, selector: str) -> None:
        """Click the middle of an element, with the mouse."""
        quoted = json.dumps(selector)
        box = self.wait(
            f"(() => {{ const found = document.querySelector({quoted}); if (!found) return null; "
            "found.scrollIntoView({block: 'center', behavior: 'instant'}); const box = found.getBoundingClientRect(); "
            "return [box.x + box.width / 2, box.y + box.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self._call("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)

    def press(self, *keys: str) -> None:
        """Press keys one after the other: names of KEYS, or single characters."""
        for key in keys:
            told: dict[str, Any] = {"key": key, "code": key}
            if key in KEYS:
                told["windowsVirtualKeyCode"] = KEYS[key]
                if key == "Enter":
                    told["text"] = "\r"
            else:
                told["text"] = key
            self._call("Input.dispatchKeyEvent", type="keyDown", **told)
            self._call("Input.dispatchKeyEvent", type="keyUp", **{k: v for k, v in told.items() if k != "text"})

    def picture(self, to: Path, *, whole: bool = False) -> None:
        """A picture of the page as PNG; of all of it where it is to be `whole`."""
        told = self._call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        to.write_bytes(base64.b64decode(told["data"]))


@contextmanager
def browser(profile: Path, **size: int) -> Iterator[Browser]:
    """A browser with a profile of its own in a folder, for a while."""
    opened = Browser(profile, **size)
    try:
        yield opened
    finally:
        opened.close()
