"""Frozen values as `dataclasses` makes them, but what one does is written when the first of its kind is made.

`dataclasses` writes and compiles six functions a class while it is imported. Fifty classes on the way to the first
screen, most of them never used there, made that a tenth of a start. Slots, defaults, `replace`, `fields` and `asdict`
are those of `dataclasses`, whose decorator this is to a type checker. No factories, and nothing inherited.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen, slots):
        """Make a class one of frozen values with slots; it is for no other kind."""
        if not (frozen and slots):
            raise TypeError("Values are frozen, and have slots.")
        return _value


_WRITTEN = """
def __init__(self, {parameters}):
{kept}
def __eq__(self, other):
    return ({own}) == ({others}) if other.__class__ is self.__class__ else NotImplemented
def __hash__(self):
    return hash(({own}))
"""


def _value(cls: type) -> type:
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    made.__init__, made.__repr__ = _first, _repr
    made.__setattr__, made.__delattr__ = _refuse, _refuse
    return made  # type: ignore[no-any-return]


def _first(self: Any, *given: object, **named: object) -> None:
    """Write what this kind of value does, and make the first one."""
    cls, fields = type(self), dataclasses.fields(self)
    defaults = {f"_{each.name}": each.default for each in fields if each.default is not dataclasses.MISSING}
    source = _WRITTEN.format(
        parameters=", ".join(f"{one.name}=_{one.name}" if f"_{one.name}" in defaults else one.name for one in fields),
        kept="\n".join(f"    _keep(self, {one.name!r}, {one.name})" for one in fields),
        own="".join(f"self.{one.name}, " for one in fields),
        others="".join(f"other.{one.name}, " for one in fields),
    )
    space: dict[str, Any] = {**defaults, "_keep": object.__setattr__, "__name__": cls.__module__}
    exec(source, space)  # noqa: S102 - as dataclasses does it; the names are those of our own classes
    for name in ("__init__", "__eq__", "__hash__"):
        space[name].__qualname__ = f"{cls.__qualname__}.{name}"
        setattr(cls, name, space[name])
    cls.__init__(self, *given, **named)


def _repr(self: Any) -> str:
    said = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in dataclasses.fields(self))
    return f"{type(self).__qualname__}({said})"


def _refuse(self: Any, name: str, *_: object) -> None:
    raise dataclasses.FrozenInstanceError(f"{type(self).__qualname__}.{name} stays as it is")
