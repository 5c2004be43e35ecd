import { z } from "zod";
import { regionSchema } from "@/lib/aws/accounts/addresses";
import { getBuildSchema } from "@/lib/inventory/read/schemas";
import { inspectorSeverities } from "../model";
import { scanOutcomes } from "./model";

export const scanStatuses = ["queued", "running", "done", "failed"] as const;

export const requestScanQuerySchema = z.object({
  account: z
    .string()
    .regex(/^\d{12}$/)
    .optional()
    .describe("The account that asks; without it the first that is connected and switched on."),
  region: regionSchema.optional().describe("Where it asks; without it the first of the account's regions."),
});
export const requestScanSchema = getBuildSchema.extend(requestScanQuerySchema.shape);

const counts = <Name extends string>(names: readonly Name[]) => z.partialRecord(z.enum(names as [Name, ...Name[]]), z.number().int());

export const scanSummarySchema = z.object({
  scanner: z.string().nullable(),
  scannedAt: z.string().nullable().describe("As the scanner says it."),
  components: counts(scanOutcomes).describe(
    "By what became of them. `skipped`: the scanner has no rules for it or cannot read its purl; `unstated`: it says nothing of it. Neither is clean.",
  ),
  vulnerabilities: counts(inspectorSeverities).describe("By severity. `untriaged`: nobody has rated it yet."),
  strangers: z.number().int().describe("Components of the answer that none of those sent is."),
  dockerfileFindings: z.number().int(),
  skippedReasons: z.record(z.string(), z.number().int()).describe("Skipped components by what the scanner says of them."),
  skipped: z
    .array(z.object({ name: z.string(), version: z.string().nullable(), purl: z.string().nullable(), info: z.string().nullable() }))
    .describe("The first 200 skipped components."),
  ended: z
    .array(z.object({ name: z.string(), version: z.string().nullable(), endOfLife: z.string() }))
    .describe("Operating systems whose support ends or ended."),
});

export const scanProblemSchema = z.object({ code: z.string(), detail: z.string(), action: z.string().describe("What to do about it.") });
export type ScanProblem = z.infer<typeof scanProblemSchema>;

export const scanSchema = z.object({
  id: z.uuid(),
  origin: z.enum(["asked", "uploaded"]).describe("`uploaded`: the build's SBOM is itself the answer of a scan."),
  status: z.enum(scanStatuses),
  account: z.string().nullable(),
  region: z.string().nullable(),
  requestedBy: z.string(),
  requestedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  parts: z.number().int().describe("Requests that it takes; 0 until that is known."),
  partsDone: z.number().int(),
  problem: scanProblemSchema.nullable().describe("Why it failed, or what it waits for."),
  summary: scanSummarySchema.nullable(),
});
export type Scan = z.infer<typeof scanSchema>;

export const buildScanSchema = z.object({
  scan: scanSchema.nullable().describe("The last scan of the build; null: none was asked for or uploaded."),
  canScan: z.boolean().describe("Whether an AWS account is connected and switched on."),
});
export type BuildScan = z.infer<typeof buildScanSchema>;

export const scanFormatSchema = z.object({
  format: z
    .enum(["json", "csv", "cyclonedx"])
    .default("json")
    .describe("`csv`: the last finished scan as AWS's own tools write it; `cyclonedx`: its merged answer."),
});
