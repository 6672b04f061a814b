"""The order in which a chain is followed, also where it closes circles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def ends_first(ways: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the nodes, each after what it leads to; circles are broken where they are entered.

    >>> ends_first({"a": ["b"], "b": ["c"], "c": ["b"]})
    ['c', 'b', 'a']
    """
    finished: list[str] = []
    seen: set[str] = set()
    for root in ways:
        stack = [] if root in seen else [(root, iter(ways[root]))]
        seen.add(root)
        while stack:
            name, rest = stack[-1]
            after = next((one for one in rest if one not in seen), None)
            if after is None:
                finished.append(name)
                stack.pop()
            else:
                seen.add(after)
                stack.append((after, iter(ways[after])))
    return finished
