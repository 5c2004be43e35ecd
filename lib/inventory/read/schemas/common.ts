import { z } from "zod";
import { componentScopes } from "@/lib/sbom/model";

/** A query parameter that may be repeated: one value or several arrive as a list. */
export const listOf = <T extends z.ZodType>(item: T) => z.union([item, z.array(item)]).transform((value) => (Array.isArray(value) ? value : [value]));

export const pageSizeMax = 500;

/** What every list takes: how many rows, and where to go on. The cursor is opaque. */
export const pageParameters = {
  limit: z.coerce.number().int().min(1).max(pageSizeMax).default(50),
  cursor: z.string().max(1_000).optional(),
};

/** What every list answers beside its rows. `rows` counts all pages. */
export const pageMetaSchema = z.object({
  limit: z.number().int(),
  nextCursor: z.string().nullable(),
  rows: z.number().int(),
});

/** Where a team is reached, for a machine to use; what nobody has given is absent. */
export const ownerContactsSchema = z.object({
  email: z.string().optional(),
  chat: z.string().optional().describe("A channel, or its URL."),
  onCall: z.string().optional().describe("A URL or a telephone number."),
  runbook: z.string().optional().describe("A URL."),
});
export type OwnerContacts = z.infer<typeof ownerContactsSchema>;

export const teamRefSchema = z.object({
  slug: z.string(),
  name: z.string(),
  contact: z.string().nullable().describe("In any words."),
  contacts: ownerContactsSchema.optional().describe("Absent when there are none, and in answers that do not carry them."),
});
export type TeamRef = z.infer<typeof teamRefSchema>;

export const serviceRefSchema = z.object({ slug: z.string(), name: z.string() });

export const serviceTierSchema = z
  .number()
  .int()
  .nullable()
  .describe("How important the service is, 1 most to 4 least; null: nobody has said, which counts as 3.");

export const artifactRefSchema = z.object({ id: z.number().int(), kind: z.string(), name: z.string(), ref: z.string() });
export type ArtifactRef = z.infer<typeof artifactRefSchema>;

export const packageRefSchema = z.object({ ecosystem: z.string(), name: z.string(), purl: z.string().nullable() });

/** A direct dependency that brings a package version. Its version in the artifact is given for the first three of a row. */
export const viaSchema = z.object({ ecosystem: z.string(), name: z.string(), version: z.string().nullable() });
export type Via = z.infer<typeof viaSchema>;

/** One package version in one artifact, as lists show it. */
export const componentFields = {
  artifact: artifactRefSchema,
  /** The purl carries the version. */
  package: packageRefSchema,
  packageVersionId: z.number().int(),
  /** "" when the SBOM gives none. */
  version: z.string(),
  release: z.string().nullable(),
  direct: z.boolean(),
  /** Empty when direct or unknown. */
  via: z.array(viaSchema),
  /** Edges from the root; 1 is direct, null: the document has no path to it. */
  depth: z.number().int().nullable(),
  scope: z.enum(componentScopes),
  since: z.iso.datetime(),
};

/**
 * What is known of a service. Of all but `fresh` a question that finds nothing is answered unknown, but for `retired`, which no question about now
 * counts. Where several hold, the last of them counts.
 */
export const serviceStatuses = ["fresh", "stale", "incomplete", "no_sbom", "retired"] as const;
export type ServiceStatus = (typeof serviceStatuses)[number];
export const serviceStatusSchema = z
  .enum(serviceStatuses)
  .describe(
    "`fresh`: the newest SBOMs are within the freshness window and were read in full. `stale`: one is older than the window. `incomplete`: one lists no component, has some that could not be read, or says itself that it is incomplete. `no_sbom`: none was ever committed. `retired`: nothing of it is shipped any more, so that a question about now leaves it out. Where several hold, the last of them is given. A question that finds nothing in a service that is neither `fresh` nor `retired` answers unknown.",
  );

/** How many services there are of each status. */
export const byStatusSchema = z.object({
  fresh: z.number().int(),
  stale: z.number().int(),
  incomplete: z.number().int(),
  no_sbom: z.number().int(),
  retired: z.number().int(),
});

/** Since when nothing of it is shipped any more; null while something is. */
export const retiredAtSchema = z.iso.datetime().nullable();
