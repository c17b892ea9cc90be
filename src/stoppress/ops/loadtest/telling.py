"""What a load test found, as facts for programs and as sentences for people. Pure."""

from __future__ import annotations

import dataclasses

from stoppress.ops.loadtest.run import Report
from stoppress.ops.loadtest.tally import Outcome


def facts_of(report: Report) -> dict[str, object]:
    """All figures; milliseconds are null when nothing came."""
    figures = {field.name: getattr(report.outcome, field.name) for field in dataclasses.fields(Outcome)}
    return {
        **figures,
        "updates": len(report.outcome.updates),
        "readers_there": report.readers_there,
        "connecting_s": round(report.connecting_s, 3),
        "cut": report.troubles.cut,
        "dropped": report.troubles.dropped,
        "refused": _refused(report),
    }


def sentences_of(report: Report) -> list[str]:
    """Two lines: how long it took, and what went wrong."""
    return [_times(report.outcome), _counts(report)]


def _times(outcome: Outcome) -> str:
    if outcome.p50_ms is None:
        return "No update came."
    since = "it was handed in" if outcome.measured_from == "publication" else "the first reader had it"
    return (
        f"{len(outcome.updates)} updates, {outcome.deliveries} deliveries. After {since}: p50 {outcome.p50_ms:.0f} ms, "
        f"p99 {outcome.p99_ms:.0f} ms, last {outcome.last_ms:.0f} ms (mean over the updates), "
        f"worst {outcome.worst_ms:.0f} ms."
    )


def _counts(report: Report) -> str:
    outcome, troubles, refused = report.outcome, report.troubles, _refused(report)
    why = f" ({', '.join(f'{count} × {status}' for status, count in refused.items())})" if refused else ""
    return (
        f"{outcome.lost} lost, {outcome.doubled} doubled, {outcome.resets} told to begin anew; "
        f"{troubles.cut} cut by us, {troubles.dropped} dropped, {sum(refused.values())} refused{why}."
    )


def _refused(report: Report) -> dict[str, int]:
    return {str(status or "no connection"): count for status, count in sorted(report.troubles.refused.items())}
