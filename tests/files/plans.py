"""Plans that the tests of this folder share."""

from pathlib import Path

from logicmodel.files.composition import compose

SAMPLE = Path(__file__).with_name("sample.yaml")
SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").glob("*/plan.yaml"))


def document(text=None):
    """The plain data of a YAML text, by default the sample's."""
    root, problems = compose(SAMPLE.read_text() if text is None else text, "plan.yaml")
    assert problems == []
    return root.data


def lines_of(error):
    """Each problem as it is printed, without the folder."""
    return [
        f"{Path(one.source).name}:{one.line}: {one.where}: {one.message}" for one in error.problems
    ]
