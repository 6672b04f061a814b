"""How each type of value shows itself in notebooks and terminals, one file each."""
