import { z } from "zod";
import { pageMetaSchema, pageParameters } from "@/lib/inventory/read/schemas/common";

export const listSourcesSchema = z.object({});

export const sourceIdSchema = z.object({
  id: z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .transform(Number),
});
export type SourceId = z.input<typeof sourceIdSchema>;

export const requestSyncSchema = z.union([sourceIdSchema, z.object({ all: z.literal(true) })]);
export type RequestSync = z.input<typeof requestSyncSchema>;

// The mirror writes these; an older row may lack one.
const countsSchema = z.object({
  read: z.number().int().default(0),
  added: z.number().int().default(0),
  changed: z.number().int().default(0),
  unchanged: z.number().int().default(0),
  removed: z.number().int().default(0),
  quarantined: z.number().int().default(0),
});
export const storedCountsSchema = countsSchema.nullable();
export const storedProblemSchema = z
  .object({ code: z.string(), detail: z.string(), at: z.iso.datetime({ offset: true }), attempts: z.number().int().default(1) })
  .nullable();

export const sourceKinds = ["osv", "kev", "epss"] as const;
export type SourceKind = (typeof sourceKinds)[number];

const problemSchema = z.object({
  code: z.string().describe("Stable, e.g. `source_unreachable`."),
  detail: z.string(),
  action: z.string().describe("What to do about it."),
  attempts: z.number().int().describe("How often in a row."),
});

export const sourceSchema = z
  .object({
    id: z.number().int(),
    kind: z.enum(sourceKinds),
    name: z.string().describe("The ecosystem as OSV names it; empty for KEV and EPSS."),
    enabled: z.boolean().describe("False: it was mirrored once, and is not any more. What it brought stays, and is not kept up to date."),
    because: z
      .enum(["inventory", "setting", "always"])
      .nullable()
      .describe("Why it is mirrored: the inventory has packages of it, the setting names it, or it is always. Null: it is not."),
    status: z.enum(["idle", "queued", "running"]),
    phase: z.string().nullable().describe("What the running sync does, in words."),
    progress: z.number().nullable().describe("How far that is, 0 to 1; null: not known."),
    startedAt: z.iso.datetime().nullable(),
    succeededAt: z.iso.datetime().nullable().describe("When the last sync ended well; null: none did yet."),
    failedAt: z.iso.datetime().nullable(),
    problem: problemSchema.nullable().describe("Why the last sync failed; null after one that did not."),
    counts: countsSchema.nullable().describe("What the running or last sync did, in records."),
    stored: z.number().int().describe("Records of this source that are stored. Counted again when a sync has ended."),
    quarantined: z.number().int().describe("Records that cannot be read, and are kept with the reason."),
    fullAt: z.iso.datetime().nullable().describe("When all records were compared last."),
    nextAt: z.iso.datetime().nullable().describe("When it is due again; null: not at all, or now."),
    stale: z.boolean().describe("No sync has ended well for longer than `meta.staleAfterHours`, or ever."),
  })
  .meta({ id: "Source" });
export type Source = z.infer<typeof sourceSchema>;

export const sourceListSchema = z.object({
  data: z.array(sourceSchema),
  meta: z.object({
    osv: z.object({
      address: z.string().nullable().describe("Where advisories come from, without credentials; null: switched off."),
      ecosystems: z.array(z.string()).nullable().describe("Those that the setting names; null: those of the inventory."),
    }),
    kev: z.object({ address: z.string().nullable() }),
    epss: z.object({ address: z.string().nullable() }),
    everyMinutes: z.number().int(),
    staleAfterHours: z.number().int(),
  }),
});
export type SourceList = z.infer<typeof sourceListSchema>;

export const syncRequestedSchema = z.object({
  queued: z.array(z.number().int()).describe("The sources that wait now because of this request; others waited or ran already."),
});
export type SyncRequested = z.infer<typeof syncRequestedSchema>;

// A key may have 300 characters of any kind.
const cursor = z.string().max(4_000).optional();
export const quarantinePageSchema = z.object({ limit: pageParameters.limit, cursor });
export const listQuarantineSchema = sourceIdSchema.extend(quarantinePageSchema.shape);
export type ListQuarantine = z.input<typeof listQuarantineSchema>;

export const quarantinedSchema = z.object({
  key: z.string().describe("The record's own id, else the name of its file, else its SHA-256."),
  code: z.string(),
  detail: z.string(),
  pointer: z.string().nullable().describe("RFC 6901 pointer to the fault."),
  sha256: z.string(),
  bytes: z.number().int().describe("Of what is kept."),
  isCut: z.boolean().describe("Only its first mebibyte is kept."),
  firstSeenAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
});
export type Quarantined = z.infer<typeof quarantinedSchema>;

export const quarantineListSchema = z.object({
  source: sourceSchema.pick({ id: true, kind: true, name: true }),
  data: z.array(quarantinedSchema),
  meta: pageMetaSchema,
});
export type QuarantineList = z.infer<typeof quarantineListSchema>;

export const quarantineKeySchema = z.object({ key: z.string().min(1).max(1_000) });
export const getQuarantinedSchema = sourceIdSchema.extend(quarantineKeySchema.shape);
export type GetQuarantined = z.input<typeof getQuarantinedSchema>;

export const advisoryFreshnessSchema = z.object({
  state: z
    .enum(["off", "none", "waiting", "stale", "current"])
    .describe(
      "`off`: switched off by the setting. `none`: no source is mirrored yet. `stale`: a source was not synced for longer than `staleAfterHours`. `waiting`: a source was never synced. `current`: none of these.",
    ),
  sources: z.number().int(),
  waiting: z.number().int().describe("Sources that were never synced."),
  stale: z.number().int(),
  lastSyncAt: z.iso.datetime().nullable().describe("When a sync of any source ended well last."),
  staleAfterHours: z.number().int(),
});
export type AdvisoryFreshness = z.infer<typeof advisoryFreshnessSchema>;
