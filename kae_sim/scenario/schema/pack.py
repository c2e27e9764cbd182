"""The therapy pack: everything that scenarios of one area share."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from kae_sim.scenario.schema.happenings import Dilemma, Happening
from kae_sim.scenario.schema.market import Archetype, Economy, Market
from kae_sim.scenario.schema.papers import AccountTeam, Source
from kae_sim.scenario.schema.parts import READINESS, RIVAL, WAIT_BANDS, Id, Line, Part, Unknown, part_of
from kae_sim.scenario.schema.pathway import Pathway
from kae_sim.scenario.schema.people import Goal, OutsideRole, Role
from kae_sim.scenario.schema.phrases import Brought, Phrases, Question, Remarks
from kae_sim.scenario.schema.projects import Adoption, Initiative, Reason


class HospitalNames(Part):
    places: tuple[Line, ...] = Field(min_length=12, max_length=200)
    saints: tuple[Line, ...] = Field(min_length=8, max_length=200)
    patterns: tuple[Line, ...] = Field(min_length=3, max_length=40)  # "{place} General Hospital"
    kinds: tuple[Line, ...] = Field(min_length=2, max_length=20)  # teaching hospital, district general


class Pack(Part):
    """A therapy area: everything that scenarios of it share."""

    schema_: Literal["kae-sim/pack@1"] = Field(alias="schema")
    id: Id
    name: Line
    specialty: Line  # as papers print it: "rheumatology"
    audit_standard: Line  # what the national audit asks, on the clock of `seen_in_3_weeks`
    unlike_england: Line | None = None  # why this pack's waiting list is not as long as England's, where it is not
    pathway: Pathway
    day_unit: tuple[Id, ...] = Field(min_length=1, max_length=12)  # stages that make the day unit
    funding_stage: Id
    market: Market
    archetypes: tuple[Archetype, ...] = Field(min_length=1, max_length=20)
    goals: tuple[Goal, ...] = Field(min_length=2, max_length=16)
    roles: tuple[Role, ...] = Field(min_length=2, max_length=16)
    outside_roles: tuple[OutsideRole, ...] = Field(default=(), max_length=16)
    sources: tuple[Source, ...] = Field(min_length=1, max_length=20)
    account_team: AccountTeam = AccountTeam()
    questions: tuple[Question, ...] = Field(min_length=1, max_length=30)
    brought: tuple[Brought, ...] = Field(default=(), max_length=20)
    initiatives: tuple[Initiative, ...] = Field(min_length=1, max_length=20)
    reasons: tuple[Reason, ...] = Field(min_length=1, max_length=7)
    adoption: Adoption = Adoption()
    economy: Economy
    dilemmas: tuple[Dilemma, ...] = Field(default=(), max_length=20)
    happenings: tuple[Happening, ...] = Field(default=(), max_length=40)
    hospitals: HospitalNames
    phrases: Phrases
    remarks: Remarks = Remarks()

    def goal(self, goal_id: str) -> Goal:
        return part_of(self.goals, goal_id)

    def role(self, role_id: str) -> Role:
        return part_of(self.roles, role_id)

    def initiative(self, initiative_id: str) -> Initiative:
        return part_of(self.initiatives, initiative_id)

    def source(self, source_id: str) -> Source:
        return part_of(self.sources, source_id)

    def question(self, question_id: str) -> Question:
        return part_of(self.questions, question_id)

    def answers(self, unknown: Unknown) -> tuple[str, ...]:
        """The closed list of answers to an unknown, in its natural order."""
        if unknown == "wait":
            return WAIT_BANDS
        if unknown == "bottleneck":
            return self.pathway.stage_ids
        if unknown == "goal":
            return tuple(goal.id for goal in self.goals)
        if unknown == "stopper":
            return tuple(role.id for role in self.roles)
        if unknown == "readiness":
            return READINESS
        if unknown == "unmet":
            return ("a", "b", "c")
        return RIVAL
