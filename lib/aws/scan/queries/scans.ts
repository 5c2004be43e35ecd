import type { ClientBase, Pool } from "pg";
import type { Scan, ScanProblem } from "../schemas";

type Connection = ClientBase | Pool;

export type ScanRow = {
  id: string;
  artifactId: number;
  buildSeq: number;
  origin: Scan["origin"];
  status: Scan["status"];
  accountId: string | null;
  region: string | null;
  requestedBy: string;
  requestedAt: Date;
  finishedAt: Date | null;
  parts: number;
  partsDone: number;
  problem: ScanProblem | null;
  summary: Scan["summary"];
};

const columns = `id, artifact_id as "artifactId", build_seq as "buildSeq", origin, status, account_id as "accountId", region, requested_by as "requestedBy",
  requested_at as "requestedAt", finished_at as "finishedAt", parts, parts_done as "partsDone", problem, summary`;

export async function selectScan(on: Connection, id: string): Promise<ScanRow | null> {
  const { rows } = await on.query<ScanRow>({ name: "scan", text: `select ${columns} from inspector_scan where id = $1`, values: [id] });
  return rows[0] ?? null;
}

/** The scan of a build that was asked for last. */
export async function selectLastScan(on: Connection, artifactId: number, seq: number): Promise<ScanRow | null> {
  const { rows } = await on.query<ScanRow>({
    name: "scan-last",
    text: `select ${columns} from inspector_scan where artifact_id = $1 and build_seq = $2 order by requested_at desc, id desc limit 1`,
    values: [artifactId, seq],
  });
  return rows[0] ?? null;
}

/** The last finished scan of a build with its answer, which is null where the build's document is that. */
export async function selectFinishedScan(on: Connection, artifactId: number, seq: number): Promise<{ id: string; response: Buffer | null } | null> {
  const { rows } = await on.query<{ id: string; response: Buffer | null }>(
    "select id, response from inspector_scan where artifact_id = $1 and build_seq = $2 and status = 'done' order by finished_at desc, id desc limit 1",
    [artifactId, seq],
  );
  return rows[0] ?? null;
}

export type NewScan = Pick<ScanRow, "id" | "artifactId" | "buildSeq" | "origin" | "accountId" | "region" | "requestedBy" | "requestedAt">;

export async function insertScan(on: ClientBase, row: NewScan): Promise<void> {
  await on.query(
    `insert into inspector_scan (id, artifact_id, build_seq, origin, status, account_id, region, requested_by, requested_at)
     values ($1, $2, $3, $4, 'queued', $5, $6, $7, $8)`,
    [row.id, row.artifactId, row.buildSeq, row.origin, row.accountId, row.region, row.requestedBy, row.requestedAt],
  );
}

export async function markScanRunning(on: Connection, id: string, parts: number): Promise<void> {
  await on.query("update inspector_scan set status = 'running', parts = $2 where id = $1", [id, parts]);
}

/** What it waits for until it is tried again; null: it goes on. */
export async function markScanProblem(on: Connection, id: string, problem: ScanProblem | null): Promise<void> {
  await on.query("update inspector_scan set problem = $2 where id = $1", [id, problem === null ? null : JSON.stringify(problem)]);
}

export type FinishedScan = { id: string; at: Date; summary: unknown; response: Buffer | null };

export async function markScanDone(on: ClientBase, { id, at, summary, response }: FinishedScan): Promise<void> {
  await on.query("delete from inspector_scan_part where scan_id = $1", [id]);
  await on.query("update inspector_scan set status = 'done', finished_at = $2, summary = $3, response = $4, problem = null where id = $1", [
    id,
    at,
    JSON.stringify(summary),
    response,
  ]);
}

/** Fails a scan that is not finished, and forgets its parts; false when it is finished already. */
export async function markScanFailed(on: ClientBase, id: string, problem: ScanProblem, at: Date): Promise<boolean> {
  await on.query("delete from inspector_scan_part where scan_id = $1", [id]);
  const { rowCount } = await on.query(
    "update inspector_scan set status = 'failed', finished_at = $2, problem = $3 where id = $1 and status in ('queued', 'running')",
    [id, at, JSON.stringify(problem)],
  );
  return rowCount === 1;
}

/** Keeps the answer to one request, and counts it. */
export async function insertScanPart(on: ClientBase, id: string, n: number, response: Buffer): Promise<void> {
  await on.query("insert into inspector_scan_part (scan_id, n, response) values ($1, $2, $3) on conflict do nothing", [id, n, response]);
  await on.query("update inspector_scan set parts_done = (select count(*) from inspector_scan_part where scan_id = $1), problem = null where id = $1", [id]);
}

/** Which requests were answered. */
export async function selectAnsweredParts(on: Connection, id: string): Promise<Set<number>> {
  const { rows } = await on.query<{ n: number }>("select n from inspector_scan_part where scan_id = $1", [id]);
  return new Set(rows.map(({ n }) => n));
}

/** All answers, in order of their requests. */
export async function selectScanParts(on: Connection, id: string): Promise<Buffer[]> {
  const { rows } = await on.query<{ response: Buffer }>("select response from inspector_scan_part where scan_id = $1 order by n", [id]);
  return rows.map(({ response }) => response);
}
