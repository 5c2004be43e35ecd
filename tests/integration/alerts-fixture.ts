import { pool } from "@/lib/db";
import { uuidv7 } from "@/lib/db/uuid";

/** An alert as matching stores it. Without a vulnerability id it gets a vulnerability of its own, named by `displayId`. */
export type StoredAlert = {
  displayId: string;
  raisedAt?: Date;
  retractedAt?: Date;
  services?: { slug: string; present: boolean }[];
};

/** Stores it and returns its id. */
export async function givenAlert({ displayId, raisedAt = new Date(), retractedAt, services = [{ slug: "api", present: true }] }: StoredAlert): Promise<string> {
  const id = uuidv7(raisedAt.getTime());
  const { rows } = await pool().query<{ id: number }>(
    `insert into vulnerability (display_id, kind, ids, summary, severity, severity_rank, modified_at, created_at)
     values ($1, 'malware', array[$1], 'Steals tokens', 'unscored', 0, now(), now()) returning id`,
    [displayId],
  );
  const at = raisedAt.toISOString();
  const detail = {
    displayId,
    packages: [{ ecosystem: "npm", name: "left-pad", versions: ["1.2.3"] }],
    services: services.map(({ slug, present }) => ({ slug, name: slug, present, from: at, to: present ? null : at })),
    serviceCount: services.length,
    artifactCount: services.length,
    presentServiceCount: services.filter(({ present }) => present).length,
  };
  await pool().query(
    "insert into alert (id, kind, vulnerability_id, raised_at, reason, detail, retracted_at, retract_reason) values ($1, 'malware', $2, $3, 'advisory', $4, $5, $6)",
    [id, rows[0]?.id, raisedAt, JSON.stringify(detail), retractedAt ?? null, retractedAt ? "withdrawn" : null],
  );
  return id;
}
