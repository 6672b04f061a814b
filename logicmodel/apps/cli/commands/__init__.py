"""The commands, one file each. A file ``x.py`` holds a function ``x``: that is the command ``logicmodel x``."""
