"""Stores what was released to be handed on, in `released.json`, so that a later release can be checked against it.

Nobody's id is in it. Of each response and each revision that was counted it holds an HMAC under a random key of this
workspace, which says whether two releases counted the same, and nothing to anybody who has only what was handed on.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from coreflect.core.answers import SIDES, SIDES_BEFORE
from coreflect.core.small_groups import Release
from coreflect.workspace.folders import locked
from coreflect.workspace.storage import DocumentReader, Fields, NoRecord, RecordFiles, Tables

NAME = "released.json"
_KEY, _RELEASES = "key", "releases"
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Seal:
    """Replaces ids by HMACs under the key of one workspace."""

    key: bytes

    def response(self, response: str) -> str:
        return self._sealed("response", response)

    def release(self, release: Release) -> Release:
        """Replace the ids of all responses and revisions of a release."""
        return release._replace(
            counted={
                self.response(response): self._sealed("revision", response, revision)
                for response, revision in release.counted.items()
            },
            pairs=tuple(tuple(map(self.response, pairing)) for pairing in release.pairs),
        )

    def _sealed(self, *words: str) -> str:
        return hmac.digest(self.key, "\n".join(words).encode(), "sha256").hex()


@dataclass(frozen=True, slots=True)
class ReleaseMemory:
    """What a workspace remembers: its seal, and every release, sealed, in the order in which they were made."""

    seal: Seal
    releases: tuple[Release, ...] = ()


class StoredReleases:
    """The releases that one workspace remembers."""

    def __init__(self, root: Path, files: RecordFiles) -> None:
        self._root = root
        self._files = files
        self._new = ReleaseMemory(Seal(secrets.token_bytes(_KEY_BYTES)))

    def read(self) -> ReleaseMemory:
        """Read what is remembered; nothing, and a new seal, before the first release.

        Raises:
            Damaged: it cannot be read.
        """
        return self._files.load(self._root / NAME, read_memory) or self._new

    def remember(self, releases: Iterable[Release]) -> None:
        """Remember further releases, which are not sealed yet, each once.

        Raises:
            Damaged: what is remembered cannot be read, so it is not overwritten.
            NotSaved: it did not reach the disk.
        """
        self._files.make_root(self._root)
        with locked(self._root):
            memory = self.read()
            every = [*memory.releases, *map(memory.seal.release, releases)]
            once = [release for at, release in enumerate(every) if release not in every[:at]]
            if len(once) > len(memory.releases):
                documents = {str(number): _fields(release) for number, release in enumerate(once, 1)}
                tables = {_KEY: {"1": {"hex": memory.seal.key.hex()}}, _RELEASES: documents}
                self._files.save(self._root / NAME, tables, "")


def read_memory(tables: Tables) -> ReleaseMemory:
    """Read the file's tables.

    Raises:
        NoRecord: they are not what the file holds.
    """
    try:
        key = bytes.fromhex(DocumentReader.only(tables, _KEY)[1].text("hex"))
        numbered = sorted(tables.get(_RELEASES, {}).items(), key=lambda each: int(each[0]))
        return ReleaseMemory(Seal(key), tuple(_release(fields) for _, fields in numbered))
    except (ValueError, TypeError) as error:
        raise NoRecord(NAME) from error


def _fields(release: Release) -> Fields:
    pairs = [list(pairing) for pairing in release.pairs]
    return {"round": release.round, "counted": dict(release.counted), "sides": dict(release.sides), "pairs": pairs}


def _release(fields: Mapping[str, object]) -> Release:
    counted, sides, pairs = fields.get("counted"), fields.get("sides"), fields.get("pairs")
    if not isinstance(counted, dict) or not isinstance(sides, dict) or not isinstance(pairs, list):
        raise NoRecord(_RELEASES)
    if set(sides) not in (set(), {*SIDES}, {*SIDES_BEFORE}):
        raise NoRecord(_RELEASES)
    return Release(
        str(fields.get("round")),
        {str(person): str(revision) for person, revision in counted.items()},
        {side: int(size) for side, size in sides.items()},
        tuple(tuple(map(str, pairing)) for pairing in pairs),
    )
