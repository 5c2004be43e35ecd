import type { Http } from "../measure/http";
import type { BenchRun } from "../run-context";

export type OpenFinding = { artifactId: number; packageVersionId: number; vulnerability: string };

/** Open findings that one person may decide on, in an order of `open_finding o`. */
export async function openFindings(run: BenchRun, order: string, count: number): Promise<OpenFinding[]> {
  const { rows } = await run.client.query<OpenFinding>(
    `select o.artifact_id as "artifactId", o.package_version_id as "packageVersionId", v.display_id as vulnerability
     from open_finding o join vulnerability v on v.id = o.vulnerability_id where not o.grave order by ${order} limit $1`,
    [count],
  );
  return rows;
}

/** Decides at once that these findings affect nobody. */
export async function decide(
  run: BenchRun,
  http: Http,
  findings: readonly OpenFinding[],
  scope: "artifact" | "service",
): Promise<{ ms: number; ids: string[] }> {
  const decided = { status: "not_affected", justification: "code_not_reachable", detail: "Not reachable.", scope };
  return post(run, http, "/api/v1/decisions", { ...decided, findings });
}

/** Ends decisions; returns how long that took. */
export async function undo(run: BenchRun, http: Http, ids: readonly string[]): Promise<number> {
  let ms = 0;
  for (const id of ids) ms += (await post(run, http, `/api/v1/decisions/${id}/end`, { cause: "undone" })).ms;
  return ms;
}

async function post({ access }: BenchRun, http: Http, path: string, body: unknown): Promise<{ ms: number; ids: string[] }> {
  const headers = { ...access.token, "content-type": "application/json" };
  const answer = await http.ask({ method: "POST", path, headers, body: Buffer.from(JSON.stringify(body)) });
  if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${answer.body.toString().slice(0, 300)}`);
  const { decisions = [] } = JSON.parse(answer.body.toString()) as { decisions?: { id: string }[] };
  return { ms: answer.totalMs, ids: decisions.map(({ id }) => id) };
}
