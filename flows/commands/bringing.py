"""What commands that publish do after it: bring the release to where others read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xxgk.flows.places import Places


def bring(places: Places, to: str) -> None:
    """Bring the published release to a place, if one is named, and tell."""
    if not to:
        return
    from xxgk.flows.release.uploading import upload
    from xxgk.flows.screen import show

    show([upload(places, to).told()])
