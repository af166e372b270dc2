"""Two versions of one person's answers are compared by how many differ, and nothing of what they say leaves here."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from coreflect.package.merged import Merged


def answered_differently(merged: Merged, responses: Collection[str]) -> Mapping[str, tuple[int, int]]:
    """For each of these responses, to how many questions its versions give different answers, and how many it answers.

    Takes a merge in which the versions stand.
    """
    rows = merged.answers[merged.answers["response"].isin(list(responses))]
    given: dict[str, dict[tuple[str, str], dict[str, str]]] = {one: {} for one in responses}
    columns = (rows[name].astype(str).tolist() for name in ("response", "revision", "bank", "item", "answer"))
    for response, revision, bank, item, answer in zip(*columns, strict=True):
        given[response].setdefault((bank, item), {})[revision] = answer
    versions = {one.id: 0 for one in merged.records.responses if one.id in given}
    for one in merged.records.responses:
        if one.id in versions:
            versions[one.id] += 1
    return {
        response: (sum(_differ(said, versions.get(response, 0)) for said in its.values()), len(its))
        for response, its in given.items()
    }


def _differ(said: Mapping[str, str], versions: int) -> bool:
    return len(set(said.values())) > 1 or len(said) < versions
