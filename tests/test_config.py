"""Settings from ``adjudge.toml`` or ``[tool.adjudge]``."""

from __future__ import annotations

from pathlib import Path

import pytest

from adjudge.config import Config, find_config, pack_folder
from adjudge.errors import ConfigError


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert find_config(tmp_path) == Config(tmp_path, None, (), (), False, "review", "corpus", {})


def test_every_setting_can_stand_in_adjudge_toml(tmp_path: Path) -> None:
    file = tmp_path / "adjudge.toml"
    file.write_text(
        'rules = ["rules", "adjudge:recommended"]\nplugins = "ours"\nplugin_autoload = true\nfail_on = "reject"\n'
        'corpus = "samples"\n'
    )

    config = find_config(tmp_path)

    assert config == Config(
        tmp_path, file, ("rules", "adjudge:recommended"), ("ours",), True, "reject", "samples", config.settings
    )
    assert config.rule_sources() == (str(tmp_path / "rules"), "adjudge:recommended")


def test_settings_are_found_from_a_folder_below(tmp_path: Path) -> None:
    """A command started anywhere in a project means the same."""
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[tool.adjudge]\nrules = "rules"\n')

    config = find_config(below)

    assert (config.folder, config.rules) == (tmp_path, ("rules",))


def test_a_pyproject_about_other_tools_is_passed_by(tmp_path: Path) -> None:
    below = tmp_path / "a"
    below.mkdir()
    (below / "pyproject.toml").write_text("tool = 1\n")
    (tmp_path / "pyproject.toml").write_text('[tool.adjudge]\nfail_on = "note"\n')

    assert find_config(below).fail_on == "note"


def test_adjudge_toml_goes_before_pyproject_in_the_same_folder(tmp_path: Path) -> None:
    (tmp_path / "adjudge.toml").write_text('fail_on = "reject"\n')
    (tmp_path / "pyproject.toml").write_text('[tool.adjudge]\nfail_on = "note"\n')

    assert find_config(tmp_path).fail_on == "reject"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param('rule = "a"', 'unknown key "rule"; did you mean "rules"?', id="typo"),
        pytest.param("rules = [1]", "rules must be a text or a list of texts", id="list-of-numbers"),
        pytest.param("plugins = true", "plugins must be a text or a list of texts", id="no-list"),
        pytest.param("plugin_autoload = 1", "plugin_autoload must be true or false", id="number-for-a-flag"),
        pytest.param('fail_on = "warn"', "fail_on must be one of reject, review, note", id="unknown-effect"),
        pytest.param("corpus = 3", "corpus must be a text", id="number-for-a-folder"),
        pytest.param("rules = ", "Invalid value (at end of document)", id="no-toml"),
    ],
)
def test_a_setting_that_means_nothing_is_an_error_with_its_file(tmp_path: Path, text: str, message: str) -> None:
    """A typo in settings must not silently leave the defaults in force."""
    (tmp_path / "adjudge.toml").write_text(text)
    below = tmp_path / "below"
    below.mkdir()

    with pytest.raises(ConfigError) as here:
        find_config(tmp_path)
    with pytest.raises(ConfigError) as there:
        find_config(below)

    assert str(here.value) == f"adjudge.toml: {message}"
    assert str(there.value) == f"../adjudge.toml: {message}"


def test_tool_adjudge_must_be_a_table(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool]\nadjudge = 1\n")

    with pytest.raises(ConfigError) as caught:
        find_config(tmp_path)

    assert str(caught.value) == "pyproject.toml: tool.adjudge must be a table"


def test_packs_stand_in_rules_of_a_checkout() -> None:
    assert pack_folder() == Path(__file__).parents[1] / "rules"


def test_packs_stand_beside_the_code_when_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adjudge.config.__file__", str(tmp_path / "adjudge" / "config.py"))
    (tmp_path / "adjudge" / "rules").mkdir(parents=True)

    assert pack_folder() == tmp_path / "adjudge" / "rules"


def test_a_table_within_the_settings_belongs_to_a_plugin(tmp_path: Path) -> None:
    """Plugins get the whole table; only keys that nobody could have meant are refused."""
    (tmp_path / "adjudge.toml").write_text('fail_on = "note"\n[spark]\nworkers = 4\n')

    assert find_config(tmp_path).settings == {"fail_on": "note", "spark": {"workers": 4}}


# ---------------------------------------------------------------- another file of settings
def test_a_named_file_is_read_instead_and_moves_no_root(tmp_path: Path) -> None:
    """Node ids, and whatever is kept by them, are the same whichever settings a run has."""
    (tmp_path / "adjudge.toml").write_text('rules = "rules"\nfail_on = "note"\n')
    (tmp_path / "ci").mkdir()
    (tmp_path / "ci" / "strict.toml").write_text('rules = "../rules"\n')
    below = tmp_path / "a"
    below.mkdir()

    config = find_config(below, Path("../ci/strict.toml"))

    assert config.rootdir == tmp_path
    assert config.fail_on == "review"
    assert [Path(source).resolve() for source in config.rule_sources()] == [tmp_path / "rules"]


def test_what_a_file_names_is_beside_it_and_without_a_project_the_root_is_where_one_starts(tmp_path: Path) -> None:
    (tmp_path / "ci").mkdir()
    (tmp_path / "ci" / "strict.toml").write_text('corpus = "samples"\n')

    config = find_config(tmp_path, Path("ci/strict.toml"))

    assert (config.rootdir, config.folder / config.corpus) == (tmp_path, tmp_path / "ci" / "samples")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("no.toml", "no.toml: there is no such file", id="not-there"),
        pytest.param("pyproject.toml", "pyproject.toml: there is no [tool.adjudge] in it", id="about-other-tools"),
        pytest.param("typo.toml", 'typo.toml: unknown key "rule"; did you mean "rules"?', id="typo"),
    ],
)
def test_a_named_file_must_be_one_of_settings(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.other]\n")
    (tmp_path / "typo.toml").write_text("rule = 'a'\n")

    with pytest.raises(ConfigError) as caught:
        find_config(tmp_path, Path(name))

    assert str(caught.value) == message
