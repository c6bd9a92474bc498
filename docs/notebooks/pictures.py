"""Draw the charts of the notebooks for the README: `python docs/notebooks/pictures.py docs/pictures`."""

import runpy
import sys
from pathlib import Path

CHARTS = {"requests": ("outcome_chart", "received_chart"), "trust": ("finding_chart", "seam_chart")}


def draw(folder: Path) -> list[Path]:
    """One picture for each chart; the warehouse is that of the notebooks."""
    pictures = []
    for notebook, charts in CHARTS.items():
        _, found = runpy.run_path(str(Path(__file__).with_name(f"{notebook}.py")))["app"].run()
        for chart in charts:
            pictures.append(folder / f"{chart.removesuffix('_chart')}.png")
            found[chart].save(pictures[-1], scale_factor=1)
    return pictures


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
