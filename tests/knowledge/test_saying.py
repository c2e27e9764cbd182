"""No two people of a run say the same sentence, whatever the lists hold."""

from __future__ import annotations

import pytest

from kae_sim.knowledge.saying import Lines, Repertoire, answers_of, lines_of, ours, said_by
from kae_sim.knowledge.scene import Scene, answer, speak
from kae_sim.knowledge.temper import PersonState
from kae_sim.scenario.lines import pieces, sentences, ways
from kae_sim.scenario.schema import OCCASIONS, Occasion, Pack
from kae_sim.world.streams import Stream, deal_root, luck_root, stream
from tests.knowledge.cases import DEAL, PACK, SHIPPED, STATED, TRUTHS, witness

ACCOUNTS = 6  # of every shipped scenario
FILLED = {"outside": "the chair", "person": "Joan Marsh", "stage": "the chair", "status": "slow"}


def lot(*path: str) -> Stream:
    return stream(deal_root(1), *path)


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("occasion", [one for one in OCCASIONS if one != "referred"])
def test_everybody_of_a_territory_has_words_of_their_own(name: str, occasion: Occasion) -> None:
    pack = SHIPPED[name]
    repertoire = Repertoire()
    said: dict[str, str] = {}
    for person, role in enumerate([role for role in pack.roles for _ in range(ACCOUNTS)]):
        words = said_by(repertoire, str(person), lines_of(pack, occasion, role), lot(str(person)), **FILLED)
        assert words is not None, f"{occasion}: nothing is left for {role.id} after {person} people"
        for one in sentences(words):
            assert said.setdefault(one.casefold(), str(person)) == str(person)


@pytest.mark.parametrize("name", SHIPPED)
def test_everybody_has_an_answer_of_their_own_even_if_all_give_the_same(name: str) -> None:
    pack = SHIPPED[name]
    for voice in [voice for voice in pack.phrases.voices if not voice.roles and voice.unknown != "who-else"]:
        for manner in ("hedged", "plain", "firm"):
            repertoire = Repertoire()
            for person, role in enumerate([role for role in pack.roles for _ in range(ACCOUNTS)]):
                lines = answers_of(pack, voice.unknown, manner, role)
                words = said_by(repertoire, str(person), lines, lot(str(person)), answer="so much", **FILLED)
                assert words is not None, (voice.unknown, manner, role.id, person)


def test_when_a_list_runs_out_what_is_said_is_told_and_nobody_repeats_another() -> None:
    mean = PACK.phrases.model_copy(update={"goodbye": ("Goodbye.",), "speakers": (), "voices": few(PACK)})
    pack = PACK.model_copy(update={"phrases": mean})
    people = {one.id: one for one in (witness(role.id) for role in pack.roles)}
    states = {one: PersonState(400, met=True) for one in people}
    at = Scene(pack, "a1", DEAL, luck_root(7, 0), STATED, TRUTHS, people, states)
    spoken = [speak(at, lambda: lot("goodbye"), who, "goodbye") for who in people]
    assert [one.who for one in spoken] == [next(iter(people)), *["scene"] * (len(people) - 1)]
    assert spoken[1].words == "Joan Marsh says little that is new."
    told = [answer(at, lambda: lot("wait"), who, "wait", "firm", "ten weeks", answer="ten weeks") for who in people]
    assert told[0].words == "It's ten weeks."
    assert {one.words for one in told[1:]} == {"Joan Marsh says much what others say: ten weeks."}
    again = speak(at, lambda: lot("goodbye"), next(iter(people)), "goodbye")
    assert again == spoken[0], "one may repeat oneself"


def few(pack: Pack) -> tuple[object, ...]:
    return tuple(
        voice.model_copy(update={"firm": ("It's {answer}.",)}) for voice in pack.phrases.voices if not voice.roles
    )


def test_the_lines_of_the_own_role_come_first_and_new_ones_before_old_ones() -> None:
    repertoire = Repertoire()
    lines = Lines(("Mine.",), ("Ours.", "[Also|And] ours."), ("From here,",))
    first = [said_by(repertoire, "a", lines, lot(str(n))) for n in range(4)]
    assert first[0] == "Mine."
    assert set(first[1:3]) in ({"Ours.", "Also ours."}, {"Ours.", "And ours."})
    assert first[3] in ("Also ours.", "And ours."), "another way of it before a repetition"
    assert said_by(repertoire, "b", lines, lot("b")) is None
    assert said_by(repertoire, "a", lines, lot("a")) in (*first, "Also ours.", "And ours.")


def test_a_sentence_within_a_line_belongs_to_who_said_it() -> None:
    repertoire = Repertoire()
    assert said_by(repertoire, "a", Lines((), ("[Well|So]. Off you go.",), ()), lot("a")) is not None
    assert said_by(repertoire, "b", Lines((), ("[Well|So]. Off you go.",), ()), lot("b")) is None
    assert said_by(repertoire, "b", Lines((), ("off you go.",), ()), lot("b")) is None, "in capitals or not"


def test_what_we_say_ourselves_may_come_again_but_the_rest_comes_first() -> None:
    repertoire = Repertoire()
    said = [ours(repertoire, Lines((), ("Hello.", "Hi."), ()), lot(str(n))) for n in range(4)]
    assert set(said[:2]) == set(said[2:]) == {"Hello.", "Hi."}


def test_alternatives_and_leads_are_spread_out() -> None:
    assert pieces("{lead}it [is|was] so.", ("Here,",)) == (("", "Here, "), ("it ",), ("is", "was"), (" so.",))
    assert ways("{lead}it [is|was] so.", ("Here,", "There,")) == 6
    assert ways("So [it|that] is. Really.", ()) == 1, "no more than its most common sentence"
    assert sentences("Well. Is it so? Yes!") == ["Well.", "Is it so?", "Yes!"]
