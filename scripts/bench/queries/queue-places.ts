import type pg from "pg";
import { systemContext } from "@/lib/auth";
import { listFindingsSchema } from "@/lib/findings";
import { selectClasses } from "@/lib/findings/queries/queue-classes";
import { isOfClass } from "@/lib/findings/queries/queue-filters";
import { orderOf, type QueuePlace } from "@/lib/findings/queries/queue-order";
import { selectPlaces } from "@/lib/findings/queries/queue-page";
import { readFilters } from "@/lib/findings/read-filters";
import { cursorOf, placeInQueue } from "@/lib/findings/read-page";

type Sort = Parameters<typeof cursorOf>[0];

/** Which rows of the queue the page of an address shows. */
export async function placesOfPage(client: pg.Client, path: string): Promise<QueuePlace[]> {
  const query = Object.fromEntries(new URL(path, "http://localhost").searchParams);
  const { sort, limit, cursor, ...given } = listFindingsSchema.parse(query);
  const filters = await readFilters(client, systemContext("bench"), given);
  const classes = (await selectClasses(client, filters)).filter((each) => {
    const { isOfKind, isOfState } = isOfClass(filters, each);
    return isOfKind && isOfState;
  });
  return selectPlaces(client, filters, classes, { sort, limit, after: placeInQueue(sort, cursor) });
}

/** The cursor of a page behind a row from the middle of the table, in one of the orders. */
export async function cursorFromTheMiddle(client: pg.Client, sort: Sort): Promise<string> {
  const value = sort === "epss" ? "''" : `${orderOf(sort).index}::text`;
  const { rows } = await client.query<QueuePlace>(
    `select x.severity_rank as "severityRank", ${value} as value, coalesce(v.epss, -1::real) as epss, x.artifact_id as "artifactId",
       x.package_version_id as "packageVersionId", x.vulnerability_id as "vulnerabilityId"
     from open_finding x join vulnerability v on v.id = x.vulnerability_id
     where x.artifact_id >= (select (max(artifact_id) + 1) / 2 from open_finding) and x.kind <> 0 and not x.kev order by x.artifact_id, x.package_version_id limit 1`,
  );
  const [place] = rows;
  if (place === undefined) throw new Error("There is no open finding.");
  return cursorOf(sort, place);
}

/** What lists are narrowed by here: somebody who has findings, the largest and the smallest team, a package, a vulnerability, a service. */
export async function somethingOfEach(client: pg.Client): Promise<{ person: string; largest: string; smallest: string; vulnerability: string }> {
  const { rows } = await client.query<{ person: string; largest: string; smallest: string; vulnerability: string }>(
    `with t as (select t.slug, count(*) as n from team t join service s on s.team_id = t.id group by 1)
     select (select assignee_id from open_finding where assignee_id is not null limit 1) as person, (select slug from t order by n desc, slug limit 1) as largest,
       (select slug from t order by n, slug limit 1) as smallest, (select display_id from vulnerability where kind <> 'malware' order by id limit 1) as vulnerability`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error("There is no open finding.");
  return row;
}
