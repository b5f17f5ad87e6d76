# SPDX-License-Identifier: MIT
"""The classes of oracle.json, mapped by SQLAlchemy."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text
from sqlalchemy.orm import declarative_base, relationship

Base = declarative_base()

ALL = "all, delete-orphan"


class Tagged:
    """Its key is a number of the database, never given twice; a transcript shows the tag."""

    id = Column(Integer, primary_key=True)
    tag = Column(Text)
    name = Column(Text)
    __table_args__ = {"sqlite_autoincrement": True}


class User(Tagged, Base):
    __tablename__ = "users"
    email = Column(Text, unique=True)
    addresses = relationship("Address", back_populates="user", cascade=ALL)
    notes = relationship("Note", back_populates="author")
    profile = relationship("Profile", back_populates="user", cascade=ALL, uselist=False)


class Address(Tagged, Base):
    __tablename__ = "addresses"
    email = Column(Text, unique=True)
    user_id = Column(ForeignKey("users.id"))
    user = relationship("User", back_populates="addresses")


class Note(Tagged, Base):
    __tablename__ = "notes"
    author_id = Column(ForeignKey("users.id"))
    author = relationship("User", back_populates="notes")


class Profile(Tagged, Base):
    __tablename__ = "profiles"
    user_id = Column(ForeignKey("users.id"), unique=True)
    user = relationship("User", back_populates="profile")


def secondary(name, left, right):
    """A table of links, keyed by both sides; they go with either."""
    return Table(
        name,
        Base.metadata,
        Column(left[0], ForeignKey(left[1], ondelete="CASCADE"), primary_key=True),
        Column(right[0], ForeignKey(right[1], ondelete="CASCADE"), primary_key=True),
    )


items_keywords = secondary("items_keywords", ("item_id", "items.id"), ("keyword_id", "keywords.id"))
boxes_labels = secondary("boxes_labels", ("box_id", "boxes.id"), ("label_id", "labels.id"))


class Item(Tagged, Base):
    __tablename__ = "items"
    keywords = relationship("Keyword", secondary=items_keywords, back_populates="items")


class Keyword(Tagged, Base):
    __tablename__ = "keywords"
    items = relationship("Item", secondary=items_keywords, back_populates="keywords")


class Box(Tagged, Base):
    __tablename__ = "boxes"
    things = relationship("Thing")
    labels = relationship("Label", secondary=boxes_labels)


class Thing(Tagged, Base):
    __tablename__ = "things"
    box_id = Column(ForeignKey("boxes.id"))


class Label(Tagged, Base):
    __tablename__ = "labels"


class Node(Tagged, Base):
    __tablename__ = "nodes"
    parent_id = Column(ForeignKey("nodes.id"))
    parent = relationship("Node", back_populates="children", remote_side="Node.id")
    children = relationship("Node", back_populates="parent")


class Country(Base):
    __tablename__ = "countries"
    code = Column(String(20), primary_key=True)
    name = Column(Text)
    regions = relationship("Region", back_populates="country", cascade=ALL)


class Region(Base):
    __tablename__ = "regions"
    code = Column(ForeignKey("countries.code", onupdate="CASCADE"), primary_key=True)
    num = Column(Integer, primary_key=True, autoincrement=False)
    name = Column(Text)
    country = relationship("Country", back_populates="regions")


class Part(Base):
    __tablename__ = "parts"
    code = Column(String(20), primary_key=True)
    name = Column(Text)
    whole_code = Column(ForeignKey("parts.code", onupdate="CASCADE"))
    whole = relationship("Part", back_populates="parts", remote_side="Part.code")
    parts = relationship("Part", back_populates="whole")


# What transcripts show of an object: columns, to-one, to-many relationships, in this order.
SHOWN = {
    User: (["tag", "name", "email"], ["profile"], ["addresses", "notes"]),
    Address: (["tag", "name", "email"], ["user"], []),
    Note: (["tag", "name"], ["author"], []),
    Profile: (["tag", "name"], ["user"], []),
    Item: (["tag", "name"], [], ["keywords"]),
    Keyword: (["tag", "name"], [], ["items"]),
    Box: (["tag", "name"], [], ["things", "labels"]),
    Thing: (["tag", "name"], [], []),
    Label: (["tag", "name"], [], []),
    Node: (["tag", "name"], ["parent"], ["children"]),
    Country: (["code", "name"], [], ["regions"]),
    Region: (["code", "num", "name"], ["country"], []),
    Part: (["code", "name"], ["whole"], ["parts"]),
}
CLASSES = {cls.__name__: cls for cls in SHOWN}
