import type { PoolClient } from "pg";
import type { Context } from "@/lib/context";
import { namedFindings } from "@/lib/findings/list-findings";
import { readFilters } from "@/lib/findings/read-filters";
import { readPage } from "@/lib/findings/read-page";
import type { Finding } from "@/lib/findings/schemas";
import type { FigureFinding, StandingOut } from "../schemas";
import type { Counted, FigureFilters } from "./count-figures";
import { nameFindings } from "./name-findings";

type Asked = { counted: Counted; filters: FigureFilters; size: number; isPast: boolean };

/**
 * The open findings that stand out: the first opened, and the riskiest. Of now these are the first of the queue, by its rank. A past day has no queue, and
 * what EPSS was then is not kept: there they are by what histories have.
 */
export async function standingOut(client: PoolClient, ctx: Context, { counted, filters, size, isPast }: Asked): Promise<StandingOut> {
  const { oldest, riskiest } = counted.whole.top;
  if (isPast) return { ...(await nameFindings(client, { oldest, riskiest })), riskiestBy: "severity" };
  return { ...(await nameFindings(client, { oldest })), riskiest: await firstOfQueue(client, ctx, filters, size), riskiestBy: "rank" };
}

async function firstOfQueue(client: PoolClient, ctx: Context, { team, service, kind, severity }: FigureFilters, limit: number): Promise<FigureFinding[]> {
  const filters = await readFilters(client, ctx, {
    state: "open",
    ...(team && { team }),
    ...(service && { service }),
    ...(kind && { kind }),
    ...(severity && { severity }),
  });
  const { rows } = await readPage(client, filters, { sort: "priority", limit });
  return (await namedFindings(client, rows)).map(toFigureFinding);
}

function toFigureFinding({ vulnerability, ...finding }: Finding): FigureFinding {
  const { service, team, artifact, package: held, packageVersionId, version, release, openedAt, closedAt, dueAt } = finding;
  const { id, kind, severity, kevAddedOn, epss, summary } = vulnerability;
  return {
    service,
    team,
    artifact,
    package: held,
    packageVersionId,
    version,
    release,
    vulnerability: { id, kind, severity, kev: kevAddedOn !== null, epss, summary },
    openedAt,
    closedAt,
    dueAt,
  };
}
