"""The sentences of a meeting, for both faces and the commands: about things, never about the people here.

They say how many have answered, never who; and what showing the answers means, before anybody does it.
"""

from __future__ import annotations

from collections.abc import Sequence

from coreflect.core.meeting.room import DIFFERENTLY, MOST_TO_TALK, NOT_REACHED, By
from coreflect.core.model import Reflection
from coreflect.core.names import shown
from coreflect.core.reflections.responses import Turnout
from coreflect.core.reflections.rounds import meeting_minutes, minutes_alone, smallest_of
from coreflect.core.texts.actions import ACTIONS_TITLE, DID_IT_HAPPEN
from coreflect.core.texts.words import (
    bare,
    chosen,
    counted,
    ended,
    has,
    people,
    plain_date,
    spoken_date,
    spoken_minutes,
)

MEETING = "The meeting"
PLAN_TITLE = "The plan of the meeting"
WHAT_COMES_NEXT = "What comes next"
SHOW_OF_HANDS_TITLE = "Show of hands"
COUNT_LATER = "Count people who finished later"
PHONES_SERVED, PHONES_SERVED_STILL = "Phones: how to join, or stop them", "Phones: stop them"
KEY_IN_LATE = "Type in a late paper sheet"
STEP_TEXTS: dict[str, str] = {
    "last-time": f"We said … {DID_IT_HAPPEN}",
    "answer": "Answer on this laptop",
    "paper": "Type in paper answers",
    "phones": "Join on phones: everyone at once",
    "show": "Show the answers to everyone",
    "look": "Look at the answers together",
    "hands": "A show of hands on a question",
    "actions": ACTIONS_TITLE,
    "plan": PLAN_TITLE,
    "closing": "Close: who was not here, the next date",
    "later": COUNT_LATER,
}
"""The words of what can be done in a meeting, by the name of its `MeetingStep`."""
LINE_FOLLOWS = "This updates by itself. It never shows names."
SHOWN_MEANWHILE = "Another laptop has shown the answers to everyone in the meantime."
ASK_HOW_MANY_AGAIN = "Ask again how many have finished"
LEAVE_MEETING = "Leave the meeting"
H_SAYS_WHAT = "h says what can be done."
ENTER_GOES_ON = "Enter alone goes on."
IS_IT_RIGHT = "Is this right?"
IS_KEPT, IS_NOT_KEPT = "It is saved.", "It is not saved."
THAT_IS_NOT_KEPT = "That is not saved."

WELCOME_PART = (10, "Welcome")
ANSWER_PART = "Answer, each of us alone"
AT_ONE_LAPTOP = "at one laptop, one after another; with more, or on paper, it takes less"
LATER_PARTS = (
    (0, "Break, as long as it takes"),
    (5, "Look at the answers together"),
    (45, "Talk about three questions, 15 minutes each"),
    (20, "What we will do"),
    (10, "Who was not here, how was this, the next date"),
)
"""(minutes, what) of the parts of a meeting after everyone has answered, in order; a break has no minutes."""
ABOUT_PLAN = "This is a suggestion. Leave out what does not fit, and stop when people are tired."
PLAN_NOT_BEGUN = "Press the space bar when you begin, to see the times."

NOBODY_YET = "Nobody has finished yet, so there is nothing to show."
WAIT_OR_LEAVE_OUT = "Wait for them, or go on without them? Their unfinished answers stay saved."
READY = "Show the answers to everyone?"
ANOTHER_NUMBER = "The number of people who have begun or finished has changed."
READ_IT_AGAIN = "Somebody has begun or finished in the meantime. Please read this again."
NOT_REVEALED = "This did not work, and nothing is shown yet."
NOT_COUNTED_YET = "They are not counted yet, to protect people."
COUNT_LATER_CHOICES = ((False, "Not now"), (True, "Count them"))
IF_CHANGED = (
    "Your answers have been shown as part of the group. You can still change or remove them; the group's counts stay "
    "as they were shown."
)
IF_CHANGED_OPENLY = (
    "Your answers have been shown. You can still change or remove them. After that, the counts of everyone together "
    "stay as they were shown, if there are five people or more; no other counts do."
)

TO_TALK_HEADING = "To talk about"
NOTHING_DIFFERENT = "No question, as far as these answers show."
THE_REST_STAYS = "The others stay in this list."
NO_QUESTIONS = "The questions of this reflection cannot be read, so this cannot be saved here."
CHOSEN_TO_TALK = "Chosen to talk about."
LIST_OF_QUESTIONS = "The list of questions."
RESULTS_KEYS = (
    "Type the number of a question to hear it whole, g to hear every question at a glance, t to choose what to talk "
    "about, a for what we will do, d for all answers by section or principle."
)
TO_ALL_QUESTIONS = "Press Enter to go on to all questions:"
ENTER_GOES_BACK = "Enter goes back."
ENTER_TAKES_NEXT = "Enter takes the next one to talk about; b goes back."
HOW_TO_CHOOSE = (
    f"Type the numbers of up to {MOST_TO_TALK} questions with spaces, such as 1 2 3. "
    "0 takes them all off again. Enter alone leaves it as it is."
)
CHOSEN_KEPT = "Saved. To talk about:"
WHAT_NOW = "What now?"
BACK_AT_QUESTION = "Back at the question."
LAST_QUESTION = "This is the last one."
CHOOSE_IT, TAKE_IT_OFF = "Choose it to talk about", "Take it off what we talk about"
RESULT_STEPS = {
    "prompt": "A question that helps to talk, and things to try",
    "note": "What was said",
    "hands": "A show of hands",
    "where": "What we agreed",
    "action": "What we will do: write it",
    "again": "Hear it again",
    "next": "The next question",
    "leave": "Back to the list",
}
"""The words of what can be done at a question that is heard, by its name."""
WHERE_WE_STAND, WAS_SAID, WILL_DO = "What we agreed: ", "What was said: ", "What we will do: "

SHOW_OF_HANDS_HELP = "Ask everyone to show at the same time, with cards or fingers held low. Count. Then talk."
ON_WHICH_QUESTION = "A show of hands: on which question?"
COUNT_BY_QUESTION = "How shall we count?"
COUNT_BY: tuple[tuple[By, str], ...] = (
    ("everyone", "Together"),
    ("sides", "By group"),
    ("perspectives", "By perspective"),
)
"""Ways to count; in a reflection without names there is only the first."""
PEOPLE_HERE = "People here"
KEEP_AS_COUNTED = "Save it as it was counted?"
ENTER_AGAIN_KEEPS = "Press Enter again to save it as it was counted."
HANDS_RIGHT = ((True, "Yes, save it"), (False, "No, count again"))
HANDS_KEPT, HANDS_NOT_KEPT = "The show of hands is saved.", "The show of hands is not saved."
TYPE_TO_TALK = "To talk about:"
TYPE_HANDS = "Type how many showed each answer, then Enter. Enter alone: nobody."

WHERE_NOW_QUESTION = "Which answer do we agree on?"
WHERE_NOW_OTHERS = (
    (DIFFERENTLY, "We see this differently, and that is OK"),
    (NOT_REACHED, "We ran out of time"),
)
"""The two answers beside the levels; the first stands in a report with the same weight as an agreed level."""
ASK_THE_OTHERS = "Does anyone see it differently? Ask people who use support first, then anyone who has said little."
PRESS_ENTER_AGAIN = "Then press Enter again."
CHOOSE_LEVEL_AGAIN = "Choose again"

WHAT_WAS_SAID = "What was said?"
TYPE_WHAT_WAS_SAID = "What was said:"
WHAT_WAS_SAID_HELP = "Write what was said, not who said it. Please name nobody."
WRITTEN_BEFORE = "Written before:"
ABOUT_THE_MEETING = "About the meeting"


CLOSING_TITLE = "Before we go"
WHO_WAS_NOT_HERE = "Who was not here? What would they have said we missed?"
NOT_HERE_HELP = "Groups, not names: night staff; people who do not use words."
HOW_WAS_THIS = "How was this for you?"
HOW_WAS_THIS_HELP = "One word each. It is not saved unless the group wants it."
KEEP_THE_WORDS = (("no", "Do not save the words"), ("yes", "Save them: the group wants it"))
WORDS_KEPT, WORDS_NOT_KEPT = "The words are saved.", "The words are not saved."
TYPE_NOT_HERE = "Not here:"
TYPE_A_WORD_EACH = "A word each:"
TYPE_DAY = "The day:"
NEXT_DATE_QUESTION = "When will we do this again?"
NEXT_DATE_HELP = "For instance: 26 May 2027, 26/5/2027 or in six months. It may stay empty."
GOODBYE = "Thank you, all of you. Has everyone been asked about their expenses?"
CLOSED_TITLE = "The meeting is over"


def how_many_finished(reflection: Reflection, turnout: Turnout, later: int) -> str:
    """Say how many have begun and finished, and once the answers are shown, how many are counted.

    `later` is how many have finished since and may now be counted.
    """
    if reflection.state == "revealed":
        text = (
            f"The answers have been shown. {counted(len(reflection.counted), 'person', 'people')} had finished by then."
        )
        return f"{text} {later:,} {has(later)} finished since." if later else text
    if not turnout.begun:
        text = "Nobody has begun yet."
    else:
        text = f"{turnout.begun:,} {has(turnout.begun)} begun, {turnout.finished:,} {has(turnout.finished)} finished."
    if reflection.invited is not None:
        text += f" {reflection.invited:,} {chosen(reflection.invited, 'was', 'were')} invited."
    return text


def people_expected(reflection: Reflection, turnout: Turnout) -> int:
    """How many people a room waits for: those invited, or those who have begun where they are more or none counted."""
    return max(reflection.invited or 0, turnout.begun)


THE_NOTE = "what was said"
THE_HANDS = "the show of hands"
WHERE_IT_STOOD = "what you agreed"
WHAT_TO_TALK_ABOUT = "what to talk about"
U_TAKES_IT_BACK = "Saved. Press u to undo it."
NOTHING_TO_TAKE_BACK = "There is nothing to undo: only what was agreed since the program was started can be undone."
TAKE_LAST_BACK = "Undo the last thing"


def the_action(what: str) -> str:
    """Name an action that is taken back."""
    return f"the action “{bare(shown(what))}”"


def the_answer_about(what: str) -> str:
    """Name the answer to whether an action of last time happened, where it is taken back."""
    return f"the answer about “{bare(shown(what))}”"


def taken_back(words: str) -> str:
    """Say what was taken back."""
    return f"Undone: {words}."


def changed_since(words: str) -> str:
    """Say that something was changed by somebody else meanwhile, and was not taken back."""
    return f"Not undone: {words} was changed in another window or on another laptop meanwhile."


def take_back(words: str) -> str:
    """Write the choice to take the last thing back that the room settled."""
    return f"{TAKE_LAST_BACK}: {words}"


def plan(invited: int | None, questions: int) -> tuple[tuple[int, str], ...]:
    """List (minutes, what) of the parts of a meeting; to answer takes as long as set-up says for one laptop.

    Where nobody has counted the people, that is the time of one person.
    """
    if invited:
        answering = (meeting_minutes(invited, 1, questions), f"{ANSWER_PART} ({AT_ONE_LAPTOP})")
    else:
        answering = (minutes_alone(questions), ANSWER_PART)
    return (WELCOME_PART, answering, *LATER_PARTS)


def plan_line(minutes: int, part: str) -> str:
    """Say a part of the plan and how long it takes, 0 for a break."""
    return f"{part}: {spoken_minutes(minutes)}." if minutes else f"{part}."


def next_one_is_on(date: str) -> str:
    """Say when the next reflection is, once its day is saved."""
    return f"The next one is on {spoken_date(date)}."


def reveal_title(turnout: Turnout) -> str:
    """Ask whether to wait for those who have begun and not finished, or whether to show the answers."""
    waiting = turnout.unfinished
    return f"{waiting:,} {has(waiting)} begun and not finished." if waiting > 0 else READY


def what_revealing_does(reflection: Reflection, turnout: Turnout, *, shared: bool) -> tuple[str, ...]:
    """Say what showing the answers means, before anybody does it; `shared`: whether other laptops share the folder."""
    finished = turnout.finished
    if not finished:
        return (NOBODY_YET,)
    who = chosen(finished, "the 1 person who has", f"the {finished:,} people who have")
    where = "on every laptop that shares this folder" if shared else "on this laptop"
    texts = [WAIT_OR_LEAVE_OUT] if turnout.unfinished > 0 else []
    if not reflection.is_private:
        texts.append(
            f"Everyone here then sees the answers of {who} finished, and may guess whose, {where}. "
            "You cannot undo this."
        )
        return tuple(texts)
    texts.append(
        f"If you show the answers now, {who} finished will be counted. Everyone here then sees how their answers "
        f"spread, {where}. You cannot undo this."
    )
    if finished < reflection.smallest_group:
        texts.append(
            f"The smallest group we show is {reflection.smallest_group}, so with {finished:,} nothing would be "
            "shown but how many answered."
        )
    else:
        texts.append("Anyone who finishes later will not be counted.")
    return tuple(texts)


def reveal_choices(turnout: Turnout) -> tuple[tuple[bool, str], ...]:
    """List (whether it shows the answers, words), the one that changes nothing first; none if nobody has finished."""
    if not turnout.finished:
        return ()
    if turnout.unfinished > 0:
        return ((False, "Wait for them"), (True, "Go on without them, and show the answers"))
    return ((False, "Not yet"), (True, "Show the answers"))


def unfinished_left(drafts: int) -> str:
    """Say, in the command that cannot ask, that some have unfinished answers."""
    return f"{people(drafts)} {has(drafts)} unfinished answers. Nothing was changed."


def how_to_leave_out(round_id: str) -> str:
    """Say what to do about unfinished answers with the command that reveals."""
    return (
        f"Wait for them, or go on without them: `coreflect rounds reveal {round_id} --leave-out-unfinished`. Their "
        "unfinished answers stay saved."
    )


def revealed(count: int, joined: int = 0) -> str:
    """Say how many are counted once the command has revealed; `joined` is how many of them came later."""
    if joined:
        return f"Shown again: {joined} finished later, {count} are counted."
    return f"Shown: {count} are counted."


def why_left(reflection: Reflection, turnout: Turnout, *, leave_out_unfinished: bool) -> str:
    """Say, as part of a line, why a reflection is not revealed with others; empty where it is."""
    smallest = smallest_of(reflection.smallest_group) if reflection.is_private else 1
    if not turnout.finished:
        return "nobody has finished"
    if turnout.finished < smallest:
        few = f"{people(turnout.finished)} {has(turnout.finished)} finished"
        return f"{few}, and fewer than {smallest} are not shown"
    if turnout.unfinished > 0 and not leave_out_unfinished:
        return f"{people(turnout.unfinished)} {has(turnout.unfinished)} unfinished answers"
    return ""


def would_be_revealed(counted: Sequence[tuple[Reflection, int]]) -> tuple[str, ...]:
    """Read back which reflections would be revealed, each with how many people would be counted."""
    if not counted:
        return ()
    heading = "If these answers are shown now, the people who have finished will be counted:"
    return (heading, *(f"  {_team_and_date(reflection)}: {people(number)}" for reflection, number in counted))


def left_as_they_are(left: Sequence[tuple[Reflection, str]]) -> tuple[str, ...]:
    """Say which reflections would stay as they are, and why."""
    return ("These stay as they are:", *(f"  {_team_and_date(each)}: {why}" for each, why in left)) if left else ()


def revealed_with_others(reflection: Reflection, count: int, withheld: str) -> str:
    """Say, in a line, that one of several reflections is revealed; `withheld` says what is not shown of it."""
    return f"{_team_and_date(reflection)}: {people(count)} counted. {withheld}".rstrip()


def not_revealed(reflection: Reflection, why: str) -> str:
    """Say, in a line, that one of several reflections could not be revealed, and why."""
    return f"{_team_and_date(reflection)}: {shown(why)}"


def all_revealed(done: int) -> str:
    """Say how many reflections the command has revealed."""
    return f"Shown: {counted(done, 'reflection')}. `coreflect results ROUND` shows how the answers of one spread."


def not_all_revealed(failed: int) -> str:
    """Say how many reflections could not be revealed, once each was named with the reason."""
    stay = chosen(failed, "stays as it is", "stay as they are")
    return f"{counted(failed, 'reflection')} could not be shown, and {stay}."


def _team_and_date(reflection: Reflection) -> str:
    return f"{bare(shown(reflection.team_name))}, {plain_date(reflection.date)}"


def revealed_before(later: int = 0) -> str:
    """Say that a reflection was revealed before, and how many finished later and are not counted."""
    finished = f" {people(later)} finished later." if later else ""
    return f"These answers were shown before.{finished}"


def when_later_ones_count(smallest_group: int) -> str:
    """Say when those who finished later are counted."""
    return (
        f"They are counted once there are {smallest_group} of them or more, and the change would not give anyone away."
    )


def see_what_is_revealed(round_id: str) -> str:
    """Say which command shows a reflection that was revealed before."""
    return f"`coreflect results {round_id}` shows it."


def see_results(round_id: str) -> str:
    """Say which command shows how the answers spread."""
    return f"`coreflect results {round_id}` shows how the answers spread."


def what_counting_them_does(reflection: Reflection, later: int) -> tuple[str, ...]:
    """Say what counting those who came later means, before anybody does it."""
    return (
        f"{later:,} {has(later)} finished since the answers were shown.",
        f"There are {reflection.smallest_group} of them or more, so they are counted, unless the change would give "
        "someone away. Everyone here then sees how all answers spread. You cannot undo this.",
    )


def counted_now(before: Reflection, after: Reflection) -> str:
    """Say whether those who came later are counted now."""
    joined = len(after.counted) - len(before.counted)
    if joined <= 0:
        return NOT_COUNTED_YET
    return f"{joined:,} more {has(joined)} been counted. The answers of {len(after.counted):,} are counted now."


def if_changed(reflection: Reflection, response: str) -> tuple[str, ...]:
    """Tell somebody who comes back, before anything else, that their answers were shown, and what stays of them."""
    if response not in reflection.counted or len(reflection.counted) < reflection.smallest_group:
        return ()
    return (IF_CHANGED if reflection.is_private else IF_CHANGED_OPENLY,)


def numbers_only(questions: int) -> str:
    """Ask for numbers of questions, where something else was typed."""
    return f"Please type numbers from 1 to {questions}, with spaces."


def list_keys(enter: str) -> str:
    """Say again, at the list of questions, what Enter does and which letter says the list."""
    return f"{enter} h says the list."


def none_chosen_kept() -> str:
    """Say that it is saved that nothing is chosen to talk about."""
    return f"Saved. {how_many_chosen(0)}"


def how_many_chosen(to_talk: int) -> str:
    """Say how many of the three are chosen to talk about, and that nothing is lost by it."""
    if not to_talk:
        return f"Choose up to {MOST_TO_TALK} to talk about. {THE_REST_STAYS}"
    return f"To talk about: {to_talk} of {MOST_TO_TALK}. {THE_REST_STAYS}"


def hands_counted(total: int) -> str:
    """Say how many hands have been counted so far."""
    return "No hands counted yet." if not total else f"{counted(total, 'hand')} counted."


def answer_hands(answer: str, usual: int) -> str:
    """Ask how many showed an answer; `usual` is the number that Enter takes, said unless it is nobody."""
    return f"{answer} (Enter takes {usual:,}):" if usual else f"{answer}:"


def hands_to_question(total: int, present: int | None) -> str:
    """Question a show of hands whose numbers do not fit the people; empty where they fit, or nobody has counted."""
    if present is None or total == present:
        return ""
    return f"That makes {total} of {present}. Count again, or is someone new here?"


def people_here(before: int | None) -> str:
    """Ask how many people are here; `before` is the number that Enter takes."""
    usual = f"Enter takes {before:,}." if before is not None else "Enter alone: nobody has counted."
    return f"How many people are here? {usual}"


def where_now_kept(answer: str) -> str:
    """Say that where the room stands is saved, and what it is."""
    return f"Saved: {ended(answer)}"


def have_asked(level: str) -> str:
    """Write the answer that keeps a level, once the others were asked."""
    return f"We have asked. We agree: {level}"


def room_note_readers(reflection: Reflection) -> tuple[tuple[str, str], ...]:
    """List (sharing, sentence) of the two answers to who may read what the room wrote down."""
    return (
        ("room", "Everyone here; it may be in the report"),
        ("facilitator", f"Only {shown(reflection.contact)}"),
    )


def next_reflection(reflection: Reflection, today: str, rounds: Sequence[Reflection]) -> str:
    """Say when a team's next reflection is due, as part of a line; empty where none is agreed or it has been set up.

    `rounds` are all reflections that are known, of this team and of others.
    """
    if not reflection.next_date or any(
        other.team == reflection.team and other.date > reflection.date for other in rounds
    ):
        return ""
    if reflection.next_date == today:
        return "the next one is today"
    if reflection.next_date < today:
        return f"the next one was due on {spoken_date(reflection.next_date)}"
    return f"the next one is on {spoken_date(reflection.next_date)}"
