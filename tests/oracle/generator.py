# SPDX-License-Identifier: MIT
"""Scripts at random: script(seed) is always the same.

They go where both sides mean the same. What one flush does around deletions, expired objects and
changed keys is meant to differ (differences.json), so those stand in flushes of their own.
"""

import copy
import random

LENGTH = 25

# Collections: (owner, relation) -> (member, the member's own side, what a member is without owner)
STAYS, ORPHAN = "stays", "orphan"
TO_MANY = {
    ("User", "addresses"): ("Address", "user", ORPHAN),
    ("User", "notes"): ("Note", "author", STAYS),
    ("Box", "things"): ("Thing", None, STAYS),
    ("Node", "children"): ("Node", "parent", STAYS),
    ("Country", "regions"): ("Region", "country", ORPHAN),
    ("Part", "parts"): ("Part", "whole", STAYS),
}
LINKS = {
    ("Item", "keywords"): ("Keyword", "items"),
    ("Keyword", "items"): ("Item", "keywords"),
    ("Box", "labels"): ("Label", None),
}
ROOTS = ("User", "Address", "Note", "Profile", "Item", "Keyword", "Box", "Thing", "Label", "Node", "Country", "Part")
CODED = ("Country", "Part")


class World:
    """What the script has made: who is in the session, who belongs to whom."""

    def __init__(self):
        self.of_class = {}  # name -> class, of all that are in the session
        self.parent = {}  # (member, relation) -> owner
        self.links = set()  # (item, keyword), (box, label)
        self.partner = {}  # profile -> user

    def named(self, *classes):
        return sorted(name for name, cls in self.of_class.items() if cls in classes)

    def forget(self, name):
        """The object is deleted, with what its cascade takes along."""
        for (member, relation), owner in list(self.parent.items()):
            if owner == name:
                del self.parent[member, relation]
                if relation in ("addresses", "regions"):
                    self.forget(member)
            elif member == name:
                del self.parent[member, relation]
        for profile, user in list(self.partner.items()):
            if user == name:
                del self.partner[profile]
                self.forget(profile)
            elif profile == name:
                del self.partner[profile]
        self.links = {link for link in self.links if name not in link}
        self.of_class.pop(name, None)

    def is_below(self, name, ancestor, relation):
        while name is not None and name != ancestor:
            name = self.parent.get((name, relation))
        return name is not None


class Script:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.count = 0
        self.world = World()
        self.committed = World()
        self.savepoints = []
        self.out = {}  # name -> class, of what was expunged
        self.is_moved = False  # relationships were changed since the last flush
        self.autoflush = self.random.random() < 0.4
        if not self.autoflush:
            self.say("no_autoflush")

    def say(self, *words):
        self.lines.append(" ".join(words))
        if words[0] in ("make", "append", "remove") or words[0] == "set" and words[1].split(".")[1] not in ("name", "email"):
            self.is_moved = True
        elif len(words) == 1:
            self.is_moved = False

    def pick(self, names):
        return self.random.choice(sorted(names)) if names else None

    def fresh(self, prefix):
        self.count += 1
        return f"{prefix}{self.count}"

    def values(self, cls):
        values = [f"name={self.random.choice('xyz')}"]
        if cls in CODED:
            values.append("code=" + self.fresh("k"))
        if cls == "Region":
            values.append("num=" + self.fresh(""))
        if cls in ("User", "Address"):
            values.append("email=" + self.fresh("e"))
        return values

    # Acts; an act that finds nobody to act on does nothing

    def new(self):
        cls = self.random.choice(ROOTS)
        name = self.fresh(cls[0].lower())
        self.say("new", name, cls, *self.values(cls))
        self.world.of_class[name] = cls

    def make(self):
        (owner_class, relation), (cls, _, _) = self.random.choice(sorted(TO_MANY.items()))
        owner = self.pick(self.world.named(owner_class))
        if owner:
            name = self.fresh(cls[0].lower())
            self.say("make", name, f"{owner}.{relation}", *self.values(cls))
            self.world.of_class[name] = cls
            self.world.parent[name, relation] = owner

    def change(self):
        name = self.pick(self.world.of_class)
        if name:
            column = "name"
            if self.world.of_class[name] in ("User", "Address") and self.random.random() < 0.3:
                column = "email"
            self.say("set", f"{name}.{column}", self.fresh("v"))

    def move(self):
        """A member goes to another owner, from either side."""
        (owner_class, relation), (cls, own_side, _) = self.random.choice(sorted(TO_MANY.items()))
        owner, member = self.pick(self.world.named(owner_class)), self.pick(self.world.named(cls))
        if not owner or not member or self.world.is_below(owner, member, relation):
            return
        if self.world.parent.get((member, relation)) == owner:
            return
        if own_side is None and (member, relation) in self.world.parent:
            return  # one side alone does not know that it takes the member from another
        if cls == "Region":
            return
        if self.is_moved and (cls == "Address" or cls == owner_class):
            self.flush()  # the reference drops new orphans, and cannot turn trees over
        if own_side and self.random.random() < 0.5:
            self.say("set", f"{member}.{own_side}", owner)
        else:
            self.say("append", f"{owner}.{relation}", member)
        self.world.parent[member, relation] = owner

    def let_go(self):
        """A member leaves its owner, from either side; an orphan is gone then."""
        here = self.world.of_class
        member_of = self.pick(
            [f"{m} {relation}" for (m, relation), o in self.world.parent.items() if m in here and o in here]
        )
        if not member_of:
            return
        member, relation = member_of.split()
        owner = self.world.parent[member, relation]
        _, own_side, without = TO_MANY[self.world.of_class[owner], relation]
        if self.is_moved:
            self.flush()
        if own_side and relation != "regions" and self.random.random() < 0.5:
            self.before_a_query()  # what the reference has not seen does not leave
            self.say("look", f"{member}.{own_side}")
            if without is ORPHAN:
                self.say("look", f"{owner}.{relation}")
            self.say("set", f"{member}.{own_side}", "NULL")
        else:
            self.before_a_query()
            self.say("remove", f"{owner}.{relation}", member)
        del self.world.parent[member, relation]
        if without is ORPHAN:
            self.world.forget(member)
            self.flush()

    def link(self):
        (owner_class, relation), (cls, _) = self.random.choice(sorted(LINKS.items()))
        owner, member = self.pick(self.world.named(owner_class)), self.pick(self.world.named(cls))
        if owner and member:
            pair = (owner, member) if relation != "items" else (member, owner)
            if pair in self.world.links:
                self.before_a_query()
                self.say("remove", f"{owner}.{relation}", member)
                self.world.links.remove(pair)
            else:
                self.say("append", f"{owner}.{relation}", member)
                self.world.links.add(pair)

    def pair(self):
        """A profile without a user meets a user without a profile, or leaves its own."""
        profile = self.pick(self.world.named("Profile"))
        user = self.pick(set(self.world.named("User")) - set(self.world.partner.values()))
        if profile and self.world.partner.get(profile) in self.world.of_class:
            user = self.world.partner.pop(profile)
            self.before_a_query()
            self.say("look", f"{user}.profile")
            self.say("set", f"{user}.profile", "NULL")
            self.world.forget(profile)
            self.flush()
        elif profile and profile not in self.world.partner and user:
            side = [f"{user}.profile", profile] if self.random.random() < 0.5 else [f"{profile}.user", user]
            self.say("set", *side)
            self.world.partner[profile] = user

    def rename(self):
        """A natural key changes."""
        owners = set(self.world.parent.values())
        wholes = {part for part in self.world.named("Part") if part in owners}
        name = self.pick(set(self.world.named("Country", "Region", "Part")) - wholes)
        if name in self.committed.of_class and not self.savepoints:
            self.commit()
            if self.world.of_class[name] == "Country":
                self.say("look", f"{name}.regions")  # the reference leaves the others behind
            if self.world.of_class[name] == "Region":
                self.say("set", f"{name}.num", self.fresh(""))
            else:
                self.say("set", f"{name}.code", self.fresh("k"))
            self.flush()

    def delete(self):
        name = self.pick(self.world.of_class)
        if name:
            if self.is_moved or name not in self.committed.of_class:
                self.flush()
            self.say("delete", name)
            self.world.forget(name)
            self.out.clear()  # who is away may still refer to it
            if self.savepoints:
                self.flush()
                self.say("expire_all")  # in the reference loaded objects still refer to it
            else:
                self.commit()

    def before_a_query(self):
        """Which looks are queries, and so flush, depends on what is loaded; here all of them are."""
        if self.autoflush:
            self.flush()

    def look(self):
        name = self.pick(self.world.of_class)
        if name:
            self.before_a_query()
            cls = self.world.of_class[name]
            places = ["name"]
            places += [relation for owner, relation in [*TO_MANY, *LINKS] if owner == cls]
            places += [own for member, own, _ in TO_MANY.values() if member == cls and own]
            places += {"User": ["profile"], "Profile": ["user"]}.get(cls, [])
            self.say("look", f"{name}.{self.random.choice(places)}")

    def ask(self):
        (owner_class, relation), (cls, *_) = self.random.choice(sorted({**TO_MANY, **LINKS}.items()))
        owner, member = self.pick(self.world.named(owner_class)), self.pick(self.world.named(cls))
        if owner and member:
            self.before_a_query()
            self.say("contains", f"{owner}.{relation}", member)

    def select(self):
        self.before_a_query()
        away = set(self.out.values())  # or a second object is loaded
        self.say("select", self.pick(set(ROOTS) - away))

    def flush(self):
        if self.lines and self.lines[-1] not in ("flush", "commit"):
            self.say("flush")

    def expire(self):
        name = self.pick(set(self.world.of_class) & set(self.committed.of_class))
        if name:
            verb = self.random.choice(["expire", "refresh"])
            if self.is_moved or verb == "refresh":  # which flushes, in 2.0 as here
                self.flush()
            self.say(verb, name)

    def expunge(self):
        """Somebody leaves the session to whom nobody is related: a second object would be loaded."""
        world = self.world
        related = {member for member, _ in world.parent} | set(world.parent.values())
        related |= {name for link in world.links for name in link}
        related |= set(world.partner) | set(world.partner.values())
        name = self.pick(set(self.committed.of_class) & set(world.of_class) - related)
        if name:
            if self.is_moved:
                self.flush()
            self.say("expunge", name)
            self.out[name] = world.of_class[name]
            for snapshot in (world, self.committed, *self.savepoints):
                snapshot.of_class.pop(name, None)

    def come_back(self):
        name = self.pick(self.out)
        if name:
            if self.random.random() < 0.5:
                self.say("set", f"{name}.name", self.fresh("v"))
            self.say("add", name)
            self.world.of_class[name] = self.out.pop(name)

    def expire_all(self):
        self.commit()
        self.say("expire_all")

    def commit(self):
        self.say("commit")
        self.committed = copy.deepcopy(self.world)
        self.savepoints.clear()

    def roll_back(self):
        self.say("rollback")
        self.world = copy.deepcopy(self.committed)
        self.out.clear()
        self.savepoints.clear()

    def begin_nested(self):
        if self.savepoints:
            return
        self.commit()
        self.say("begin_nested")
        self.savepoints.append(copy.deepcopy(self.world))

    def end_nested(self):
        if self.savepoints:
            before = self.savepoints.pop()
            if self.random.random() < 0.5:
                self.say("commit_nested")
            else:
                self.say("rollback_nested")
                self.world = before

    ACTS = (
        *[new] * 6, *[make] * 6, *[change] * 4, *[move] * 5, *[let_go] * 3, *[link] * 6, *[pair] * 3,
        *[rename] * 3, *[delete] * 2, *[look] * 4, *[ask] * 2, select, *[flush] * 2, *[expire] * 2,
        *[expunge] * 2, *[come_back] * 3, expire_all, *[commit] * 2, roll_back, begin_nested, end_nested,
    )  # fmt: skip


def script(seed):
    made = Script(seed)
    while len(made.lines) < LENGTH:
        made.random.choice(Script.ACTS)(made)
    return made.lines
