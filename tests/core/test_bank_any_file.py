"""Whatever bytes a bank's file holds, reading it ends in a bank or in faults, never in a crash."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from coreflect.core.banks.bank import BankFile
from coreflect.core.banks.read import read_bank
from coreflect.core.names import shown
from tests.support.builders.tiny_bank import tiny, tiny_wording, toml

_ANYTHING = st.recursive(
    st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    below = [each for key, inner in inside for each in _paths(inner, (*path, key))]
    return [path, *below] if path else below


@settings(max_examples=150)
@given(st.data(), st.sampled_from([tiny, tiny_wording]))
def test_any_change_to_any_value_ends_in_a_bank_or_in_faults(data: st.DataObject, make: Callable[[], Any]) -> None:
    values = make()
    *above, last = data.draw(st.sampled_from(_paths(values)))
    place = values
    for key in above:
        place = place[key]
    place[last] = data.draw(_ANYTHING)
    bank_values, wording = (values, tiny_wording()) if make is tiny else (tiny(), values)
    bank, faults = read_bank("tiny.toml", toml(bank_values), [BankFile("tiny.cy.toml", toml(wording))])
    assert bank is not None or any(not fault.warning for fault in faults)
    assert all(fault.what and fault.mend and str(fault) == shown(str(fault)) for fault in faults)


@settings(max_examples=150)
@given(st.binary(max_size=200), st.integers(0, 2000), st.integers(0, 40))
def test_any_bytes_end_in_a_bank_or_in_faults(junk: bytes, start: int, length: int) -> None:
    content = toml(tiny())
    spoilt = content[:start] + junk + content[start + length :]
    for each in (junk, spoilt):
        bank, faults = read_bank("tiny.toml", each, [BankFile("tiny.cy.toml", each)])
        assert bank is not None or any(not fault.warning for fault in faults)
