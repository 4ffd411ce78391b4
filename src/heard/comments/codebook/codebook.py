"""A code and a codebook, in one language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from heard.base.errors import UserError


@dataclass(frozen=True, slots=True)
class Code:
    """What a comment can be about. `include` and `exclude` are notes for moderators; `phrases` are as children say it.

    `name` is what children and adults read. `domain` is one of the catalogue's.
    """

    key: str
    name: str
    domain: str
    include: str
    exclude: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leaning:
    """Codes that an open question asks `about`, and those that answers to it are `often` about besides."""

    about: frozenset[str] = frozenset()
    often: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Codebook:
    """Every code, in the order of every list. Comments coded with two versions are not counted together.

    `leanings`: by open question, for those that lean anywhere.
    """

    version: str
    codes: tuple[Code, ...]
    leanings: Mapping[str, Leaning] = field(default_factory=dict)

    def code(self, key: str) -> Code:
        """The code of that key. Raises UserError where there is none."""
        if key not in self._by_key:
            raise UserError(f"No code of codebook {self.version} has the key {key}.")
        return self._by_key[key]

    @property
    def keys(self) -> tuple[str, ...]:
        """Every code's key, in order."""
        return tuple(self._by_key)

    @cached_property
    def _by_key(self) -> Mapping[str, Code]:
        return {code.key: code for code in self.codes}
