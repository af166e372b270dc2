"""How far two versions of one person's answers differ is a number, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from coreflect.package.merge import merge
from coreflect.package.read import open_package
from coreflect.package.remarks import answered_differently
from coreflect.package.write import package_bytes
from tests.support.builders.packages import records, response


def test_questions_are_counted_once_however_many_versions_there_are() -> None:
    first, *others = response("p1").answers
    versions = [
        response("p1"),
        response("p1", revision="p1b", answers=(replace(first, answer="not-yet"), *others)),
        response("p1", revision="p1c", answers=(replace(first, answer="everywhere"), *others)),
    ]
    packages = [
        open_package(package_bytes(records(responses=(one, response("p2")))), f"{number}.zip")
        for number, one in enumerate(versions)
    ]
    assert answered_differently(merge(packages), ["p1"]) == {"p1": (1, 3)}
    assert answered_differently(merge(packages), []) == {}
