import type { FindingsView } from "@/components/findings/view";
import { filled } from "@/components/search-params";

/** What the API and the verbs take for a view. `now` makes a moment of "within 7 days", cut to the minute so that a page and its export agree. */
export function inputOf(view: FindingsView, now: number, service?: string) {
  const { team, kind, severity, ecosystem, opened, cursor: _, ...rest } = view;
  const since = opened === undefined ? undefined : new Date(Math.floor(now / 60_000) * 60_000 - Number(opened) * 86_400_000).toISOString();
  return {
    ...rest,
    team: filled(team),
    service,
    kind: filled(kind),
    severity: filled(severity),
    ecosystem: filled(ecosystem),
    openedSince: since,
  };
}
