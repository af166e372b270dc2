"""Two return words, typed at the first screen, open one's own answers and nothing else."""

from __future__ import annotations

from coreflect.core.reflections.responses import Finished
from tests.support.builders.examples import a_draft, a_response
from tests.support.screens.home_services import TemporaryWorkspace, home_app, home_services, typed, until
from tests.support.screens.shown import shown


def begun(workspace: TemporaryWorkspace) -> None:
    """One person has chosen an answer, and has the words lantern river."""
    reflection = workspace.rounds()[0]
    words = workspace.words_mark(reflection.id, "lantern river")
    workspace.save_draft(a_draft(round=reflection.id, words=words, choices=((("garden", "garden-1-1"), "started"),)))


async def test_words_that_open_nothing_are_said_calmly_and_stay_to_be_mended_until_the_field_is_left() -> None:
    app = home_app(home_services(reflections=1)[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("w")
        await typed(pilot, "qn river")
        await pilot.press("enter")
        await until(pilot, "We could not find those two words.")
        assert "qn river" in shown(app)
        assert '"qn" is not one of our words' in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "qn" not in shown(app)


async def test_letters_are_inert_in_the_words_field() -> None:
    app = home_app(home_services(reflections=1)[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("w", "q", "n", "o", "full_stop")
        await until(pilot, "qno.")


async def test_two_words_open_one_s_own_answers_in_any_order_and_case_and_show_none_of_them() -> None:
    services, workspace = home_services(reflections=1)
    begun(workspace)
    app = home_app(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("w")
        await typed(pilot, "River LANTERN")
        await pilot.press("enter")
        seen = await until(pilot, "Go on")
        assert "Remove my answers" in seen
        assert "Started" not in seen


async def test_who_takes_their_answers_out_is_told_which_packages_may_still_hold_them() -> None:
    services, workspace = home_services(reflections=1)
    reflection = workspace.rounds()[0]
    answers = a_response(1, {"garden-1-1": "started"}, round=reflection.id)
    finished = Finished(answers, (), (), workspace.words_mark(reflection.id, "lantern river"))
    workspace.finish(finished, a_draft(round=reflection.id))
    workspace.note_handed_over(reflection.id, "[spring].zip", [answers.id])
    app = home_app(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("w")
        await typed(pilot, "lantern river")
        await pilot.press("enter")
        await until(pilot, "Remove my answers")
        await pilot.press("2", "enter")
        await until(pilot, "They will not come back.")
        await pilot.press("2", "enter")
        seen = await until(pilot, "Your answers and notes are removed.")
        assert "[spring].zip" in seen
    assert [one.record for one in workspace.withdrawn] == [answers.id]
    assert answers.id not in workspace.finished
