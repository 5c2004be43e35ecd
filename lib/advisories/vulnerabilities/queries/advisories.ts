import type { ClientBase, Pool } from "pg";
import type { AdvisoryKind, Severity } from "@/lib/advisories/model";
import type { StoredForm } from "@/lib/advisories/record-form";

export type AdvisoryRow = {
  source: string;
  key: string;
  kind: AdvisoryKind;
  summary: string | null;
  severities: Severity[] | null;
  publishedAt: Date | null;
  modifiedAt: Date;
  withdrawnAt: Date | null;
  /** Null where it is larger than asked for; what it unpacks to may be larger still. */
  raw: Buffer | null;
  packedDigest: Buffer | null;
  total: number;
};

/** The advisories of a vulnerability, those that stand first, each with its record unless that is too large. */
export async function selectAdvisories(
  client: ClientBase,
  vulnerabilityId: number,
  { limit, rawBytesMax }: { limit: number; rawBytesMax: number },
): Promise<AdvisoryRow[]> {
  const { rows } = await client.query<AdvisoryRow>({
    name: "vulnerability-advisories",
    text: `select source, key, kind, summary, severities, published_at as "publishedAt", modified_at as "modifiedAt", withdrawn_at as "withdrawnAt",
        case when octet_length(raw) <= $3::int then raw end as raw, packed_digest as "packedDigest", count(*) over ()::int as total
      from advisory where vulnerability_id = $1 order by withdrawn_at is not null, key collate "C", source limit $2`,
    values: [vulnerabilityId, limit, rawBytesMax],
  });
  return rows;
}

export type RecordRow = StoredForm & { digest: Buffer };

/** One record, or null. */
export async function selectRecord(client: ClientBase | Pool, source: string, key: string): Promise<RecordRow | null> {
  const { rows } = await client.query<RecordRow>({
    name: "advisory-record",
    text: 'select raw, packed_digest as "packedDigest", digest from advisory where source = $1 and key = $2',
    values: [source, key],
  });
  return rows[0] ?? null;
}

export type KevRow = {
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

/** The earliest entry of KEV under any of these ids, or null. */
export async function selectKev(client: ClientBase, names: readonly string[]): Promise<KevRow | null> {
  const { rows } = await client.query<KevRow>({
    name: "vulnerability-kev",
    text: `select cve, to_char(added_on, 'YYYY-MM-DD') as "addedOn", to_char(due_on, 'YYYY-MM-DD') as "dueOn", ransomware, name, vendor, product, action, notes
      from kev_entry where cve = any($1::text[]) order by added_on, cve limit 1`,
    values: [names],
  });
  return rows[0] ?? null;
}
