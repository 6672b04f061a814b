"""Scrambled Sobol' points."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from importlib import resources
from typing import Literal

import numpy as np

from logicmodel.engine.arrays import Array, Bits, Integers, Words
from logicmodel.engine.samplers.sampler import Columns, Sampler, Stream, generator

BITS = 32
CHUNK = 256
"""Columns that are scrambled at once."""
DIMENSIONS = 21_201
"""Columns beyond this number are filled with plain random points."""


class Sobol(Sampler):
    """Scrambled Sobol' points: they fill the cube more evenly than chance does.

    Direction numbers by Joe and Kuo (2008); each replicate has a random linear matrix scramble and
    digital shift (Matousek 1998), the affine form of Owen's scrambling, so the mean over a
    replicate is unbiased. Column order is the sorted order of the names.
    """

    kind: Literal["sobol"] = "sobol"

    def stream(self, names: Sequence[str], *, seed: int, replicate: int, points: int) -> Stream:
        """Return the points of one replicate; ``points`` is best a power of two."""
        return _Points(names, seed, replicate, points)


class _Points:
    """The points of one replicate in their natural order.

    Point i is the exclusive or of the direction numbers at the bits of i. The part of the low
    bits is the same in every block, so it is tabled once.
    """

    def __init__(self, names: Sequence[str], seed: int, replicate: int, points: int) -> None:
        count = min(len(names), DIMENSIONS)
        bits = max(points - 1, 1).bit_length()
        source = generator(seed, replicate, "sobol")
        self.directions, self.shift = _scrambled(directions(count)[:, :bits], source)
        self.rest = Columns(names[DIMENSIONS:], seed=seed, replicate=replicate)
        self.table: Bits = np.zeros((count, 1), np.uint32)

    def block(self, start: int, count: int) -> Array:
        width = 1 << (count - 1).bit_length()
        if start % width:
            message = f"a block of {count} points cannot start at {start}"
            raise ValueError(message)
        self._widen(width)
        offset = self.shift.copy()
        for bit in range(start.bit_length()):
            if start >> bit & 1:
                offset ^= self.directions[:, bit]
        rest = self.rest.block(start, count)
        u = np.empty((len(self.table) + len(rest), count))
        own = u[: len(self.table)]  # what is below is still whatever stood in memory
        np.bitwise_xor(self.table[:, :count], offset[:, None], out=own, casting="unsafe")
        own += 0.5
        own *= 2.0**-BITS
        u[len(self.table) :] = rest
        return u

    def _widen(self, width: int) -> None:
        while self.table.shape[1] < width:
            bit = self.table.shape[1].bit_length() - 1
            other = self.table ^ self.directions[:, bit : bit + 1]
            self.table = np.concatenate([self.table, other], axis=1)


def _scrambled(plain: Bits, source: np.random.Generator) -> tuple[Bits, Bits]:
    """Return the direction numbers times a random lower triangular bit matrix, and a random shift."""
    count = len(plain)
    below = source.integers(0, 2**BITS, size=(BITS, count), dtype=np.uint64).astype(np.uint32)
    shift = source.integers(0, 2**BITS, size=count, dtype=np.uint64).astype(np.uint32)
    places = np.arange(BITS - 1, -1, -1, dtype=np.uint32)
    top = (np.uint32(1) << places)[:, None]
    columns = (below & (top - np.uint32(1))) | top
    scrambled = np.empty_like(plain)
    for start in range(0, count, CHUNK):
        some = slice(start, start + CHUNK)
        has = plain[some] >> places[:, None, None] & np.uint32(1)
        scrambled[some] = np.bitwise_xor.reduce(has * columns[:, some, None], axis=0)
    return scrambled, shift


def directions(count: int) -> Bits:
    """Return the direction numbers of the first ``count`` dimensions as (count, 32), left-aligned."""
    size = max(64, 1 << (count - 1).bit_length()) if count else 64
    return _directions(min(size, DIMENSIONS))[:count]


@functools.lru_cache(maxsize=4)
def _directions(count: int) -> Bits:
    with resources.files("logicmodel.engine.samplers").joinpath("joe_kuo.npz").open("rb") as file:
        data = np.load(file)
        poly = data["poly"][:count].astype(np.uint64)
        initial = data["vinit"][:count].astype(np.uint64)
    degree = np.array([int(p).bit_length() - 1 for p in poly])
    numbers = np.zeros((count, BITS), np.uint64)
    numbers[0] = 1
    for place in range(BITS):
        known = place < degree
        known[0] = False
        if place < initial.shape[1]:
            numbers[known, place] = initial[known, place]
        todo = place >= degree
        todo[0] = False
        numbers[todo, place] = _next(numbers[todo], poly[todo], degree[todo], place)
    return (numbers << np.arange(BITS - 1, -1, -1, dtype=np.uint64)).astype(np.uint32)


def _next(numbers: Words, poly: Words, degree: Integers, place: int) -> Words:
    """Continue the recurrence of Bratley and Fox (1988) by one direction number."""
    rows = np.arange(len(numbers))
    value: Words = numbers[rows, place - degree]
    for step in range(int(degree.max(initial=0))):
        inside = step < degree
        taken = inside & (((poly >> np.maximum(degree - 1 - step, 0).astype(np.uint64)) & np.uint64(1)) == 1)
        earlier = numbers[rows, np.maximum(place - step - 1, 0)]
        value = value ^ np.where(taken, earlier << np.uint64(step + 1), np.uint64(0))
    return value
