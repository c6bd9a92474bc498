"""Pictures of `xxgk explain --html` for docs/recognition.md: three refused tables of ``tests/cases``, as headless
Chromium shows them. ``python docs/pictures/explain/draw.py``"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
CASES = HERE.parents[2] / "tests" / "cases"
PICTURES = {
    "applicants-under-one-head-twice.html": ("t3_requests.new_received", "1100,330"),
    "a-head-of-another-organisation.html": ("t3_requests.new_received.legal_service_org", "1100,330"),
    "a-blank-among-fused-figures.txt": ("t3_requests.new_received", "1100,300"),
}
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def main() -> int:
    """Exit code."""
    if CHROMIUM is None:
        print("no Chromium here: the pictures of explain are left as they are", file=sys.stderr)
        return 0
    xxgk = Path(sys.executable).with_name("xxgk")
    for name, (figure, size) in PICTURES.items():
        asked = [xxgk, "explain", "--html", "-f", figure, CASES / name]
        told = subprocess.run(asked, capture_output=True, check=True)  # noqa: S603  our own documents
        with TemporaryDirectory() as folder:
            page = Path(folder, "page.html")
            page.write_bytes(told.stdout)
            picture = HERE / f"{Path(name).stem}.png"
            options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={size}"]
            shot = [f"--user-data-dir={folder}/profile", f"--screenshot={picture}"]
            asked = [CHROMIUM, *options, *shot, page.as_uri()]
            subprocess.run(asked, capture_output=True, check=True)  # noqa: S603  a page of our own
    return 0


if __name__ == "__main__":
    sys.exit(main())
