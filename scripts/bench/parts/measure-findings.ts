import { createPool } from "@/lib/db";
import { oweQueue } from "@/lib/findings/queue";
import { whatFollows } from "../fleet/what-follows";
import { loadFindings } from "../queries/findings-fleet";
import { askInOrder, askOpenByClass } from "../queries/findings-floors";
import { round, singleFigure } from "../report/figures";
import type { BenchRun } from "../run-context";
import { measureAnew } from "./measure-anew";
import { measureBulk, measureSla } from "./measure-bulk";
import { type Kind, measureKind } from "./measure-queries";

const part = "Findings people finish";
const listMsMax = 50;
const dashboardMsMax = 150;
const planMsMax = 1_000;
const count = (value: number) => value.toLocaleString("en");

/** The queue, the figures, the plan and a bulk decision, with a million open findings and three million closed ones over two years. */
export async function measureFindings(run: BenchRun): Promise<void> {
  const { isSmall } = run.options;
  run.say("Writing findings ...");
  const loaded = await loadFindings(
    run.client,
    isSmall ? { open: 5_000, closed: 10_000, vulnerabilities: 200 } : { open: 1_000_000, closed: 3_000_000, vulnerabilities: 5_000 },
  );
  run.report(
    singleFigure(part, `${count(loaded.open)} open and ${count(loaded.closed)} closed findings of ${count(loaded.vulnerabilities)} vulnerabilities`, {}),
  );
  await measureFollowing(run, loaded.open);
  for (const kind of listKinds(run)) await measureKind(run, part, kind);
  await measureKind(run, part, {
    ...kindOf("the figures of the fleet, 12 weeks", "/api/v1/remediation", dashboardMsMax),
    next: () => ({ path: "/api/v1/remediation", floor: () => askOpenByClass(run.client) }),
  });
  await measureKind(run, part, kindOf("the figures of a team, two years", `/api/v1/remediation?team=team-1&from=${twoYearsAgo()}`, dashboardMsMax));
  await measureKind(run, part, { ...kindOf("the dashboard, first byte", "/remediation", null), page: true });
  await measureKind(run, part, kindOf("a team's plan of upgrades", "/api/v1/remediation/plan?team=team-1", null));
  await measureAnew(run, part, "the fleet's figures", "/api/v1/remediation", dashboardMsMax);
  await measureAnew(run, part, "the fleet's plan of upgrades", "/api/v1/remediation/plan", planMsMax);
  await measureSla(run);
  await measureBulk(run);
}

const kindOf = (what: string, path: string, p95Max: number | null): Kind => ({ what, p95Max, share: 0.25, next: () => ({ path }) });

function twoYearsAgo(): string {
  return new Date(Date.now() - 729 * 86_400_000).toISOString().slice(0, 10);
}

/** How long it takes to make everything that follows from findings, as after an upgrade of an installation that has them. */
async function measureFollowing(run: BenchRun, open: number): Promise<void> {
  const pool = createPool(run.databaseUrl, 2);
  try {
    await oweQueue(run.client);
    for (const [what, work] of whatFollows) {
      run.say(`Making ${what} ...`);
      const startedMs = performance.now();
      await work(pool);
      const seconds = (performance.now() - startedMs) / 1_000;
      run.report(singleFigure(part, `${what}, made from nothing`, { used: `${round(seconds)} s, ${round(open / seconds)} open findings/s` }));
    }
  } finally {
    await pool.end();
  }
  await run.client.query("vacuum (analyze) open_finding");
  await run.client.query("vacuum (analyze) open_tally");
}

/** The first page of the queue in each of its orders, and with what narrows it. */
function listKinds({ client }: BenchRun): Kind[] {
  const list = "/api/v1/findings";
  const inOrder = (sort: string, column: string, way: "asc" | "desc"): Kind => ({
    ...kindOf(`first page by ${sort}`, list, listMsMax),
    next: () => ({ path: `${list}?sort=${sort}`, floor: () => askInOrder(client, column, way) }),
  });
  return [
    inOrder("priority", "rank", "desc"),
    inOrder("-opened", "opened_at", "desc"),
    inOrder("opened", "opened_at", "asc"),
    inOrder("due", "due_at", "asc"),
    inOrder("-due", "due_at", "desc"),
    inOrder("severity", "severity_rank", "desc"),
    inOrder("epss", "rank", "desc"),
    kindOf("first page of a team", `${list}?team=team-1`, null),
    kindOf("first page of one severity", `${list}?severity=high`, null),
    kindOf("first page of what is overdue", `${list}?due=overdue`, null),
    kindOf("by vulnerability, first page", "/api/v1/findings/groups?by=vulnerability", null),
    { ...kindOf("the page of the queue, first byte", "/findings", null), page: true },
  ];
}
