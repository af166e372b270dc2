"""Turns every error, wrong usage included, into a sentence, what to do about it, and an exit code.

No traceback is printed; where an error was not foreseen, its place alone goes into a log.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from coreflect.core.errors import CoreflectError
from coreflect.core.names import quoted, shown

if TYPE_CHECKING:
    from pathlib import Path

_LISTED_BY = {"ROUND": "coreflect rounds list", "ACTION": "coreflect actions list", "ID": "coreflect banks list"}


class FaultMessage(click.ClickException):
    """A fault as it is printed: a sentence, what to do, an exit code."""

    def __init__(self, message: str, hint: str, exit_code: int) -> None:
        super().__init__(message)
        self.hint = hint
        self.exit_code = exit_code  # type: ignore[misc]

    def show(self, file: Any = None) -> None:
        for line in (self.message, self.hint):
            if line:
                click.echo(shown(line, lines=True), file=file, err=True)


@contextmanager
def faults_as_messages() -> Iterator[None]:
    """Turn every error within into a FaultMessage."""
    try:
        yield
    except CoreflectError as fault:
        raise FaultMessage(fault.message, fault.hint, fault.exit_code) from None
    except (KeyboardInterrupt, EOFError):
        raise FaultMessage("Stopped. Everything that was shown as saved is saved.", "", 130) from None
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as fault:
        raise _usage(fault) from None
    except (click.exceptions.Exit, click.Abort, click.ClickException):
        raise
    except OSError as fault:
        if fault.errno == errno.EPIPE:
            raise
        # Saving to disk raises NotSaved; an error that names no file comes from writing the output.
        if fault.filename is None and fault.errno and fault.strerror:
            what = f"The output could not be written: {fault.strerror}."
            raise FaultMessage(what, "Look at where it goes, then try again.", 1) from None
        raise _unforeseen_fault(fault) from None
    except Exception as fault:
        raise _unforeseen_fault(fault) from None


def _usage(fault: click.UsageError) -> FaultMessage:
    """Describe wrong usage in plain words; click's own messages contain control characters and say "integer"."""
    hint = f"`{fault.ctx.command_path} --help` shows examples." if fault.ctx else "Add --help to it to see examples."
    like: list[str] = list(getattr(fault, "possibilities", None) or ())
    message = quoted(fault.message, 200)
    if isinstance(fault, click.MissingParameter):
        name = (fault.param.metavar or fault.param.name or "").rstrip(".") if fault.param else ""
        message = f"Missing: {name}."
        hint = f"`{_LISTED_BY[name]}` shows what can be typed there. {hint}" if name in _LISTED_BY else hint
    elif isinstance(fault, click.NoSuchOption):
        message = f"There is no option {quoted(fault.option_name)} here."
        hint = f"Did you mean {' or '.join(like)}? {hint}" if like else hint
    elif typed := getattr(fault, "command_name", ""):
        group = fault.ctx.command_path if fault.ctx else "coreflect"
        message = f"There is no command `{group} {quoted(typed)}`."
        hint = f"Did you mean `{group} {like[0]}`?" if like else f"`{group} --help` lists those there are."
    elif isinstance(fault, click.BadOptionUsage):
        needs = "needs something after it" if "requires" in fault.message else "takes nothing after it"
        message = f"{quoted(fault.option_name)} {needs}."
    elif isinstance(fault, click.BadParameter) and fault.param:
        message = f"{max(fault.param.opts, key=len)} takes {_accepted_values(fault.param.type, message)}."
    elif extra := re.search(r"unexpected extra arguments? \((.*)\)$", fault.message, re.DOTALL):
        message = f"This is too much here: {quoted(extra[1])}."
        hint = f'Put words that belong together between quotes, such as "Mill Lane". {hint}'
    return FaultMessage(message, hint, 2)


def _accepted_values(kind: click.ParamType[Any], message: str) -> str:
    if isinstance(kind, click.Choice):
        return f"one of {', '.join(map(str, kind.choices))}"
    return "a whole number" if kind is click.INT else f"something else: {message}"


def _unforeseen_fault(fault: BaseException) -> FaultMessage:
    where, log = note_fault(fault)
    return FaultMessage(
        f"Something went wrong inside coreflect ({where}). What was shown as saved is saved.",
        f"Please try again. If it comes back, hand on the file {log}: it holds no answers." if log else "",
        1,
    )


def note_fault(fault: BaseException) -> tuple[str, Path | None]:
    """Write down where an error arose.

    Takes the error. Returns its kind and place in a few words, and the log file, or None where it could not be written.
    The log holds file names of this package and its libraries, line numbers and the kind of error; no message of an
    error, since messages quote values.
    """
    steps = _traceback_lines(fault)
    where = f"{type(fault).__name__} at {steps[-1]}" if steps else type(fault).__name__
    lines: list[str] = []
    error: BaseException | None = fault
    while error is not None:
        lines += [f"{type(error).__module__}.{type(error).__qualname__}", *_traceback_lines(error)]
        error = error.__cause__ or error.__context__
    return where, _write_log(lines)


def _traceback_lines(fault: BaseException) -> list[str]:
    import traceback
    from pathlib import Path

    frames = traceback.extract_tb(fault.__traceback__)
    return [f"{'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} in {frame.name}" for frame in frames]


def _write_log(lines: list[str]) -> Path | None:
    from datetime import UTC, datetime

    from platformdirs import user_log_path

    try:
        folder = user_log_path("coreflect", appauthor=False, ensure_exists=True)
        log = folder / "errors.log"
        with log.open("a", encoding="utf-8", newline="\n") as out:
            out.write("\n".join([f"{datetime.now(UTC):%Y-%m-%d}", *lines, "", ""]))
    except OSError:
        return None
    return log
