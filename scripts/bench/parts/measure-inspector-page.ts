import { sweepAlone } from "@/lib/aws/alone";
import { createPool } from "@/lib/db";
import { askBothSides, loadInspector } from "../queries/inspector-fleet";
import { round, singleFigure } from "../report/figures";
import type { BenchRun } from "../run-context";
import { measureKind } from "./measure-queries";

const part = "Inspector beside OSV";
const pageMsMax = 80;

/** Writes what Inspector would have said of the fleet, and measures the pages of the service that has most of it. */
export async function measureInspectorPage(run: BenchRun): Promise<void> {
  const { isSmall } = run.options;
  const fleet = isSmall
    ? { findings: 2_000, serviceFindings: 500, imagesOfService: 5, vulnerabilities: 100 }
    : { findings: 200_000, serviceFindings: 5_000, imagesOfService: 20, vulnerabilities: 3_000 };
  run.say("Writing findings of Inspector ...");
  const slug = await loadInspector(run.client, fleet);
  await measureAlone(run);
  await measurePagesOf(run, slug);
}

/** How long it takes to make what only Inspector reports from nothing, which the worker does within a minute; lists are then of what is kept. */
async function measureAlone(run: BenchRun): Promise<void> {
  const pool = createPool(run.databaseUrl, 1);
  try {
    const startedMs = performance.now();
    const { changed } = await sweepAlone(pool, { budgetMs: 600_000 });
    const seconds = round((performance.now() - startedMs) / 1_000);
    run.report(singleFigure(part, "what only Inspector reports, made from nothing", { used: `${seconds} s, ${changed.toLocaleString("en")} rows` }));
  } finally {
    await pool.end();
  }
  await run.client.query("vacuum (analyze) inspector_alone");
}

/** The pages of one service and the lists of all, each beside bare SQL or alone. */
export async function measurePagesOf(run: BenchRun, slug: string): Promise<void> {
  const { rows } = await run.client.query<{ all: number; own: number }>(
    `select (select count(*) from observation)::int as all, (select count(*) from inspector_finding f join aws_resource_artifact m on m.resource_id = f.resource_id
       join artifact a on a.id = m.artifact_id join service s on s.id = a.service_id where s.slug = $1)::int as own`,
    [slug],
  );
  const [{ all, own } = { all: 0, own: 0 }] = rows;
  const count = (value: number) => value.toLocaleString("en");
  run.report(singleFigure(part, `${count(all)} observations, ${count(own)} findings of the service`, {}));
  const api = `/api/v1/services/${encodeURIComponent(slug)}/inspector`;
  const kind = (what: string, path: string, p95Max: number | null) => ({ what, p95Max, share: 0.5, next: () => ({ path }) });
  await measureKind(run, part, {
    ...kind("a service, first page", api, pageMsMax),
    next: () => ({ path: `${api}?limit=100`, floor: () => askBothSides(run.client, slug) }),
  });
  await measureKind(run, part, kind("a service, SBOM gaps", `${api}?limit=100&sbomGap=true`, pageMsMax));
  await measureKind(run, part, { ...kind("a service's page, first byte", `/services/${encodeURIComponent(slug)}/inspector`, pageMsMax), page: true });
  await measureKind(run, part, kind("findings, first page", "/api/v1/findings", null));
  await measureKind(run, part, kind("findings of Inspector alone, first page", "/api/v1/findings?source=inspector", null));
}
