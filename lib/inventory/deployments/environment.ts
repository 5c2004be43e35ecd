import { z } from "zod";

export const environmentTiers = ["production", "other"] as const;
export type EnvironmentTier = (typeof environmentTiers)[number];
export type Environment = { name: string; tier: EnvironmentTier };

const production = /^(production|prod|live|prd)$|^prod(uction)?-|-prod(uction)?$/;

/**
 * The environment by its name. Its tier is `production` for `production`, `prod`, `live`, `prd`, `prod-*`, `production-*`, `*-prod` and
 * `*-production`, and `other` for every other name: there is nothing to configure.
 */
export function environmentOf(name: string): Environment {
  return { name, tier: production.test(name) ? "production" : "other" };
}

const nameMax = 64;

/** The same pattern for PostgreSQL, which reads it alike. */
export const productionPattern = production.source;

/** The name of an environment as callers give it; capital letters are taken as small ones. */
export const environmentNameSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(nameMax, `An environment has at most ${nameMax} characters`)
  .regex(/^[a-z0-9]+([._-]+[a-z0-9]+)*$/, "An environment is letters a to z, digits, '.', '_' and '-', and begins and ends with a letter or digit")
  .describe("A name such as `production`, `staging` or `prod-eu`: a slug of at most 64 characters. Its tier follows from it.");

export const environmentSchema = z.object({
  name: z.string(),
  tier: z
    .enum(environmentTiers)
    .describe("`production` for `production`, `prod`, `live`, `prd`, `prod-*`, `production-*`, `*-prod` and `*-production`; else `other`."),
});
