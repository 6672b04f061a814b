"""One mechanism for everything that grows: a family is an open set of small parts known by kind.

A member is one class in one file named after its kind. It joins its family by being defined, be it
in this package, in another one (entry-point group ``logicmodel``) or in a notebook cell.
"""

from __future__ import annotations

import functools
import importlib
import importlib.metadata
import importlib.util
import pkgutil
from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from logicmodel.errors import did_you_mean
from logicmodel.text import Call, Name, Node, TextError, parse


class Family:
    """The open set of parts that answer to one contract, found by kind."""

    def __init__(self, word: str, package: str) -> None:
        """Name the family for messages, and the package whose files hold its members."""
        self.word = word
        self.package = package
        self.members: dict[str, type[Part]] = {}

    def add(self, kind: str, part: type[Part]) -> None:
        """Take a member in; a kind that another class holds is refused."""
        held = self.members.get(kind)
        if held is not None and (held.__module__, held.__qualname__) != (
            part.__module__,
            part.__qualname__,
        ):
            message = f"the {self.word} kind {kind!r} is taken by {held.__module__}.{held.__name__}"
            raise TypeError(message)
        self.members[kind] = part

    def kinds(self) -> list[str]:
        """List every kind that can be named, without importing the members."""
        package = importlib.import_module(self.package)
        files = {module.name for module in pkgutil.iter_modules(package.__path__)}
        return sorted((files - {self.word}) | set(self.members))

    def find(self, kind: str) -> type[Part] | None:
        """Return the member of that kind, importing only its own file, or None."""
        if kind not in self.members and kind.isidentifier() and kind != self.word:
            if importlib.util.find_spec(f"{self.package}.{kind}") is not None:
                importlib.import_module(f"{self.package}.{kind}")
            else:
                _load_other_packages()
        return self.members.get(kind)

    def every(self) -> dict[str, type[Part]]:
        """Import and return all members by kind."""
        _load_other_packages()
        return {kind: part for kind in self.kinds() if (part := self.find(kind)) is not None}

    def named(self, kind: str) -> type[Part]:
        """Return the member of that kind, or raise an error that lists the nearest ones."""
        part = self.find(kind)
        if part is None:
            text = "{found} is not {article} {word}; {hint}"
            hint = did_you_mean(kind, self.kinds())
            article = "an" if self.word[0] in "aeiou" else "a"
            fields = {"found": repr(kind), "article": article, "word": self.word, "hint": hint}
            raise PydanticCustomError("unknown_kind", text, fields)
        return part


@functools.cache
def _load_other_packages() -> None:
    """Import, once, the members that other installed packages bring."""
    for point in importlib.metadata.entry_points(group="logicmodel"):
        point.load()


class Part(BaseModel):
    """A frozen value that refuses unknown keys; its field docstrings describe it everywhere."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        allow_inf_nan=False,
        defer_build=True,
        validate_default=True,
    )
    family: ClassVar[Family | None] = None
    positional: ClassVar[tuple[str, ...]] = ()
    """Fields that the text form may give without a name, in order."""
    example: ClassVar[Mapping[str, Any]] = {}
    """A valid instance, as data; it feeds the laws and the reference pages."""

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Enter the family under the default of the field ``kind``."""
        field = cls.model_fields.get("kind")
        if cls.family is not None and field is not None and isinstance(field.default, str):
            cls.family.add(field.default, cls)

    @classmethod
    def from_call(cls, call: Call) -> Part:
        """Build the part from its text form ``kind(value, name=value)``."""
        return cls.model_validate(arguments_by_name(call, cls.positional))

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Ask for the kind, by which the mapping form of a member is told from the others."""
        found = handler(schema)
        described = handler.resolve_ref_schema(found)
        if "kind" in described.get("properties", {}):
            described["required"] = ["kind", *described.get("required", [])]
        return found

    def text(self) -> str:
        """Write the part in its text form, which reads back as an equal part."""
        given = [
            name
            for name in type(self).model_fields
            if name not in {"kind", "each"}
            and name in self.model_fields_set
            and getattr(self, name) is not None
        ]
        written = [
            written_value(getattr(self, name))
            if given[: place + 1] == list(self.positional[: place + 1])
            else f"{name}={written_value(getattr(self, name))}"
            for place, name in enumerate(given)
        ]
        inside = ", ".join(written)
        kind = str(getattr(self, "kind", ""))
        return f"{kind}({inside})" if inside else kind

    def __str__(self) -> str:
        """Write the text form."""
        return self.text()


def arguments_by_name(call: Call, positional: tuple[str, ...]) -> dict[str, Any]:
    """Match the arguments of a call with field names; values stay expressions or numbers."""
    values: dict[str, Any] = {}
    for place, argument in enumerate(call.arguments):
        if argument.weight is not None:
            text = "{kind}() takes no 'value: weight' pairs"
            raise PydanticCustomError("text", text, {"kind": call.name})
        name = argument.name
        if name is None:
            if place >= len(positional):
                text = "{kind}() takes {count} values without a name ({names}), found one more"
                names = ", ".join(positional) or "none"
                fields = {"kind": call.name, "count": len(positional), "names": names}
                raise PydanticCustomError("text", text, fields)
            name = positional[place]
        if name in values:
            raise PydanticCustomError("text", "{name} is given twice", {"name": name})
        values[name] = argument.value.plain()
    return values


def weighted_arguments(call: Call, *, example: str) -> list[tuple[Node, Node]]:
    """Return the two sides of every ``value: weight`` of a call that takes nothing else."""
    pairs: list[tuple[Node, Node]] = []
    for argument in call.arguments:
        if argument.name is not None or argument.weight is None:
            text = "{kind}() takes pairs with a colon, such as {example}"
            raise PydanticCustomError("text", text, {"kind": call.name, "example": example})
        pairs.append((argument.value, argument.weight))
    return pairs


def number_text(value: float) -> str:
    """Write a number so that it reads back as the same number.

    >>> number_text(12.0), number_text(0.05)
    ('12', '0.05')
    """
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def written_value(value: Any) -> str:
    """Write one field of a part for its text form."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, Mapping):
        pairs = (f"{name}: {written_value(inner)}" for name, inner in sorted(value.items()))
        return "{" + ", ".join(pairs) + "}"
    return str(value)


class OneOf:
    """Annotation for a field that holds any member of a family, given as part, mapping or text."""

    def __init__(self, contract: type[Part]) -> None:
        """Name the contract class whose family is asked when a value is read."""
        self.contract = contract

    @property
    def family(self) -> Family:
        """Return the family behind the contract."""
        if self.contract.family is None:
            message = f"{self.contract.__name__} has no family"
            raise TypeError(message)
        return self.contract.family

    def read(self, value: Any) -> Part:
        """Turn a part, a mapping with ``kind`` or a text form into a part."""
        if isinstance(value, self.contract):
            return value
        if isinstance(value, str):
            return self.from_text(value)
        if isinstance(value, Mapping):
            kind = value.get("kind")
            if not isinstance(kind, str):
                text = "a {word} needs its kind; known: {kinds}"
                fields = {"word": self.family.word, "kinds": ", ".join(self.family.kinds())}
                raise PydanticCustomError("missing_kind", text, fields)
            return self.family.named(kind).model_validate(dict(value))
        text = "expected a {word} as text such as '{example}' or as a mapping with its kind"
        fields = {"word": self.family.word, "example": self.family.kinds()[0] + "(...)"}
        raise PydanticCustomError("not_a_part", text, fields)

    def from_text(self, value: str) -> Part:
        """Parse the text form of a member."""
        try:
            expression = parse(value)
        except TextError as error:
            fields = {"text": value, "why": str(error)}
            raise PydanticCustomError("text", "cannot read '{text}': {why}", fields) from None
        node = expression.node
        if isinstance(node, Name):
            node = Call(node.text, (), node.column)
        if not isinstance(node, Call):
            fields = {"text": value, "word": self.family.word}
            raise PydanticCustomError("text", "'{text}' is not a {word}", fields)
        part = self.family.named(node.name).from_call(node)
        if expression.each == "draw":
            return part
        if "each" not in type(part).model_fields:
            text = "'each period' belongs behind a number inside {kind}(), not behind the {word}"
            raise PydanticCustomError("text", text, {"kind": node.name, "word": self.family.word})
        return part.model_copy(update={"each": expression.each})

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        """Read by looking the kind up at the moment a value arrives."""
        return core_schema.no_info_plain_validator_function(
            self.read,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda part: part.text()
            ),
        )

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Offer every member of the family, and the text form."""
        members = [_as_definition(part) for part in self.family.every().values()]
        # A union asks the generator for each choice, so that each is defined once and referred to.
        found = handler(core_schema.union_schema(members))
        text = {"type": "string", "examples": self.family.kinds()}
        return {"anyOf": [text, *found.get("anyOf", [found])]}


def _as_definition(part: type[Part]) -> Any:
    """Return the schema of a part so that a JSON schema defines it once and refers to it."""
    part.model_rebuild()
    reference = f"{part.__module__}.{part.__qualname__}:{id(part)}"
    return {**part.__pydantic_core_schema__, "ref": reference}
