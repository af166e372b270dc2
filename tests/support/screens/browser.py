"""What a person does with the keyboard alone on a page in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

MOST_TABS = 60


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what is selected has the focus.

    Raises:
        AssertionError: Tab does not lead there.
    """
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(selector)
