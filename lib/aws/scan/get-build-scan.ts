import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { buildNotFound, getBuildSchema } from "@/lib/inventory/read";
import { toScan } from "./present";
import { selectAskingAccount } from "./queries/accounts";
import { selectBuildOfService } from "./queries/builds";
import { selectLastScan } from "./queries/scans";
import type { BuildScan } from "./schemas";

/** The last scan of a build by Inspector, and whether one can be asked for. Needs `inventory:read`; throws `not_found`. */
export async function getBuildScan({ ctx, input }: Verb<z.input<typeof getBuildSchema>>): Promise<BuildScan> {
  requireScope(ctx, "inventory:read");
  const { slug, artifactId, seq } = getBuildSchema.parse(input);
  if ((await selectBuildOfService(pool(), slug, artifactId, seq)) === null) throw buildNotFound(slug);
  const [last, account] = await Promise.all([selectLastScan(pool(), artifactId, seq), selectAskingAccount(pool(), null)]);
  return { scan: last && toScan(last), canScan: account !== null && account.regions.length > 0 };
}
