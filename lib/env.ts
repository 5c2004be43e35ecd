import { z } from "zod";
import { WhereinError } from "@/lib/errors";

/** An address of http or https, a `file:` address or a path; `off` is null. */
const source = (usual: string) =>
  z
    .string()
    .default("")
    .transform((text) => text.trim() || usual)
    .refine(
      (text) => !/^[a-z][a-z0-9+.-]+:/i.test(text) || (/^(https?|file):/i.test(text) && URL.canParse(text)),
      "must be an address of http or https, or a path",
    )
    .transform((text) => (text === "off" ? null : text));

const names = z
  .string()
  .default("")
  .transform((text) => {
    const found = text.split(",").flatMap((name) => name.trim() || []);
    return found.length === 0 ? null : found;
  });

/** The settings of a process. `npm start` fills in DATABASE_URL and WHEREIN_URL; everything is optional for people. */
const schema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  DATABASE_URL: z.string().min(1),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default("127.0.0.1"),
  WHEREIN_URL: z.url().optional(),
  WHEREIN_OSV_URL: source("https://storage.googleapis.com/osv-vulnerabilities"),
  WHEREIN_OSV_ECOSYSTEMS: names,
  WHEREIN_KEV_URL: source("https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json"),
  WHEREIN_EPSS_URL: source("https://epss.empiricalsecurity.com/epss_scores-current.csv.gz"),
  /** How often the mirror asks for changes. */
  WHEREIN_SYNC_MINUTES: z.coerce.number().int().min(1).max(10_080).default(60),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});
export type Env = z.infer<typeof schema> & { publicUrl: string };

let parsed: Env | null = null;

/** The validated environment, read once. Throws `invalid` that names each wrong setting. */
export function env(): Env {
  if (parsed) return parsed;
  const result = schema.safeParse(process.env);
  if (!result.success) {
    const names = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
    throw new WhereinError("invalid", `The environment is not usable: ${names}`, { reason: "environment_invalid" });
  }
  parsed = { ...result.data, publicUrl: (result.data.WHEREIN_URL ?? `http://localhost:${result.data.PORT}`).replace(/\/+$/, "") };
  // next-auth has no option for its own address; it reads this variable on each request.
  process.env.NEXTAUTH_URL = parsed.publicUrl;
  return parsed;
}

/** Whether the SDK was told of another endpoint than AWS's own for a service (`S3`): by its own variables, which it reads itself. */
export function hasOwnAwsEndpoint(service: "S3"): boolean {
  return Boolean(process.env[`AWS_ENDPOINT_URL_${service}`] || process.env.AWS_ENDPOINT_URL);
}

/** Where ScanSbom is asked in a region: there is no client of the SDK for it, but its variables count all the same. */
export function inspectorScanEndpoint(region: string): string {
  const own = process.env.AWS_ENDPOINT_URL_INSPECTOR_SCAN || process.env.AWS_ENDPOINT_URL;
  return own || `https://inspector-scan.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
}
