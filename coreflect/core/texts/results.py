"""The sentences that stand with results: in both faces, in what the commands print and in the report."""

from __future__ import annotations

NOT_REVEALED = (
    "A reflection without names shows nothing here before it is revealed: `coreflect rounds reveal ROUND`, once "
    "everyone has answered."
)
