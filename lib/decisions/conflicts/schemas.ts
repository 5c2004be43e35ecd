import { z } from "zod";
import { packageRefSchema, pageMetaSchema, pageParameters } from "@/lib/inventory/read/schemas/common";
import { decidedStates, decisionOrigins, decisionScopes } from "../words";

export const listConflictsSchema = z.object(pageParameters);
export type ListConflicts = z.input<typeof listConflictsSchema>;

export const conflictSchema = z.object({
  vulnerability: z.object({ id: z.string(), severity: z.string(), kind: z.string() }),
  package: packageRefSchema,
  /** Open findings of which different things are said, and services that have them. */
  findings: z.number().int(),
  services: z.number().int(),
  /** Those that stand and speak of them; the one that counts for most of them first. */
  decisions: z.array(
    z.object({
      id: z.uuid(),
      state: z.enum(decidedStates),
      scope: z.enum(decisionScopes),
      origin: z.enum(decisionOrigins),
      by: z.string(),
      since: z.iso.datetime(),
      /** Of the findings, those that it means, and those for which it counts. */
      findings: z.number().int(),
      counts: z.number().int(),
    }),
  ),
});

export const conflictListSchema = z.object({ data: z.array(conflictSchema), meta: pageMetaSchema });
export type ConflictList = z.infer<typeof conflictListSchema>;
