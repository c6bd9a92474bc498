"""A reader that its document has taken over: what it tries to do to the machine, and what of it was let.

Its plan says in JSON where there is something to be had: ``{"secret": a file in a home directory, "outside": a folder,
"port": one at which somebody listens, "unix": such a one on the disk, "pid": another process}``."""

import ctypes
import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from xxgk.extractors.outcome import refused
from xxgk.flows.reading import libreoffice
from xxgk.schema.refusal import Refusal, Why
from xxgk.schema.report import QUARANTINED, Report


def _connect(family, kind, to):
    with socket.socket(family, kind) as made:
        made.connect(to)
        made.send(b"a secret")


def _by_number(number, *arguments):
    """A call of the system by its number; those from 0x40000000 on are of programs with short pointers."""
    if ctypes.CDLL(None, use_errno=True).syscall(number, *arguments) < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def tries(plan):
    """Each thing that is tried, by its name."""
    secret, outside = Path(plan["secret"]), Path(plan["outside"])
    known = outside / "known.txt"
    own = Path(os.environ.get("TMPDIR", outside))
    return {
        "connect by TCP": lambda: _connect(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", plan["port"])),
        "send by UDP": lambda: _connect(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", plan["port"])),
        "a socket of IPv6": lambda: socket.socket(socket.AF_INET6).close(),
        "a raw socket": lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1).close(),
        "talk to the kernel": lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW).close(),
        "talk to a server of this machine": lambda: _connect(socket.AF_UNIX, socket.SOCK_STREAM, plan["unix"]),
        "a socket by another door": lambda: _by_number(0x40000029, socket.AF_INET, socket.SOCK_STREAM, 0),
        "a ring of calls": lambda: _by_number(425, 1, ctypes.byref(ctypes.create_string_buffer(120))),
        "read a file at home": secret.read_bytes,
        "read it by a link": lambda: _by_link(own / "link", secret),
        "look into a home": lambda: os.listdir(secret.parent),
        "read the passwords of the system": Path("/etc/shadow").read_bytes,
        "read what another process has": lambda: Path(f"/proc/{plan['pid']}/environ").read_bytes(),
        "write beside": lambda: (outside / "new.txt").write_text("x"),
        "make a folder": (outside / "new").mkdir,
        "change a file": lambda: known.write_text("x"),
        "cut a file": lambda: os.truncate(known, 0),
        "remove a file": known.unlink,
        "move a file": lambda: known.rename(own / "moved"),
        "link a file": lambda: os.link(known, own / "linked"),
        "change its rights": lambda: known.chmod(0o777),
        "make a device": lambda: os.mknod(own / "device", 0o60600, os.makedev(1, 1)),
        "signal to another process": lambda: os.kill(plan["pid"], signal.SIGCONT),
        "send another program": lambda: _another_program(secret),
    }


def _by_link(link, secret):
    link.symlink_to(secret)
    link.read_bytes()


def _another_program(secret):
    done = subprocess.run([sys.executable, "-c", f"open({str(secret)!r})"], capture_output=True, check=False)
    if done.returncode:
        raise PermissionError


def let(plan):
    """The names of what was let."""
    done = []
    for name, attempt in tries(json.loads(plan)).items():
        try:
            attempt()
        except OSError:
            continue
        done.append(name)
        with suppress(OSError):
            Path(json.loads(plan)["outside"], "known.txt").write_text("as it was")
    return done


def extract_by(plan, documents):
    """An extractor's report, whose reason of refusal tells what was let."""
    (document, source), *_ = documents
    report = Report(source, hashlib.sha256(document).hexdigest(), "text/html", "html", (), QUARANTINED)
    return [refused(report, Refusal(Why.NOT_READ, f"let: {let(plan)}"))]


def asked(document, _source):
    """A question to a document that is the plan."""
    return f"let: {let(document)}"


def marked(document, _source, place=""):
    """The same, in the place of what shows a document to a person."""
    return f"let: {let(document)}{place}"


def converting(chunk, _at):
    """Work of a reading process that has LibreOffice convert documents, found in the folder beside each."""
    for folder, document in chunk:
        os.environ["PATH"] = f"{folder}:{os.environ['PATH']}"
        yield 1, libreoffice.convert([document], lambda _: None)


def soffice(arguments):
    """A program that stands for LibreOffice: its output is what it was let."""
    where, document = Path(arguments[arguments.index("--outdir") + 1]), Path(arguments[-1])
    (where / f"{document.stem}.docx").write_text(f"let: {let(document.read_bytes())}")


def scribbling(chunk, at):
    """Work of a reading process that leaves files lying, and dies or hangs over it."""
    for index, item in enumerate(chunk):
        at(index)
        Path(tempfile.mkdtemp(), "left").write_text("x")
        if item == "hang":
            time.sleep(60)
        if item == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        yield 1, None
