# SPDX-License-Identifier: MIT
"""Transcripts in a form in which only what means something differs.

- What a failed step sent was rolled back; it does not count.
- Insertions and updates may come in any order, which the foreign keys of the database watch, and so
  may those of tables that no foreign key connects, and rows one by one or as a batch: of all orders
  that keep the related ones as they are the first by name is taken, and what stands side by side is
  added up.
- A deletion may come before or after the insertions and updates of its flush.
- The links of what is deleted are deleted unasked; the reference asks first whether there are any.
- Which look flushes depends on what is loaded, and that on how: what a look writes counts for the
  next step that flushes anyway.
- What a detached or transient object still shows depends on what was read and what a rollback left
  behind; scripts that mean it look at it.
"""

FLUSHING = ("flush", "commit", "begin_nested", "commit_nested", "rollback", "rollback_nested")

# Which tables refer to which.
RELATED = {
    "addresses": {"users"},
    "notes": {"users"},
    "profiles": {"users"},
    "items_keywords": {"items", "keywords"},
    "things": {"boxes"},
    "boxes_labels": {"boxes", "labels"},
    "regions": {"countries"},
}

SECONDARY = {"items_keywords", "boxes_labels"}


def related(one, other):
    """Their order tells something: the same act on tables that a foreign key connects."""
    (verb, table, _), (other_verb, other_table, _) = one, other
    refers = table in RELATED.get(other_table, ()) or other_table in RELATED.get(table, ())
    return verb == other_verb and (refers or table == other_table)


def in_order(statements):
    """The first order by name that keeps related statements as they are, neighbours added up."""
    rest, ordered = list(statements), []
    while rest:
        free = [
            statement
            for i, statement in enumerate(rest)
            if not any(related(before, statement) for before in rest[:i])
        ]
        first = min(free)
        rest.remove(first)
        if ordered and ordered[-1][:2] == first[:2]:
            ordered[-1] = (*first[:2], ordered[-1][2] + first[2])
        else:
            ordered.append(first)
    return ordered


def steps(transcript):
    """[(script line, [lines of its outcome])]"""
    blocks, statements = [], []
    for line in transcript:
        if line.startswith("> ") or not blocks:
            settle(blocks, statements)
            blocks.append((line[2:], []))
        elif line.startswith("w "):
            verb, table, rows = line.split()[1:]
            statements.append((verb, table, int(rows)))
        elif line.startswith("object ") and line.split()[2] != "persistent":
            blocks[-1][1].append(" ".join(line.split()[:3]))
        elif not line.startswith("# "):
            blocks[-1][1].append(line)
    settle(blocks, statements)
    return blocks


def without_links(deletions):
    gone = {table for _, table, _ in deletions}
    return [d for d in deletions if not (d[1] in SECONDARY and gone & RELATED[d[1]])]


def settle(blocks, statements):
    """Gives a step that flushes what was written since the last one, unless that was rolled back."""
    if not blocks:
        return
    step, shown = blocks[-1]
    failed = any(line.startswith("= error") for line in shown)
    if step in FLUSHING and not failed:
        saved = in_order(s for s in statements if s[0] != "DELETE")
        deleted = in_order(without_links([s for s in statements if s[0] == "DELETE"]))
        shown += [f"w {verb} {table} {rows}" for verb, table, rows in saved + deleted]
    if step in FLUSHING or failed:
        statements.clear()


def differences(reference, subject):
    """[{"step", "reference", "orpiment"}]: for every step the lines that only one side has."""
    found = []
    one, other = steps(reference), steps(subject)
    for i in range(max(len(one), len(other))):
        line, here = one[i] if i < len(one) else ("(nothing)", [])
        there = other[i][1] if i < len(other) else ["(nothing)"]
        if here != there:
            found.append(
                {
                    "step": f"{i + 1} {line}",
                    "reference": [text for text in here if text not in there],
                    "orpiment": [text for text in there if text not in here],
                }
            )
    return found
