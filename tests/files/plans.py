"""Plans that the tests of this folder share."""

from pathlib import Path

import logicmodel as lm
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


def returned(plan, path, kind=None):
    """The plan as it is read from the file that it was written to, without a loss on either way."""
    losses: list[lm.Problem] = []
    lm.write(plan, path, kind=kind, losses=losses)
    back = lm.read(path, losses=losses)
    assert losses == []
    return back
