import type { PoolClient } from "pg";
import { recordAudit } from "@/lib/audit";
import { alignPackages } from "@/lib/aws/findings/recompute-observations";
import { lockAws } from "@/lib/aws/queries/lock";
import { type Context, requireScope, type Verb } from "@/lib/context";
import { inTransaction, pool } from "@/lib/db";
import { mapResources } from "./map-resources";
import { hasNews, markLooked, type News, passOverWithoutResources, selectMappedLoosely, selectNews, selectTouched } from "./queries/sweep";

/** Artifacts whose new builds are looked at in one transaction. */
const batch = 200;
/** Resources whose packages are looked at in one statement. */
const resourcesAtOnce = 1_000;

/**
 * Maps the resources that builds and retirements since the last sweep tell, or tell otherwise, for about `budgetMs`. Builds write nothing for it: each artifact's
 * last number says whether there is anything new, and a sweep that finds nothing costs one query. Returns how many resources changed. Needs `aws:write`.
 */
export async function sweepResources({ ctx, input: { budgetMs } }: Verb<{ budgetMs: number }>): Promise<{ changed: number }> {
  requireScope(ctx, "aws:write");
  const startedMs = performance.now();
  let changed = 0;
  while (performance.now() - startedMs < budgetMs && (await hasNews(pool()))) {
    changed += await inTransaction((client) => sweepBatch(client, ctx));
  }
  return { changed };
}

async function sweepBatch(client: PoolClient, ctx: Context): Promise<number> {
  // Before the first read: who adds a resource meanwhile either sees these builds, or has committed it when they are read here.
  await lockAws(client);
  if (await passOverWithoutResources(client)) return 0;
  const news = await selectNews(client, batch);
  const at = new Date();
  const { changedResourceIds } = await mapResources(client, { resourceIds: await selectTouched(client, news), at });
  const observations = await alignLoose(client, news, at);
  await markLooked(client, news);
  const changed = changedResourceIds.length;
  if (changed === 0 && observations === 0) return 0;
  const detail = { changed, artifacts: news.length, ...(observations > 0 ? { observations } : {}) };
  await recordAudit(client, ctx, { action: "aws_resources.mapped", subjectKind: "aws_resource", subjectId: "builds", detail }, at);
  return changed;
}

/** Where a mapping stays what it is, packages may have another name in the new builds. Returns how many observations changed for it. */
async function alignLoose(client: PoolClient, news: readonly News[], at: Date): Promise<number> {
  let changed = 0;
  let after = 0;
  for (;;) {
    const resourceIds = await selectMappedLoosely(client, news, { after, limit: resourcesAtOnce });
    changed += await alignPackages(client, { resourceIds, at });
    if (resourceIds.length < resourcesAtOnce) return changed;
    after = resourceIds.at(-1) ?? after;
  }
}
