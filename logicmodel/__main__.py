"""``python -m logicmodel`` is the command ``logicmodel``."""

from logicmodel.apps.cli.main import run

run()
