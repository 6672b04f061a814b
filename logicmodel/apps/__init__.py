"""Floor 6: the ways in for people, on the terminal and in the browser. They use ``import logicmodel`` alone."""
