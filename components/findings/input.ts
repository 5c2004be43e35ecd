import { type FindingsView, todoStates } from "@/components/findings/view";
import { filled } from "@/components/search-params";

/** What is not of the queue has no due time to be sorted by. */
function sortOfAll(sort: FindingsView["sort"]): "priority" | "opened" | "-opened" {
  return sort === "opened" || sort === "-opened" ? sort : "priority";
}

/** What the API and the verbs take for a view. `now` makes a moment of "within 7 days", cut to the minute so that a page and its export agree. */
export function inputOf(view: FindingsView, now: number, service?: string) {
  const { opened, state, group: _, cursor: __, decision, tier, openedSince, ...rest } = view;
  const since = opened === undefined ? openedSince : new Date(Math.floor(now / 60_000) * 60_000 - Number(opened) * 86_400_000).toISOString();
  // What only Inspector reports is no finding of the queue: nothing is decided of it.
  const isQueue = (state === "todo" || state === "open") && view.source !== "inspector";
  const ofQueue = {
    decision: state === "todo" && decision.length === 0 ? [...todoStates] : filled(decision),
    assignee: view.assignee === undefined ? undefined : [view.assignee],
    due: view.due === undefined ? undefined : [view.due],
    sort: view.sort,
  };
  return {
    ...rest,
    team: filled(view.team),
    service: service === undefined ? filled(view.service) : [service],
    kind: filled(view.kind),
    severity: filled(view.severity),
    ecosystem: filled(view.ecosystem),
    vulnerability: filled(view.vulnerability),
    packages: filled(view.packages),
    closeReason: filled(view.closeReason),
    environment: filled(view.environment),
    tier: filled(tier.map(Number)),
    state: state === "todo" ? ("open" as const) : state,
    openedSince: since,
    ...(isQueue ? ofQueue : { decision: undefined, assignee: undefined, due: undefined, sort: sortOfAll(view.sort) }),
  };
}
