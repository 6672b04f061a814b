"""The command ``logicmodel``: one file a command in ``commands``, one file a printed page in ``pages``."""
