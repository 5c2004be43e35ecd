import { z } from "zod";
import { advisoryKinds, severityWords } from "@/lib/advisories/model";
import { packageRefSchema } from "@/lib/inventory/read/schemas";

/** Source, vector and word stay together. */
export const severitySchema = z.object({
  word: z.enum(severityWords),
  /** 0 to 10; null where there is only a word. */
  score: z.number().nullable(),
  vector: z.string().nullable(),
  /** The advisory that says so; null where none gives a severity. */
  source: z.string().nullable(),
});

/** What a vulnerability is and how bad, wherever it is shown. */
export const vulnerabilityFacts = {
  /** The id to show, and for `/vulnerabilities/{id}`. */
  id: z.string(),
  /** Every other id that means it. */
  aliases: z.array(z.string()),
  /** Malware has no severity. */
  kind: z.enum(advisoryKinds),
  summary: z.string().nullable(),
  severity: severitySchema,
  /** The probability that it is exploited within 30 days, and its rank among all, both 0 to 1. */
  epss: z.object({ score: z.number(), percentile: z.number().nullable() }).nullable(),
  /** Since when CISA has it in its catalogue of known exploited vulnerabilities. */
  kevAddedOn: z.iso.date().nullable(),
  publishedAt: z.iso.datetime().nullable(),
  modifiedAt: z.iso.datetime(),
  /** Set when every one of its advisories is withdrawn. */
  withdrawnAt: z.iso.datetime().nullable(),
};

/** A package with the versions that fix it, lowest first; none where no fix is known. */
export const fixedPackageSchema = packageRefSchema.extend({ fixed: z.array(z.string()) });
export type FixedPackage = z.infer<typeof fixedPackageSchema>;

/** How many packages and fixed versions of each a row of a list names; the totals count all. */
export const namedPackagesMax = 3;

export const getVulnerabilitySchema = z.object({ id: z.string().min(1).max(200).describe("Any of its ids, in upper or lower case.") });
export type GetVulnerability = z.infer<typeof getVulnerabilitySchema>;
