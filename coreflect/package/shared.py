"""What many packages have in common is kept once, however many are opened."""

from __future__ import annotations

from dataclasses import dataclass, field

from coreflect.package.coded import Contents


@dataclass(frozen=True, slots=True)
class Shared:
    """The banks that were verified, by their sha256; what was answered, by its number; and what descriptors list.

    `listed` holds the paths that a descriptor lists by all of it but the files' sizes and sha256.
    """

    banks: dict[str, bytes] = field(default_factory=dict)
    listed: dict[tuple[bytes, ...], tuple[str, ...]] = field(default_factory=dict)
    contents: Contents = field(default_factory=Contents)
