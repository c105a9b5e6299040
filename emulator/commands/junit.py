"""A contract report as JUnit's XML, which CI servers show: a suite for each vendor, a test case for each operation."""

import re
from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def of(told: dict[str, Any]) -> str:
    """A test case for each operation that was used and each path that no vendor has; its breaches are its failures."""
    root = Element("testsuites", name="emulator contract")
    for vendor in dict.fromkeys(one["vendor"] for one in told["operations"]):
        cases = [one for one in told["operations"] if one["vendor"] == vendor and one["used"]]
        unknown = [one for one in told["unknown"] if one["vendor"] == vendor]
        broken = [one for one in told["notices"] if one["vendor"] == vendor and one["kind"] != "explanation"]
        suite = SubElement(root, "testsuite", name=vendor)
        failing = sum(_case(suite, one, [n for n in broken if n["operation"] == one["operation"]]) for one in cases)
        for one in unknown:
            case = SubElement(suite, "testcase", classname=vendor, name=_xml(f"{one['method']} {one['path']}"))
            _failure(case, "unknown path", f"{vendor} has no such path; request {one['example']}", one["used"])
        suite.set("tests", str(len(cases) + len(unknown)))
        suite.set("failures", str(failing + len(unknown)))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _case(suite: Element, operation: dict[str, Any], broken: Sequence[dict[str, Any]]) -> bool:
    """Whether it fails. JUnit knows one failure of a test case; where there are more, its text has them all."""
    vendor, _, name = operation["operation"].partition(".")
    case = SubElement(suite, "testcase", classname=vendor, name=name)
    if broken:
        said = "\n".join(f"{one['notice']} ({times(one['count'])}, as in request {one['example']})" for one in broken)
        _failure(case, broken[0]["kind"], said, len(broken))
    elif operation["breaches"]:  # the report names the most frequent notices of all operations, and these are not
        _failure(case, "notices", f"{operation['breaches']} breaches, as in request {operation['example']}", 1)
    return bool(operation["breaches"])


def _failure(case: Element, kind: str, said: str, count: int) -> None:
    first = said.partition("\n")[0]
    message = first if count == 1 or "\n" not in said else f"{first}, and {count - 1} more"
    SubElement(case, "failure", type=kind, message=_xml(message)).text = _xml(said)


def _xml(text: str) -> str:
    """What a client sent may have characters that XML has no way to write."""
    return _NO_XML.sub("\ufffd", text)
