import { defaultPolicy } from "@/lib/sla";
import { Http } from "../measure/http";
import { atMost, round, singleFigure } from "../report/figures";
import type { BenchRun } from "../run-context";
import { decide, openFindings, undo } from "./decide";
import { type Kind, measureKind } from "./measure-queries";

const part = "Findings people finish";
const bulkMsMax = 2_000;

type Bulk = { what: string; scope: "artifact" | "service"; order: string; max: number | null };

/** What is decided at once: all of some artifacts, as in a team's list, and one here and one there. */
const bulks: Bulk[] = [
  { what: "of a hundred artifacts", scope: "artifact", order: "hashint4(o.artifact_id), o.package_version_id", max: bulkMsMax },
  { what: "of a hundred artifacts, for their services", scope: "service", order: "hashint4(o.artifact_id), o.package_version_id", max: bulkMsMax },
  { what: "all over the fleet", scope: "artifact", order: "hashint8(o.artifact_id * 1000003::bigint + o.package_version_id)", max: null },
];

/** One decision on ten thousand findings, and its end. */
export async function measureBulk(run: BenchRun): Promise<void> {
  const http = new Http(run.server.port, 1);
  try {
    for (const bulk of bulks) await decideAndUndo(run, http, bulk);
  } finally {
    http.close();
  }
}

async function decideAndUndo(run: BenchRun, http: Http, { what, scope, order, max }: Bulk): Promise<void> {
  const findings = await openFindings(run, order, run.options.isSmall ? 200 : 10_000);
  const made = await decide(run, http, findings, scope);
  const bars = max === null ? [] : [atMost("once", made.ms, max, "ms")];
  run.report(singleFigure(part, `a decision on ${findings.length.toLocaleString("en")} findings ${what}`, { used: `${round(made.ms)} ms`, bars }));
  run.report(singleFigure(part, "and its undoing", { used: `${round(await undo(run, http, made.ids))} ms` }));
}

/** What is late by owner, and what another policy would make of every finding. */
export async function measureSla(run: BenchRun): Promise<void> {
  const rules = defaultPolicy.map((rule) => ({ ...rule, hours: rule.hours === null ? null : rule.hours * 2 }));
  const body = Buffer.from(JSON.stringify({ rules }));
  const kinds: Kind[] = [
    { what: "what is late, by team", p95Max: null, share: 0.25, next: () => ({ path: "/api/v1/sla/breaches" }) },
    { what: "what is late of a team, by service", p95Max: null, share: 0.25, next: () => ({ path: "/api/v1/sla/breaches?by=service&team=team-1" }) },
    { what: "the preview of a policy", p95Max: null, share: 0.25, next: () => ({ path: "/api/v1/sla/policy/preview", body, contentType: "application/json" }) },
  ];
  for (const kind of kinds) await measureKind(run, part, kind);
}
