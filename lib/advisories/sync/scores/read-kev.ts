import { z } from "zod";
import { quarantineRow } from "../quarantine-row";
import type { QuarantineRow } from "../queries/quarantine";
import { sourceProblem } from "../source-problem";

/** An entry of CISA's catalogue of known exploited vulnerabilities. Days are `YYYY-MM-DD`. */
export type KevEntry = {
  cve: string;
  addedOn: string;
  dueOn: string | null;
  ransomware: boolean;
  name: string;
  vendor: string;
  product: string;
  action: string;
  notes: string | null;
};

const catalogueSchema = z.object({ count: z.number().int(), vulnerabilities: z.array(z.unknown()) });
const text = z
  .string()
  .max(20_000)
  .transform((value) => value.replaceAll("\u0000", ""));
// What is marked as required in CISA's schema, as far as it is used here.
const entrySchema = z.object({
  cveID: z
    .string()
    .regex(/^CVE-\d{4}-\d{4,19}$/i)
    .transform((id) => id.toUpperCase()),
  vendorProject: text,
  product: text,
  vulnerabilityName: text,
  dateAdded: z.iso.date(),
  requiredAction: text,
  dueDate: z.union([z.iso.date(), z.literal("").transform(() => null)]).nullish(),
  knownRansomwareCampaignUse: z.string().nullish(),
  notes: text.nullish(),
});

/** Reads the catalogue; entries that do not follow its schema are refused one by one. Throws when it is no catalogue, or not all of one. */
export function readKev(bytes: Buffer, where: string): { entries: KevEntry[]; refused: QuarantineRow[] } {
  const catalogue = catalogueSchema.safeParse(parsed(bytes, where));
  if (!catalogue.success) throw sourceProblem("source_damaged", `${where} is not a catalogue of known exploited vulnerabilities. What was stored stays.`);
  const { count, vulnerabilities } = catalogue.data;
  if (vulnerabilities.length !== count) {
    throw sourceProblem("source_incomplete", `${where} holds ${vulnerabilities.length} entries and says that it has ${count}. What was stored stays.`);
  }
  const entries = new Map<string, KevEntry>();
  const refused: QuarantineRow[] = [];
  for (const [i, value] of vulnerabilities.entries()) {
    const read = entrySchema.safeParse(value);
    if (read.success) entries.set(read.data.cveID, toEntry(read.data));
    else refused.push(refusedEntry(value, i, read.error));
  }
  return { entries: [...entries.values()], refused };
}

function parsed(bytes: Buffer, where: string): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch (error) {
    throw sourceProblem("source_damaged", `${where} is not JSON, or was cut off. What was stored stays.`, error);
  }
}

function toEntry(read: z.infer<typeof entrySchema>): KevEntry {
  return {
    cve: read.cveID,
    addedOn: read.dateAdded,
    dueOn: read.dueDate ?? null,
    ransomware: read.knownRansomwareCampaignUse === "Known",
    name: read.vulnerabilityName,
    vendor: read.vendorProject,
    product: read.product,
    action: read.requiredAction,
    notes: read.notes || null,
  };
}

function refusedEntry(value: unknown, i: number, error: z.ZodError): QuarantineRow {
  const [issue] = error.issues;
  const key = typeof value === "object" && value !== null && "cveID" in value && typeof value.cveID === "string" ? value.cveID : `entry ${i}`;
  const pointer = `/vulnerabilities/${i}${(issue?.path ?? []).map((part) => `/${String(part)}`).join("")}`;
  return quarantineRow(
    { key, code: "entry_invalid", detail: issue?.message ?? "It does not follow the schema.", pointer },
    null,
    Buffer.from(JSON.stringify(value) ?? ""),
  );
}
