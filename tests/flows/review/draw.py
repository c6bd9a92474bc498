"""The picture of `xxgk review` for the README: a refused row of a sample beside its source, an equation that does not
hold. ``python -m tests.flows.review.draw docs/pictures/review/refused.png``"""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.by_people import ROW, refused
from tests.chromium import CHROMIUM, browser
from tests.flows.review.conftest import Bureau
from xxgk.flows.release.publish import publish
from xxgk.flows.review.pages import words
from xxgk.flows.review.server import ReviewServer


def main(picture: Path) -> int:
    """Exit code."""
    if CHROMIUM is None:
        print("no Chromium here: the picture of a review is left as it is", file=sys.stderr)
        return 0
    with TemporaryDirectory() as folder:
        bureau = Bureau(Path(folder))
        bureau.ingest(**{"row.html": refused()})
        publish(bureau.places)
        serving = ReviewServer(bureau.review("王"), words("zh"))
        thread = threading.Thread(target=serving.run)
        thread.start()
        try:
            with browser(Path(folder) / "profile", width=1400, height=800) as page:
                page.open(serving.address)
                page.press("Tab", "Tab", "Enter")
                page.wait(f"document.activeElement?.dataset?.code === '{ROW}.natural_person'")
                page.press("6", *["Tab"] * 6, "9")
                page.wait("document.querySelectorAll('#checks .fails').length")
                page.run("fetch(document.querySelector('iframe').src).then(answer => answer.status)")
                time.sleep(1)  # the frame, which asked for it before, tells nobody when it has drawn it
                page.picture(picture)
        finally:
            serving.server.should_exit = True
            thread.join()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
