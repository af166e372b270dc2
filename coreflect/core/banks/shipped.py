"""Knows the bank files that came with coreflect, now or in an earlier release, by the SHA-256 of their bytes.

Two editions of a shipped bank were written by the same people, who raise an item's edition where its meaning changes.
So other words of the same edition are compared, which is not done for a bank of a team's own. Bank files of earlier
releases stand in `question_banks/earlier`, under their release; tests/banks/test_shipped_banks.py holds this list
against these files and today's. Wordings are not listed, since comparisons look at the standard words alone.
"""

from __future__ import annotations

from hashlib import sha256

SHIPPED = frozenset(
    {
        # 0.1.0
        "de22b73069677d2875de509156f6ffa4451fcf6888f27b269a9856a5054dc3b8",
        "5a2407637d29c1f3da0f02748a5e5b87b2927d1b01dd474d8babb5f65da695fd",
        "b79225edeeb29f665ef32b1e5904d5d913a7d70f43d1ae6fb28570d393bad6a2",
        "aec27f204d16c879d6a88baf39490f1ee2462423ff3e1f6d8ca3ecaae17f1d30",
        # today
        "026c01c1f11b5c2958d3404e11ebc9778d38e557e830d37c7315f8d38fb177e3",
        "e1c21bbb70daaff84dd2837ecd141e8fbafeafdb28e3171bda4cc98d8271b2aa",
        "fca709060abf2fb09500095cdea868a88ca50d259dee0500b6be45acc4cd857f",
        "347f75a47c03141cd60db9d4d91ad4495c139e936072be9e374c1f11b7ffe553",
    }
)


def came_with_coreflect(content: bytes) -> bool:
    """Whether these are the bytes of a bank that came with coreflect; the line endings of a checkout do not matter."""
    return sha256(content.replace(b"\r\n", b"\n")).hexdigest() in SHIPPED
