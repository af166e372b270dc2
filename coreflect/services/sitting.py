"""One person at the questions: what changes is kept first, and what could not be kept is tried again, never dropped."""

from __future__ import annotations

from coreflect.core.codes import new_code
from coreflect.core.errors import CoreflectError
from coreflect.core.model import Reflection, Sharing
from coreflect.core.reflections.responses import Finished, finish
from coreflect.core.reflections.walkthrough import Walkthrough
from coreflect.core.texts import answering as sentences
from coreflect.services.app import Services


class Sitting:
    """Where a person stands, and whether that is on disk.

    `not_saved` is empty, or says why the last change is not on disk yet.
    """

    def __init__(
        self, services: Services, reflection: Reflection, walkthrough: Walkthrough, previous: Finished | None = None
    ) -> None:
        """Takes the walkthrough to start from, and the finished answers that it amends, if there are any."""
        self.reflection = reflection
        self.walkthrough = walkthrough
        self.not_saved = ""
        self._services = services
        self._previous = previous

    @property
    def is_saved(self) -> bool:
        return not self.not_saved

    def keep(self, changed: Walkthrough) -> bool:
        """Stand at `changed`, and keep it; returns whether it is on disk."""
        self.walkthrough = changed
        try:
            self.put_away()
        except CoreflectError as error:
            self.not_saved = f"Not kept yet: {error}"
        return self.is_saved

    def try_again(self) -> bool:
        """Keep what was not kept, if anything; returns whether all is on disk."""
        return self.is_saved or self.keep(self.walkthrough)

    def note(self, text: str, sharing: Sharing) -> bool:
        """Keep a note on the question in front of the person; returns whether it is on disk.

        With nothing in it the note is taken off.
        """
        return self.keep(self.walkthrough.noted(text, sharing, self._services.ids.record()))

    def take_code(self, code: str) -> None:
        """Keep this code, or (empty) that there is none.

        Raises:
            CoreflectError: it could not be kept; the one from before stands.
        """
        before = self.walkthrough
        self.walkthrough = before.coded(code)
        try:
            self.put_away()
        except CoreflectError:
            self.walkthrough = before
            raise

    def new_code(self) -> str:
        """A code that chance makes; it is not kept yet."""
        return new_code(self._services.ids)

    def put_away(self) -> None:
        """Keep everything as it stands.

        Raises:
            CoreflectError: it could not be kept.
        """
        self.walkthrough = self.walkthrough.kept(self._services.workspace.keep_draft(self.walkthrough.draft))
        self.not_saved = ""

    def finish(self) -> None:
        """Let the answers count.

        Raises:
            CoreflectError: it could not be kept.
        """
        at = self.walkthrough
        self._services.workspace.finish(
            finish(at.draft, at.asked, self.reflection, self._previous, self._services.ids), at.draft
        )

    def take_out(self) -> tuple[str, ...]:
        """Take the answers and notes back; returns what to say about it.

        Raises:
            CoreflectError: it could not be kept.
        """
        draft = self.walkthrough.draft
        if self._previous is None:
            self._services.workspace.drop_draft(draft)
            return sentences.taken_out(())
        return sentences.taken_out(self._services.workspace.withdraw(self.reflection.id, draft.response))
