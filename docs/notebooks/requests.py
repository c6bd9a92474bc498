"""What becomes of requests: a marimo notebook. `marimo edit docs/notebooks/requests.py`, or run it as a script."""

import marimo

app = marimo.App(width="medium", app_title="What becomes of requests")


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
    # What becomes of requests

    Each bar is one year of all agencies in the warehouse but governments, whose reports may speak for the others. The
    groups are those of table three; their sums are computed, because the form does not print them.
    """)


@app.cell
def _(alt, ask):
    outcomes = ask("""
        UNPIVOT (
            SELECT
                year,
                sum(granted) AS "1 granted",
                sum(partially_granted) AS "2 granted in part",
                sum(denied_computed) AS "3 denied",
                sum(cannot_provide_computed) AS "4 cannot be provided",
                sum(not_processed_computed) AS "5 not processed",
                sum(other_handling_computed) AS "6 other"
            FROM requests_total WHERE scope IS DISTINCT FROM 'governments' GROUP BY year
        ) ON COLUMNS(* EXCLUDE year) INTO NAME outcome VALUE requests
    """)
    outcome_chart = (
        alt.Chart(outcomes, title="Outcomes of requests", width=420, height=260)
        .mark_bar()
        .encode(
            x=alt.X("year:O", title="year of the report", axis=alt.Axis(labelAngle=0)),
            y=alt.Y("requests:Q", title="requests dealt with"),
            color=alt.Color("outcome:N", title=None, scale=alt.Scale(scheme="tableau10")),
            tooltip=["year:O", "outcome:N", "requests:Q"],
        )
    )
    outcome_chart
    return (outcome_chart,)


@app.cell
def _(mo):
    mo.md("""
    ## Requests received, agency by agency

    The series runs over all forms. A hollow point is only approximately comparable; the tooltip tells why.
    """)


@app.cell
def _(alt, ask):
    received = ask("""
        SELECT agency, year, value, form, comparability, note FROM series
        WHERE concept = 'requests_received' AND value IS NOT NULL
    """)
    base = alt.Chart(received, title="Requests received", width=420, height=260).encode(
        x=alt.X("year:O", title="year of the report", axis=alt.Axis(labelAngle=0)),
        y=alt.Y("value:Q", title="requests"),
        color=alt.Color("agency:N", title=None),
    )
    points = base.mark_point(size=60).encode(
        fill=alt.condition(alt.datum.comparability == "exact", "agency:N", alt.value("white"), legend=None),
        tooltip=["agency:N", "year:O", "value:Q", "form:N", "comparability:N", "note:N"],
    )
    received_chart = base.mark_line() + points
    received_chart
    return (received_chart,)


if __name__ == "__main__":
    app.run()
