import json
import os
import sys

import pytest

from bot import train as trainer
from bot.fit_code import fit_code
from bot.train import TrainingFailed, find_fitting_model, fingerprint, main, train


def fake_model(folder, name, wanted, age):
    folder.mkdir(exist_ok=True)
    archive = folder / f"{name}.tar.gz"
    archive.write_bytes(b"")
    (folder / f"{name}.json").write_text(json.dumps({"fingerprint": wanted}))
    os.utime(archive, (1_000_000 - age, 1_000_000 - age))
    return archive


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("data/faq/small.yml", "\n# edited\n"),
        ("data/nlu/nlu.yml", "\n# edited\n"),
        ("data/rules/rules.yml", "\n# edited\n"),
        ("domain.yml", "\n# edited\n"),
        ("config.yml", "\n# edited\n"),
        ("data/faq/new.yml", "topic: new\nentries: []\n"),
    ],
)
def test_every_part_of_the_data_is_in_the_fingerprint(small_root, path, text):
    before = fingerprint(small_root)
    with open(small_root / path, "a", encoding="utf-8") as file:
        file.write(text)
    assert fingerprint(small_root) != before


def test_code_that_shapes_a_model_is_in_the_fingerprint_and_the_channel_is_not(small_root):
    (small_root / "bot").mkdir()
    before = fingerprint(small_root)
    (small_root / "bot/channel.py").write_text("x = 1\n")
    assert fingerprint(small_root) == before
    (small_root / "bot/classifier.py").write_text("x = 1\n")
    assert fingerprint(small_root) != before


def test_the_fingerprint_names_real_files():
    assert all((trainer.Path(trainer.__file__).parent / name).exists() for name in trainer._FAQ_CODE)
    assert {"matcher.py", "features.py", "classifier.py", "hinglish.txt"} <= {path.name for path in fit_code()}


def test_a_removed_or_renamed_file_changes_the_fingerprint(small_root):
    before = fingerprint(small_root)
    (small_root / "data/nlu/nlu.yml").rename(small_root / "data/nlu/other.yml")
    assert fingerprint(small_root) != before


def test_the_newest_fitting_model_is_found(tmp_path):
    models = tmp_path / "models"
    fake_model(models, "a", "x", age=30)
    newest = fake_model(models, "b", "x", age=20)
    fake_model(models, "c", "y", age=10)
    (models / "d.tar.gz").write_bytes(b"")
    (models / "e.tar.gz").write_bytes(b"")
    (models / "e.json").write_text("{")
    assert find_fitting_model(models, "x") == newest
    assert find_fitting_model(models, "z") is None


def test_old_models_are_pruned_with_their_notes(tmp_path):
    models = tmp_path / "models"
    for age, name in enumerate("abcde"):
        fake_model(models, name, "x", age)
    trainer._prune(models)
    assert sorted(path.name for path in models.iterdir()) == sorted(
        f"{name}{end}" for name in "abc" for end in (".json", ".tar.gz")
    )


def test_a_trained_model_is_whole_and_used_again(small_model):
    root = small_model.parent.parent
    note = json.loads((small_model.parent / (small_model.name[:-7] + ".json")).read_text())
    assert note["faq_entries"] == 9
    assert note["fingerprint"] == fingerprint(root)
    assert train(root, root / "models") == small_model
    assert len(list((root / "models").glob("*.tar.gz"))) == 1


def test_a_model_without_the_faq_is_refused(small_model):
    with pytest.raises(TrainingFailed, match="missing \\['refund_to_moon'\\]"):
        trainer._check(small_model, {"refund_to_moon"} | set(trainer_entries(small_model)))


def trainer_entries(model):
    return {entry.id for entry in trainer.read_entries(model.parent.parent / "data/faq")}


def command(monkeypatch, root, *arguments):
    monkeypatch.chdir(root)
    monkeypatch.setattr(sys, "argv", ["train", *arguments])
    return main()


def test_broken_faq_ends_with_2_and_names_the_line(small_root, monkeypatch, capsys):
    (small_root / "data/faq/bad.yml").write_text("topic: a\nentries:\n- 1\n")
    assert command(monkeypatch, small_root) == 2
    assert "data/faq/bad.yml:3: an entry must be a mapping" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("path", "text", "names"),
    [
        ("data/rules/rules.yml", "version: '3.1'\nrules:\n- rule: x\n  steps: [\n", "data/rules/rules.yml:5:"),
        ("data/nlu/nlu.yml", "version: '3.1'\nnlu: [\n", "data/nlu/nlu.yml:3:"),
        ("domain.yml", "version: '3.1'\nintents: {\n", "domain.yml:3:"),
        ("config.yml", "pipeline: [\n", "config.yml:2:"),
    ],
)
def test_other_broken_files_end_with_2_and_are_named(small_root, var_dir, monkeypatch, capsys, path, text, names):
    (small_root / path).write_text(text, encoding="utf-8")
    assert command(monkeypatch, small_root) == 2
    assert names in capsys.readouterr().err


def test_contradicting_rules_end_with_1(small_root, var_dir, monkeypatch, capsys):
    with open(small_root / "data/rules/rules.yml", "a", encoding="utf-8") as file:
        file.write("- {rule: contradiction, steps: [{intent: greet}, {action: utter_did_you_mean}]}\n")
    assert command(monkeypatch, small_root) == 1
    assert "contradict" in capsys.readouterr().err.lower()
    assert list((small_root / "models").glob("*.tar.gz")) == []


def test_no_entries_ends_with_1(small_root, monkeypatch, capsys):
    (small_root / "data/faq/small.yml").unlink()
    assert command(monkeypatch, small_root) == 1
    assert "holds no entries" in capsys.readouterr().err


def test_a_missing_importer_is_noticed(small_root, var_dir, monkeypatch, capsys):
    config = (
        (small_root / "config.yml")
        .read_text()
        .replace("- {name: bot.faq_importer.FaqImporter, faq_path: data/faq}\n", "")
    )
    (small_root / "config.yml").write_text(config)
    assert command(monkeypatch, small_root) == 2
    assert "config.yml: importers must hold bot.faq_importer" in capsys.readouterr().err
