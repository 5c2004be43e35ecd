import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { type Environment, environmentOf } from "./environment";
import { selectEnvironmentCounts } from "./queries/rows";

const listEnvironmentsSchema = z.object({ service: z.string().max(200) });

/** Where something of the service runs or ran, and how many deployments there are; production first. Needs `inventory:read`. */
export async function listEnvironments({ ctx, input }: Verb<z.input<typeof listEnvironmentsSchema>>): Promise<(Environment & { deployments: number })[]> {
  requireScope(ctx, "inventory:read");
  const { service } = listEnvironmentsSchema.parse(input);
  const rows = (await selectEnvironmentCounts(pool(), service)).map(({ name, deployments }) => ({ ...environmentOf(name), deployments }));
  return [...rows.filter(({ tier }) => tier === "production"), ...rows.filter(({ tier }) => tier !== "production")];
}
