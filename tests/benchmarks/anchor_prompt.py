"""The anchor of the plain face's timings: one questionary prompt with nothing behind it."""

from __future__ import annotations

import questionary

if __name__ == "__main__":
    while True:
        questionary.select("ANCHOR", choices=["Done to people", "Done for people", "Done in part", "Together"]).ask()
