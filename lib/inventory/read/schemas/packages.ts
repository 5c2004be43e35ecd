import { z } from "zod";
import { packageRefSchema } from "./common";

export const getPackageSchema = z.object({ ecosystem: z.string().min(1).max(50), name: z.string().min(1).max(500) });
export type GetPackage = z.infer<typeof getPackageSchema>;

/** How many versions a package page lists; `versionsTotal` counts all. */
export const packageVersionsMax = 500;

export const packageVersionSchema = z.object({
  packageVersionId: z.number().int(),
  version: z.string(),
  release: z.string().nullable(),
  purl: z.string().nullable(),
  /** False: its place among the others is unknown, so ranges answer "unknown" for it. */
  orderable: z.boolean(),
  /** Services that hold it now. */
  services: z.number().int(),
  artifacts: z.number().int(),
  firstSeenAt: z.iso.datetime().nullable(),
  /** When the last artifact gave it up; null: it is there now. */
  lastSeenAt: z.iso.datetime().nullable(),
});
export type PackageVersionRow = z.infer<typeof packageVersionSchema>;

export const packageSchema = z.object({
  package: packageRefSchema,
  /** Services that hold any version of it now, and those that name it as a direct dependency. */
  services: z.number().int(),
  servicesDirect: z.number().int(),
  artifacts: z.number().int(),
  firstSeenAt: z.iso.datetime().nullable(),
  lastSeenAt: z.iso.datetime().nullable(),
  versionsTotal: z.number().int(),
  /** Newest first; versions that cannot be ordered come last. */
  versions: z.array(packageVersionSchema),
});
export type PackageDetail = z.infer<typeof packageSchema>;
