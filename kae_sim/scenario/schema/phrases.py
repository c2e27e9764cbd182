"""What is asked, brought and said in conversations."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from kae_sim.scenario.schema.parts import Id, Line, Part, SomeWords, Topic, Words


class Question(Part):
    """One thing to ask, open or leading, and the roles it fits."""

    id: Id
    about: Topic
    open: Line
    leading: Line
    roles: tuple[Id, ...] = Field(min_length=1, max_length=16)  # whom it fits


class Brought(Part):
    """One thing to bring to a meeting."""

    id: Id
    name: Line
    kind: Literal["useful", "pitch"]
    roles: tuple[Id, ...] = Field(default=(), max_length=16)  # to whom it is useful; none = to everyone
    words: Line


class Voice(Part):
    """Lines in which an answer is said; `{answer}`, `{stage}`, `{status}` and `{person}` are filled in."""

    unknown: Topic
    roles: tuple[Id, ...] = Field(default=(), max_length=16)  # who speaks so; none = everyone
    hedged: SomeWords = ()
    plain: SomeWords = ()
    firm: SomeWords = ()


Occasion = Literal[
    "greet_new",
    "greet_cold",
    "greet_polite",
    "greet_warm",
    "ring_new",
    "ring_cold",
    "ring_polite",
    "ring_warm",
    "greet_table",
    "week_welcome",
    "week_shrugged",
    "role_welcome",
    "role_shrugged",
    "straight_in",
    "table_welcome",
    "table_shrugged",
    "table_straight_in",
    "acknowledged",
    "embarrassed",
    "thanked",
    "not_for_me",
    "pitched",
    "repeated",
    "unfitting",
    "cannot_say",
    "refused",
    "stalled",
    "contradicts",
    "hints",
    "asides",
    "referred",
    "senior_first",
    "junior_agrees",
    "junior_guarded",
    "nobody_else",
    "goodbye",
    "goodbye_call",
    "goodbye_table",
    "invited",
    "ended",
]
OCCASIONS: tuple[Occasion, ...] = get_args(Occasion)


class Speaker(Part):
    """How people of certain roles speak: what they begin with, and lines that only they say."""

    roles: tuple[Id, ...] = Field(min_length=1, max_length=16)
    leads: Words  # fill `{lead}`: "From this side of the hatch,"
    lines: dict[Occasion, Words] = Field(default={}, max_length=len(OCCASIONS))


class Phrases(Part):
    """What people say besides answers, by what happens."""

    voices: tuple[Voice, ...] = Field(max_length=60)  # at least one for each topic that everyone may use
    speakers: tuple[Speaker, ...] = Field(default=(), max_length=16)
    greet_new: Words  # a visit to somebody who does not know us
    greet_cold: Words
    greet_polite: Words
    greet_warm: Words
    ring_new: Words  # the same on the telephone
    ring_cold: Words
    ring_polite: Words
    ring_warm: Words
    greet_table: Words  # a group meeting: the most senior speaks for everybody
    we_are: Words  # who we are, to people who do not know us
    your_week: Words  # what we say when we open with their `{week}`
    your_role: Words  # or with their `{role}`
    table_week: Words  # the same two to a whole table
    table_role: Words
    your_outside: Words  # or speak of their `{outside}` role
    week_welcome: Words  # they like to be asked about their week
    week_shrugged: Words  # it does not suit them
    role_welcome: Words
    role_shrugged: Words
    straight_in: Words  # we began without any of this
    table_welcome: Words  # the same three at a whole table
    table_shrugged: Words
    table_straight_in: Words
    acknowledged: Words  # `{outside}`
    embarrassed: Words  # acknowledged a role they do not hold
    thanked: Words  # something useful was brought
    not_for_me: Words  # something useful, but to others
    pitched: Words
    repeated: Words
    unfitting: Words
    cannot_say: Words
    refused: Words  # not to a company
    stalled: Words  # an answer that says nothing
    contradicts: Words  # `{person}` told us something else
    hints: Words  # unasked: `{stage}` is `{status}`
    asides: Words  # a change of subject
    referred: Words  # could not say, but `{person}` might
    senior_first: Words  # in a group, before a junior can answer
    junior_agrees: Words  # the junior's first words after that, who then says the same
    junior_guarded: Words  # or says something else
    nobody_else: Words
    goodbye: Words
    goodbye_call: Words
    goodbye_table: Words
    invited: Words
    ended: Words  # patience is gone
    missed: Words


class Remarks(Part):
    """What people let fall beside their answers, by what they remember or feel."""

    fond_of_rival: Words = ("I get on with the other company. They have never let me down.",)
    tired_of_rival: Words = ("Between us, I am not fond of the other company.",)
    brought_again: Words = ("You brought me that last time.",)
    pitched_again: Words = ("You showed me those slides last time. I did not like them then.",)
    unprepared_again: Words = ("You came without a question last time as well.",)
    cancelled_late: Words = ("I had kept the time free for you.",)
    over_promised: Words = ("That is not what you promised us.",)
    no_longer: Words = ("I was {outside}, once. Somebody else is now. You are behind the times.",)
