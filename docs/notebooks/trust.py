"""What may be trusted: a marimo notebook. `marimo edit docs/notebooks/trust.py`, or run it as a script."""

import marimo

app = marimo.App(width="medium", app_title="What may be trusted")


@app.cell
def _():
    import os
    from pathlib import Path

    import altair as alt
    import marimo as mo

    from xxgk.flows.warehouse.warehouse import Warehouse

    path = Path(os.environ.get("XXGK_WAREHOUSE", "data/demo/xxgk.duckdb"))

    def ask(sql):
        with Warehouse(path, read_only=True) as warehouse:
            return alt.Data(values=warehouse.query(sql).dicts())

    return alt, ask, mo


@app.cell
def _(mo):
    mo.md("""
    # What may be trusted

    Findings stand beside the figures and never change them. Red contradicts itself, orange is doubtful or was not
    read, grey is worth knowing.
    """)


@app.cell
def _(alt, ask):
    findings = ask(
        "SELECT rule, severity, sum(findings) AS findings, any_value(about) AS about FROM finding_summary GROUP BY ALL"
    )
    finding_chart = (
        alt.Chart(findings, title="Findings by rule", width=380)
        .mark_bar()
        .encode(
            y=alt.Y("rule:N", sort="-x", title=None, axis=alt.Axis(labelLimit=240)),
            x=alt.X("findings:Q", title="findings"),
            color=alt.Color(
                "severity:N",
                title=None,
                scale=alt.Scale(domain=["error", "warning", "info"], range=["#c0392b", "#e67e22", "#95a5a6"]),
            ),
            tooltip=["rule:N", "severity:N", "findings:Q", "about:N"],
        )
    )
    finding_chart
    return (finding_chart,)


@app.cell
def _(mo):
    mo.md("""
    ## Which lines go on over a change of form

    For each change of form, how many concepts go on exactly, go on with a note, or stop. `series_seam` tells the
    reason of each.
    """)


@app.cell
def _(alt, ask):
    seams = ask("""
        SELECT form_before || ' → ' || form_after AS change, comparability, count(*) AS concepts
        FROM series_seam WHERE form_before IS NOT NULL GROUP BY ALL
    """)
    seam_chart = (
        alt.Chart(seams, title="Concepts over changes of form", width=380, height=120)
        .mark_bar()
        .encode(
            y=alt.Y("change:N", title=None, axis=alt.Axis(labelLimit=240)),
            x=alt.X("concepts:Q", title="concepts"),
            color=alt.Color(
                "comparability:N",
                title=None,
                scale=alt.Scale(domain=["exact", "approximate", "none"], range=["#2e86c1", "#aed6f1", "#d5d8dc"]),
            ),
            tooltip=["change:N", "comparability:N", "concepts:Q"],
        )
    )
    seam_chart
    return (seam_chart,)


if __name__ == "__main__":
    app.run()
