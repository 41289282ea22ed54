"""Pictures of understanding from the results: reliability by language, MCC with intervals, the gain of labels."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

# matplotlib 3.5 calls pyparsing by names that are to go
warnings.filterwarnings("ignore", category=DeprecationWarning)

import matplotlib as mpl  # noqa: E402

mpl.use("svg")
import matplotlib.pyplot as plt  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
_NAMES = {"ours": "Sahayak", "rasa_default": "Rasa 3.6 default", "rasa": "Rasa (2020)", "bert": "BERT", "luis": "LUIS"}
_LANGUAGES = {"en": "English", "hi": "Hindi", "hinglish": "Hinglish"}
_OURS, _OTHERS, _LINE = "#0f766e", "#94a3b8", "#334155"
_STYLE = {"svg.hashsalt": "sahayak", "font.size": 9, "axes.spines.top": False, "axes.spines.right": False}


def draw(part: str, figures: dict[str, Any], folder: Path = IMAGES) -> Path | None:
    """Draw the picture of a part; None when it has none."""
    makers = {"own": _reliability, "hint3": _bars, "labels": _curve}
    if part not in makers:
        return None
    with plt.rc_context(_STYLE):
        figure = makers[part](figures)
        path = folder / f"nlu_{part}.svg"
        folder.mkdir(parents=True, exist_ok=True)
        figure.tight_layout()
        figure.savefig(path, metadata={"Date": None})
        plt.close(figure)
    return path


def _reliability(figures: dict[str, Any]) -> Figure:
    figure, axes = plt.subplots(1, 3, figsize=(9, 3.2), sharey=True)
    for axis, (code, name) in zip(axes, _LANGUAGES.items(), strict=True):
        calibration = figures["by_language"][code]["calibration"]
        axis.plot([0, 1], [0, 1], color=_OTHERS, linewidth=1)
        if calibration:
            confidence, right, _ = zip(*calibration["bins"], strict=True)
            axis.plot(confidence, right, "o-", color=_OURS, markersize=4)
            axis.set_title(f"{name}: ECE {calibration['error']:.3f}")
        axis.set(xlabel="confidence", xlim=(0, 1), ylim=(0, 1))
    axes[0].set_ylabel("share with the right first choice")
    return figure


def _bars(figures: dict[str, Any]) -> Figure:
    systems = figures["systems"]
    order = sorted(systems, key=lambda name: systems[name]["mean"]["mcc"]["value"])
    figure, axis = plt.subplots(figsize=(6, 0.42 * len(order) + 0.9))
    for place, name in enumerate(order):
        mcc = systems[name]["mean"]["mcc"]
        low, high = mcc["interval"]
        axis.barh(place, mcc["value"], color=_OURS if name == "ours" else _OTHERS, height=0.6)
        axis.plot([low, high], [place, place], color=_LINE, linewidth=1.5)
        axis.text(high + 0.01, place, f"{mcc['value']:.3f}", va="center")
    axis.set_yticks(range(len(order)), [_NAMES.get(name, name.capitalize()) for name in order])
    axis.set(xlabel="MCC on HINT3, mean of both bots, 95 % interval", xlim=(0, 1))
    return figure


def _curve(figures: dict[str, Any]) -> Figure:
    points = figures["points"]
    labels = [point["labels"] for point in points]
    values = [point["mcc"]["value"] for point in points]
    low, high = zip(*(point["mcc"]["interval"] for point in points), strict=True)
    figure, axis = plt.subplots(figsize=(5, 3))
    axis.fill_between(labels, low, high, color=_OURS, alpha=0.15, linewidth=0)
    axis.plot(labels, values, "o-", color=_OURS)
    for label, value in zip(labels, values, strict=True):
        axis.annotate(f"{value:.3f}", (label, value), textcoords="offset points", xytext=(0, 7), ha="center")
    axis.set(xlabel="labelled questions", ylabel="MCC on the rest", xticks=labels)
    return figure
