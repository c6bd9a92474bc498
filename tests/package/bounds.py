"""The versions of requirements.lock as bounds of a resolution: without hashes, which a wheel of our own has none of."""

from __future__ import annotations

import re

_PINNED = re.compile(r"^([A-Za-z0-9._-]+==[^\s;\\]+(?: ; [^\\]+?)?) ?\\?$", re.MULTILINE)


def bounds(lock: str) -> str:
    """A line ``name==version`` for each package of a lock file, with its marker where it has one."""
    return "\n".join(_PINNED.findall(lock)) + "\n"
