import type pg from "pg";

/** The floor of a page of the queue: its first hundred rows in one order, without names and counts. */
export async function askInOrder(client: pg.Client, column: string, way: "asc" | "desc"): Promise<void> {
  await client.query({
    name: `floor-queue-${column}-${way}`,
    text: `select * from open_finding where state in ('undecided', 'affected', 'under_investigation')
      order by ${column} ${way}, artifact_id ${way}, package_version_id ${way}, vulnerability_id ${way} limit 100`,
  });
}

/** The floor of the figures: what is open today by class and team, counted from the rows. */
export async function askOpenByClass(client: pg.Client): Promise<void> {
  await client.query({
    name: "floor-open-by-class",
    text: `select s.team_id, v.kind, v.severity_rank, count(*) from finding f join vulnerability v on v.id = f.vulnerability_id
      join artifact a on a.id = f.artifact_id join service s on s.id = a.service_id where f.closed_at is null group by 1, 2, 3`,
  });
}
