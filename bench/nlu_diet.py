"""Rasa's own default pipeline on any rows: the file that Rasa 3.6 falls back to, as it is shipped.

`rasa/engine/recipes/config_files/default_config.yml`: WhitespaceTokenizer, RegexFeaturizer, LexicalSyntacticFeaturizer,
CountVectorsFeaturizer (words; char_wb 1-4), DIETClassifier (100 epochs), EntitySynonymMapper, ResponseSelector (nothing to
do here), FallbackClassifier (threshold 0.3, ambiguity 0.1). One thread; the random seed is fixed, nothing else is changed.
"""

from __future__ import annotations

import os

os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")
os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")

import asyncio
import json
import logging
import tempfile
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bench.nlu_ours import Answers
from bench.nlu_process import processor_seconds
from bot.matcher import FAQ_PREFIX, Row

FALLBACK = "nlu_fallback"
EPOCHS = 100


def configuration(epochs: int = EPOCHS) -> dict[str, Any]:
    """Rasa's default configuration without policies; `epochs` is for trying a benchmark out."""
    shipped = files("rasa.engine.recipes.config_files").joinpath("default_config.yml").read_text(encoding="utf-8")
    found = dict(YAML(typ="safe").load(shipped))
    del found["policies"]
    for component in found["pipeline"]:
        if "epochs" in component:
            component.update(epochs=epochs)
        if component["name"] == "DIETClassifier":
            component["random_seed"] = 0
    return found


def train(learn: list[Row], folder: Path, epochs: int = EPOCHS) -> Path:
    """Train on the rows; the model archive. Entries become plain intents: their answers are not the classifier's business."""
    os.environ["RASA_CACHE_DIRECTORY"] = str(folder / "cache")
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    from rasa.model_training import train_nlu

    quiet()
    examples = [{"text": row.text, "intent": intent(row.label)} for row in learn]
    data, config = folder / "rows.json", folder / "config.yml"
    # this old format takes texts to the letter; in YAML [a](b) would be read as an entity
    data.write_text(json.dumps({"rasa_nlu_data": {"common_examples": examples}}), encoding="utf-8")
    with config.open("w", encoding="utf-8") as file:
        YAML(typ="safe").dump(configuration(epochs), file)
    model = train_nlu(str(config), str(data), str(folder), fixed_model_name="default")
    if model is None:
        raise RuntimeError("Rasa trained no model with its default pipeline")
    return Path(model)


def quiet() -> None:
    """Rasa's own log lines hold every text it parses: not now."""
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)


def parser(model: Path) -> Callable[[str], dict[str, Any]]:
    """A function from a text to what a loaded Rasa agent makes of it."""
    from rasa.core.agent import Agent

    quiet()
    agent, loop = Agent.load(str(model)), asyncio.new_event_loop()
    return lambda text: loop.run_until_complete(agent.parse_message(text))


def intent(label: str) -> str:
    """A label as the name of an intent: Rasa takes `faq/x` for a part of the intent `faq`."""
    return label[len(FAQ_PREFIX) :] if label.startswith(FAQ_PREFIX) else label


def fit_and_ask(learn: list[Row], texts: list[str], epochs: int = EPOCHS) -> tuple[Answers, dict[str, float]]:
    """Train, ask, and the processor seconds of both; a text is answered unless the FallbackClassifier steps in."""
    seconds: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        with processor_seconds(seconds, "train"):
            model = train(learn, Path(folder), epochs)
        parse = parser(model)
        with processor_seconds(seconds, "ask"):
            parsed = [parse(text) for text in texts]
    best = [next((i for i in found["intent_ranking"] if i["name"] != FALLBACK), None) for found in parsed]
    return Answers(
        [first["name"] if first else None for first in best],
        [float(first["confidence"]) if first else 0.0 for first in best],
        [found["intent"]["name"] != FALLBACK for found in parsed],
    ), seconds
