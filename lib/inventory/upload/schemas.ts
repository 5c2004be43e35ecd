import { z } from "zod";
import { completenesses } from "@/lib/sbom/model";

/** The longest names that are stored and indexed, in characters. */
const nameMax = 200;

/** A name that is stored, indexed and shown: 1 to 200 characters of one line. */
export const label = (what: string) =>
  z
    .string()
    .trim()
    .min(1, `${what} must not be empty`)
    .max(nameMax, `${what} must be at most ${nameMax} characters`)
    .refine((value) => !/[\p{Cc}\p{Cs}]/u.test(value), `${what} must not contain control characters`);

const digest = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/, "digest must be sha256: and 64 hex digits, or sha512: and 128");

export const artifactKinds = ["application", "image", "function", "package", "firmware", "other"] as const;

/** What a caller says of the build whose SBOM it uploads: the query string of `POST /api/v1/sboms`. */
export const uploadRequestSchema = z.object({
  service: label("service").describe("The service; created on its first upload."),
  artifact: label("artifact").optional().describe("What the service ships; the service's own name when absent."),
  kind: z.enum(artifactKinds).default("application"),
  ref: label("ref").default("main").describe("Branch or tag that the artifact is built from."),
  version: label("version").optional(),
  commit: label("commit").optional(),
  digest: z
    .union([digest, z.array(digest).max(20)])
    .optional()
    .describe("Digest of the artifact; repeat for several."),
  builtAt: z.iso.datetime({ offset: true }).optional().describe("When it was built; the time of arrival when absent."),
  runUrl: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .optional()
    .describe("The CI run."),
  wait: z.coerce.number().int().min(0).max(60).optional().describe("Seconds to hold the answer until the upload is done."),
});
export type UploadRequestInput = z.infer<typeof uploadRequestSchema>;

/** The same, settled: every field present. Times are ISO 8601 UTC. */
export type BuildRequest = {
  service: { slug: string; name: string };
  artifact: { kind: string; name: string; ref: string };
  version: string | null;
  commit: string | null;
  digests: string[];
  builtAt: string | null;
  runUrl: string | null;
  /** True: the caller builds the same version again and again, so that a version alone does not say that a build is the one recorded before. */
  versionMoves?: true;
};

export const uploadStatuses = ["queued", "processing", "done", "failed"] as const;
export type UploadStatus = (typeof uploadStatuses)[number];

export const accountingSchema = z.object({
  total: z.number().int(),
  taken: z.number().int(),
  merged: z.number().int(),
  skipped: z.array(z.object({ reason: z.string(), count: z.number().int() })),
  files: z.number().int(),
  /** Reports stored before services were counted lack it. */
  services: z.number().int().default(0),
  withoutPurl: z.number().int(),
  withoutVersion: z.number().int(),
});

/** What a document says of itself; reports stored before this was read lack it. */
export const completenessSchema = z
  .enum(completenesses)
  .nullable()
  .describe("What the document says of its own completeness; null where it does not say. An incomplete one is answered with unknown.");

export const warningSchema = z.object({ code: z.string(), message: z.string(), count: z.number().int(), pointers: z.array(z.string()) });

/** What the document said and what was done with it, as stored beside the document. */
export const documentReportSchema = z.object({
  accounting: accountingSchema,
  completeness: completenessSchema.default(null),
  warnings: z.array(warningSchema),
  root: z.object({ name: z.string(), version: z.string().nullable(), purl: z.string().nullable() }).nullable(),
  directAssumed: z.boolean(),
});
export type DocumentReport = z.infer<typeof documentReportSchema>;

export const uploadOutcomeSchema = z.object({
  /** How much work it was: nothing new, a new build of the same composition, or a changed composition. */
  change: z.enum(["composition_known", "composition_changed", "first_build", "spliced"]),
  /** Presences opened, closed and updated in place. */
  opened: z.number().int(),
  closed: z.number().int(),
  updated: z.number().int(),
  /** True when the build became the newest of its artifact. */
  head: z.boolean(),
});
export type UploadOutcome = z.infer<typeof uploadOutcomeSchema>;

export const uploadProblemSchema = z.object({
  code: z.string(),
  reason: z.string().nullable(),
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string(), code: z.string().optional() })),
});
export type UploadProblem = z.infer<typeof uploadProblemSchema>;

/** The upload resource. Accounting adds up: total = taken + merged + all skipped. */
export const uploadSchema = z.object({
  id: z.uuid(),
  status: z.enum(uploadStatuses),
  progress: z.number().min(0).max(1).nullable().describe("How far a large document that is being processed has come, 0 to 1; null for any other."),
  service: z.object({ slug: z.string(), name: z.string() }),
  artifact: z.object({ id: z.number().int().nullable(), kind: z.string(), name: z.string(), ref: z.string() }),
  build: z
    .object({
      seq: z.number().int(),
      version: z.string().nullable(),
      commit: z.string().nullable(),
      digests: z.array(z.string()),
      builtAt: z.iso.datetime(),
      runUrl: z.string().nullable(),
    })
    .nullable(),
  document: z
    .object({
      sha256: z.string(),
      sizeBytes: z.number().int(),
      format: z.string().nullable(),
      specVersion: z.string().nullable(),
      generator: z.string().nullable(),
      documentedAt: z.iso.datetime().nullable(),
      completeness: completenessSchema,
    })
    .nullable(),
  accounting: accountingSchema.nullable(),
  warnings: z.array(warningSchema),
  outcome: uploadOutcomeSchema.nullable(),
  problem: uploadProblemSchema.nullable(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type Upload = z.infer<typeof uploadSchema>;
