"""The walls around a process that reads what strangers wrote: no network, and of the disk only its rooms.

Two facilities of Linux put them up, for a process and all that it starts, without privileges and for good. Landlock
closes the files; seccomp closes the calls by which a process reaches the network, other processes, the machine, or the
rights and owners of files, of which Landlock knows nothing. Where a system has only one of them, that one is used, and
`xxgk status` tells what is missing (`flows.reading.walls_tried`).

LibreOffice finds out by a socket in ``/tmp`` whether it runs already, and ends where it can make none: to name a socket
and to listen at it does nothing here, and is said to have been done.

Whoever imports this has asked the system what it has: the server of reading processes does, once for all of them."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from typing import NamedTuple

from landlockpy import AccessFS, LandlockError, Ruleset, Scope, abi_version
from seccompy import CmpOp, Filter, SeccompError, supported, syscall_nr

from xxgk.flows.reading.rooms import Rooms

LANDLOCK = abi_version()
"""Version of the facility, 0 where the system has none."""

_LOOKED_AT = AccessFS.READ_FILE | AccessFS.READ_DIR | AccessFS.EXECUTE
_WRITTEN = (
    (AccessFS.READ_FILE | AccessFS.READ_DIR | AccessFS.WRITE_FILE | AccessFS.TRUNCATE | AccessFS.REFER)
    | (AccessFS.MAKE_REG | AccessFS.MAKE_DIR | AccessFS.MAKE_SYM | AccessFS.MAKE_FIFO | AccessFS.MAKE_SOCK)
    | (AccessFS.REMOVE_FILE | AccessFS.REMOVE_DIR)
)
"""No devices are made in a room, and no programs of it are begun."""

_OF_A_FILE = AccessFS.READ_FILE | AccessFS.EXECUTE | AccessFS.WRITE_FILE | AccessFS.TRUNCATE
_DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")

REFUSED = (
    *("socket", "connect", "io_uring_setup", "io_uring_enter", "io_uring_register"),
    *("ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd", "shmget", "msgget", "semget", "mq_open"),
    *("chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "lchown", "fchownat"),
    *("setxattr", "lsetxattr", "fsetxattr", "removexattr", "lremovexattr", "fremovexattr", "open_by_handle_at"),
    *("mount", "umount2", "pivot_root", "chroot", "move_mount", "open_tree", "fsopen", "unshare", "setns"),
    *("init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load", "reboot", "swapon", "swapoff"),
    *("bpf", "perf_event_open", "userfaultfd", "keyctl", "add_key", "request_key", "settimeofday", "clock_settime"),
)
"""Calls that fail: of the network; of other processes; of the rights of files; of the machine."""

_PRETENDED = ("bind", "listen")
_OF_THIS_MACHINE = ((0, CmpOp.EQ, 1), (1, CmpOp.MASKED_EQ, 1, 0xF))
"""A stream between processes of this machine (AF_UNIX, SOCK_STREAM): made, and connected with nothing."""

_X32 = 0x40000000
"""Added to the number of a call, it is the same call by another door of 64-bit processors of Intel's kind."""


class Standing(NamedTuple):
    """Why the network is open to a process, and why all files are; empty where they are closed."""

    network: str
    files: str


_standing = Standing("no walls were put up", "no walls were put up")


def standing() -> Standing:
    """The walls around this process."""
    return _standing


def put_up(rooms: Rooms) -> Standing:
    """Put up what the system has. What is written into no folder of a program's choice goes into its own from now on.

    For a process of one thread: others that it has already would stay outside."""
    global _standing  # noqa: PLW0603  walls stand around a process
    os.environ["TMPDIR"] = rooms.own
    files = _close_files(rooms)
    _standing = Standing(_close_network(), files)
    return _standing


def _close_files(rooms: Rooms) -> str:
    if not LANDLOCK:
        return "this system has no Landlock (Linux 5.13, and switched on)"
    try:
        with Ruleset(scoped=Scope.ABSTRACT_UNIX_SOCKET | Scope.SIGNAL) as rules:
            _allow(rules, rooms.reads, _LOOKED_AT)
            _allow(rules, _DEVICES, AccessFS.READ_FILE | AccessFS.WRITE_FILE)
            _allow(rules, (rooms.own, *rooms.writes), _WRITTEN)
            rules.restrict()
    except LandlockError as error:
        return f"Landlock: {error.strerror}"
    return ""


def _allow(rules: Ruleset, paths: Iterable[str], access: AccessFS) -> None:
    """Allow something with files, and with folders and what is in them; a path that is not there is passed over."""
    for path in paths:
        try:
            is_folder = stat.S_ISDIR(os.stat(path).st_mode)
            rules.allow_path(path, access if is_folder else access & _OF_A_FILE)
        except OSError as error:
            if isinstance(error, LandlockError):
                raise


def _filter() -> Filter:
    """What becomes of calls; of those that a processor does not have, nothing."""
    rules = Filter()
    for number in numbers("socket"):
        rules.allow(number, args=_OF_THIS_MACHINE)
    for name in REFUSED:
        for number in numbers(name):
            rules.errno(number, errno.EACCES)
    for name in _PRETENDED:
        for number in numbers(name):
            rules.errno(number, 0)
    return rules


def numbers(name: str) -> tuple[int, ...]:
    """The numbers of a call; none where this processor does not have it."""
    try:
        number = syscall_nr(name)
    except ValueError:
        return ()
    return number, number + _X32


_FILTER = _filter() if supported() else None


def _close_network() -> str:
    if _FILTER is None:
        return "this system has no seccomp"
    try:
        _FILTER.load()
    except SeccompError as error:
        return f"seccomp: {error.strerror}"
    return ""
