import { z } from "zod";
import { advisoryKinds } from "@/lib/advisories/model";
import { fixedPackageSchema, severitySchema, vulnerabilityFacts } from "./common";

/** A package as an advisory names it, with what it says of its versions. */
export const affectedPackageSchema = z.object({
  /** As the source writes it, release included: `Debian:12`. */
  ecosystem: z.string(),
  name: z.string(),
  /** One interval each, in words: `from 2.0.0, before 2.17.1`. Lowest first, as far as the source orders them. */
  ranges: z.array(z.string()),
  fixed: z.array(z.string()),
  /** Versions listed one by one: the first of them, and how many. */
  versions: z.array(z.string()),
  versionsTotal: z.number().int(),
});
export type AffectedPackage = z.infer<typeof affectedPackageSchema>;

export const referenceSchema = z.object({ type: z.string(), url: z.string() });

export const advisoryViewSchema = z.object({
  source: z.string(),
  /** The source's own id. The record as received: `/api/v1/advisories/{source}/{key}`. */
  key: z.string(),
  kind: z.enum(advisoryKinds),
  summary: z.string().nullable(),
  /** Markdown as the source wrote it. Show it as text. */
  details: z.string().nullable(),
  publishedAt: z.iso.datetime().nullable(),
  modifiedAt: z.iso.datetime(),
  withdrawnAt: z.iso.datetime().nullable(),
  /** The one that counts, and all that it gives. */
  severity: severitySchema,
  severities: z.array(severitySchema),
  affected: z.array(affectedPackageSchema),
  affectedTotal: z.number().int(),
  /** False: the record is too large to be read for a page, so details, packages and references are left out. */
  read: z.boolean(),
});
export type AdvisoryView = z.infer<typeof advisoryViewSchema>;

/** What the sources do not agree on. Withdrawn advisories are not heard. */
export const disagreementSchema = z.object({
  about: z.enum(["severity", "fix", "ranges"]),
  /** The package that it is about; null where it is about all. */
  package: z.object({ ecosystem: z.string(), name: z.string() }).nullable(),
  says: z.array(z.object({ key: z.string(), text: z.string() })),
});
export type Disagreement = z.infer<typeof disagreementSchema>;

export const kevEntrySchema = z.object({
  cve: z.string(),
  addedOn: z.iso.date(),
  dueOn: z.iso.date().nullable(),
  ransomware: z.boolean(),
  name: z.string(),
  vendor: z.string(),
  product: z.string(),
  action: z.string(),
  notes: z.string().nullable(),
});

export const vulnerabilitySchema = z.object({
  ...vulnerabilityFacts,
  createdAt: z.iso.datetime(),
  /** When the first finding was opened, whether it is open still. */
  firstOpenedAt: z.iso.datetime().nullable(),
  /** Services by what is known: affected now; not decided by its advisories, and not affected; had it, and neither of these. `total` are all services. */
  services: z.object({ affected: z.number().int(), undetermined: z.number().int(), past: z.number().int(), total: z.number().int() }),
  artifacts: z.number().int(),
  packageVersions: z.number().int(),
  /** Packages that it affects now, with the fixes of their versions. */
  packages: z.array(fixedPackageSchema),
  packagesTotal: z.number().int(),
  kev: kevEntrySchema.nullable(),
  advisories: z.array(advisoryViewSchema),
  advisoriesTotal: z.number().int(),
  disagreements: z.array(disagreementSchema),
  references: z.array(referenceSchema),
});
export type Vulnerability = z.infer<typeof vulnerabilitySchema>;

export const readAdvisorySchema = z.object({ source: z.string().max(50), key: z.string().min(1).max(200) });
export type ReadAdvisory = z.infer<typeof readAdvisorySchema>;
