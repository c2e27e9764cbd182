"""Draws one account's pathway: which stage binds, how long its queue is, how many slots there are."""

from __future__ import annotations

from kae_sim.scenario.schema import Archetype, Pack
from kae_sim.world.impossible import Impossible
from kae_sim.world.spec import (
    MOST_REFERRALS,
    WEEK,
    RouteSpec,
    Spec,
    Start,
    route_specs,
    split_routes,
    stages_ahead,
    steps_of,
    urgent_queues,
)
from kae_sim.world.streams import Stream, stream

MILLION = 1_000_000
SLOT_WAIT = 2  # days that a patient waits for a slot where there is no queue, about
BOOKED_AHEAD = (0, 21)  # days by which an account books its first appointments ahead, whatever the queue (assumption)
# Assumptions of the authors, tuned until waits and bottlenecks were spread over their answers.
THROUGHPUT = (980, 1005)  # thousandths of its demand that the binding stage lets through
UPSTREAM_USE = (720, 900)  # thousandths of slots used at stages before the binding one
DOWNSTREAM_ROOM = (80, 300)  # thousandths by which stages after it could do more
ELIGIBLE = (1100, 1800)  # eligible patients a year, thousandths of those decided for therapy


def archetype_of(pack: Pack, root: bytes, account: str, cast: str | None) -> Archetype:
    """The account's kind: as cast, or by the pack's weights."""
    if cast is not None:
        return {one.id: one for one in pack.archetypes}[cast]
    weights = [one.weight for one in pack.archetypes]
    return pack.archetypes[stream(root, "account", account, "archetype").pick(weights)]


def later_visits(stay_days: int, every_days: int) -> int:
    """Mean number of visits after the first, in millionths, when the stay is geometric by days."""
    scale = 10**18
    cycle = scale
    for _ in range(every_days):
        cycle = cycle * (stay_days - 1) // stay_days
    return MILLION * cycle // (scale - cycle)


def _fresh(pack: Pack, permille: tuple[int, ...]) -> list[int]:
    """New patients at each stage per referral, in millionths."""
    pathway = pack.pathway
    decided = pathway.decided_percent * 10
    passing = dict.fromkeys(pathway.stage_ids, 0)
    for stage in pathway.before_decision:
        passing[stage] = MILLION
    for stage in pathway.after_decision:
        passing[stage] = decided * 1000
    for route, share in zip(pathway.routes, permille, strict=True):
        for stage in route.stages:
            passing[stage] += decided * share
    return list(passing.values())


def _returning(pack: Pack, routes: tuple[RouteSpec, ...], starts: list[int], share: int) -> list[int]:
    """Returning patients at each stage per referral, in millionths, when starts have long been steady."""
    pathway = pack.pathway
    stay = pathway.stay_weeks * WEEK
    load = [0] * len(pathway.stages)
    for route, begun in zip(routes, starts, strict=True):
        for stage in route.dose_stages:
            for ours, part in ((1, share), (0, 1000 - share)):
                load[stage] += begun * part // 1000 * later_visits(stay, route.cycle(ours)) // MILLION
    followed = sum(starts) * later_visits(stay, pathway.follow_up_days) // MILLION
    load[pathway.stage_ids.index(pathway.follow_up_stage)] += followed
    return load


def draw_spec(pack: Pack, archetype: Archetype, root: bytes, account: str, attempt: int, warm_days: int) -> Spec:
    """One account's pathway from its own streams; another attempt gives another pathway.

    Raises Impossible where these numbers make none.
    """

    def own(*attribute: str) -> Stream:
        return stream(root, "account", account, str(attempt), *attribute)

    pathway, market = pack.pathway, pack.market
    archetype_place = ("pack", "archetypes", pack.archetypes.index(archetype), "binding")
    number = {stage_id: index for index, stage_id in enumerate(pathway.stage_ids)}
    before = tuple(number[one] for one in pathway.before_decision)
    after = tuple(number[one] for one in pathway.after_decision)
    routes = route_specs(pathway)
    permille = split_routes(pack, own("first-route").between(*(10 * bound for bound in market.iv_percent)))
    names = sorted(archetype.binding, key=number.__getitem__)
    binding = number[names[own("binding").pick([archetype.binding[name] for name in names])]]
    through = own("throughput").between(*THROUGHPUT)
    shared = binding in before or binding in after
    fresh = _fresh(pack, permille)
    starts = [
        pathway.decided_percent * 10 * share * (through if shared or binding in route.stages else 1000) // 1000
        for share, route in zip(permille, routes, strict=True)
    ]
    share = own("share").between(*(10 * bound for bound in market.share_percent))
    returning = _returning(pack, routes, starts, share)

    def slots_per_referral(stage: int, part: int) -> int:
        """Slots needed per referral in millionths; missed slots and cancelled sessions are made good."""
        rules = pathway.stages[stage]
        need = fresh[stage] * part // 1000 * (100 + rules.missed_percent) // 100 + returning[stage]
        return need * 100 // (100 - rules.cancelled_percent)

    wanted = own("referrals").between(*(round(1000 * bound) for bound in market.referrals_a_week))
    per_referral = slots_per_referral(binding, through)
    slots = max(2, (wanted * per_referral + 500 * MILLION) // (1000 * MILLION))
    if per_referral == 0:
        message = f"No patient ever comes to the stage {pathway.stage_ids[binding]}, where the queue should be"
        raise Impossible(archetype_place, message, "Bind another stage, or send patients that way")
    referrals = slots * 1000 * MILLION // per_referral  # whole slots meet the demand exactly
    if referrals > MOST_REFERRALS:
        message = (
            f"Two slots a week at the stage {pathway.stage_ids[binding]} are enough for {referrals // 1000:,} "
            f"referrals a week; an account may have {MOST_REFERRALS // 1000}"
        )
        raise Impossible(archetype_place, message, "Bind another stage, or let more patients come to this one")
    weekly = []
    for stage, rules in enumerate(pathway.stages):
        behind = binding in stages_ahead(before, after, routes, stage)
        need = referrals * slots_per_referral(stage, through if behind else 1000) // 1000
        if behind:
            need = need * (1000 + own("room", rules.id).between(*DOWNSTREAM_ROOM)) // 1000
        else:
            need = need * 1000 // own("use", rules.id).between(*UPSTREAM_USE)
        weekly.append(slots if stage == binding else -(-need // MILLION))
    booked_ahead = own("booking").between(*BOOKED_AHEAD)
    delays = tuple(
        rules.delay_days + (booked_ahead if stage == before[0] else 0) for stage, rules in enumerate(pathway.stages)
    )
    queue_days = own("queue").between(*(WEEK * bound for bound in archetype.queue_weeks))
    decided_a_year = referrals * pathway.decided_percent * 52 // 100_000
    return Spec(
        account=account,
        stage_ids=pathway.stage_ids,
        urgent_queue=urgent_queues(tuple(stage.urgent_first for stage in pathway.stages)),
        weekly=tuple(weekly),
        days=tuple(tuple(sorted(set(stage.days))) for stage in pathway.stages),
        delays=delays,
        missed=tuple(stage.missed_percent * 10 for stage in pathway.stages),
        cancelled=tuple(stage.cancelled_percent * 10 for stage in pathway.stages),
        before=before,
        after=after,
        routes=routes,
        route_permille=permille,
        urgent_permille=pathway.urgent_percent * 10,
        decided_permille=pathway.decided_percent * 10,
        stay_days=pathway.stay_weeks * WEEK,
        follow_up_stage=number[pathway.follow_up_stage],
        follow_up_days=pathway.follow_up_days,
        referrals=referrals,
        share_permille=share,
        price_week_pence=market.price_week_pounds * 100,
        eligible_a_year=decided_a_year * own("eligible").between(*ELIGIBLE) // 1000,
        day_unit=tuple(number[one] for one in pack.day_unit),
        funding_stage=number[pack.funding_stage],
        warm_days=warm_days,
        steps=steps_of(before, after, len(pathway.stages)),
        start=_start(
            binding,
            referrals * fresh[binding] // 1000,
            through,
            queue_days,
            [delays[stage] for stage in stages_ahead(before, after, routes, binding)],
            tuple(referrals * begun // 1000 * pathway.stay_weeks // MILLION for begun in starts),
        ),
    )


def _start(
    binding: int, fresh_a_week: int, through: int, queue_days: int, delays: list[int], on_route: tuple[int, ...]
) -> Start:
    """Who is there when the hidden year begins; `fresh_a_week` in millionths of a patient."""
    inflow_days = sum(days + SLOT_WAIT for days in delays)
    return Start(
        on_route=on_route,
        backlog_stage=binding,
        backlog=fresh_a_week * through // 1000 * queue_days // (WEEK * MILLION),
        backlog_days=queue_days,
        inflow=fresh_a_week * inflow_days // (WEEK * MILLION),
        inflow_days=inflow_days,
    )
