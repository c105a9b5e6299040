"""How sure we are of what is emulated, counted from the operations themselves."""

from collections import Counter

from docs.described import Json

KINDS = ("documented", "observed", "assumed")


def counts(contract: Json) -> str:
    """A table: operations by vendor and by evidence."""
    found = Counter((one["vendor"], one["evidence"]) for one in contract["operations"])
    vendors = list(dict.fromkeys(one["vendor"] for one in contract["operations"]))
    rows = [[f"[{name}](vendors/{name}.md#endpoints)", *(found[name, kind] for kind in KINDS)] for name in vendors]
    rows.append(["**all**", *(sum(found[name, kind] for name in vendors) for kind in KINDS)])
    lines = [["vendor", *KINDS, "operations"], ["---", *["--:"] * 4], *([*row, sum(row[1:])] for row in rows)]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
