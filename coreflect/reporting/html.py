"""Renders pages of HTML from the templates, with a policy that lets them load nothing and run one script at most.

All texts in a page are escaped, and its Content-Security-Policy names its style and its script by their hashes. Come
here for a page to print, a sheet to fill in, or a page that a phone is shown.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from html import escape
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from coreflect.core.banks.bank import EASIER, STANDARD
from coreflect.core.names import shown
from coreflect.core.texts import answering
from coreflect.core.texts import paper as texts


class Page(NamedTuple):
    """A page of HTML, and the policy that it keeps, for whoever serves it to say as well."""

    html: str
    policy: str


def page(
    template: str,
    style: str,
    wording: str,
    values: Mapping[str, object],
    *,
    large: bool = False,
    script: str = "",
    sends: bool = False,
) -> Page:
    """Make a page from this template and style, with a policy that names the style and its script by their hashes.

    A page that `sends` posts what is entered in it to whoever served it; any other sends nothing.
    """
    # A wording that is a language of its own is marked as one; the others are in the language of the page.
    language = "" if wording in (STANDARD, EASIER) else wording
    style = rendered(style, large=large)
    allowed = [f"style-src {_hash(style)}", *([f"script-src {_hash(script)}"] if script else [])]
    target = "'self'" if sends else "'none'"
    allowed += [*(["connect-src 'self'"] if sends else []), "base-uri 'none'", f"form-action {target}"]
    policy = Markup("; ".join(["default-src 'none'", *allowed]))  # noqa: S704 - no text of anybody's
    shows = {"wording": wording, "language": language, "style": style, "script": script, "policy": policy}
    return Page(rendered(template, **shows, **values), policy)


def rendered(name: str, **values: object) -> Markup:
    """Render the template with this name."""
    return Markup(_environment().get_template(name).render(**values))  # noqa: S704 - templates escape


def read_script(name: str) -> Markup:
    """Read a script as it stands: it is no template, whatever braces are in it."""
    environment = _environment()
    loader = environment.loader
    source = loader.get_source(environment, name)[0] if loader else ""
    return Markup(source)  # noqa: S704 - our own


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("coreflect.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_text,
        keep_trailing_newline=True,
    )
    environment.globals |= {"answering": answering, "texts": texts, "ended": _ended}
    return environment


def _text(value: object) -> Markup:
    """Make a text safe for a page: escaped, and without invisible characters."""
    return value if isinstance(value, Markup) else Markup(escape(shown(str(value))))  # noqa: S704 - it is escaped


def _ended(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."
