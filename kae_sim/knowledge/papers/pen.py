"""The pen: chooses among a paper's lines by stream, fills in names, and says what was drawn."""

from __future__ import annotations

from dataclasses import dataclass

from kae_sim.knowledge.lines import lines_of
from kae_sim.knowledge.papers.facts import AccountFacts, PaperFacts
from kae_sim.knowledge.reading import said_in
from kae_sim.knowledge.wording import sentence
from kae_sim.scenario.schema import Pack, Source
from kae_sim.world.streams import Stream, stream


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes one paper. What it chooses depends on the account, the source and the edition, never on what is true."""

    pack: Pack
    source: Source
    facts: PaperFacts

    def luck(self, use: str, one: AccountFacts | None) -> Stream:
        """The stream of one choice in this paper."""
        speaks_of = "+".join(each.account for each in self.facts.accounts)
        where = ("accounts", speaks_of) if one is None else ("account", one.account)
        return stream(self.facts.deal, *where, "source", self.source.id, "print", use)

    def line(self, slot: str, one: AccountFacts | None = None) -> str:
        """One line of a list: the same in every edition."""
        found = lines_of(self.source, slot)
        return self._filled(found[self.luck(slot, one).below(len(found))], one)

    def several(self, slot: str, many: int, one: AccountFacts | None = None) -> list[str]:
        """Different lines of a list, others in another edition; fewer where there are fewer."""
        left = list(lines_of(self.source, slot))
        luck = self.luck(f"{slot}|{self.facts.edition}", one)
        chosen = [left.pop(luck.below(len(left))) for _ in range(min(many, len(left)))]
        return [self._filled(line, one) for line in chosen]

    def choice(self, use: str, options: tuple[str, ...], one: AccountFacts | None = None) -> str:
        """One of some wordings, the same in every edition."""
        return options[self.luck(use, one).below(len(options))]

    def said(self, one: AccountFacts) -> list[str]:
        """What the paper says of this account's unknowns, as it was drawn."""
        return [
            said_in(self.pack, self.facts.deal, one.account, self.source, unknown, answer)
            for unknown, answer in one.told.items()
        ]

    def said_or_silent(self, one: AccountFacts) -> list[str]:
        """The same, or a line that says nothing."""
        return self.said(one) or [self.line("silent", one)]

    def _filled(self, line: str, one: AccountFacts | None) -> str:
        market = self.pack.market
        return sentence(
            line.format(
                hospital=self.facts.territory if one is None else one.name,
                territory=self.facts.territory,
                company=self.facts.company,
                specialty=self.pack.specialty,
                ours=market.ours,
                rival=market.rival,
                area=market.area,
            )
        )
