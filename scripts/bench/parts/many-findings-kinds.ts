import type pg from "pg";
import { cursorFromTheMiddle, somethingOfEach } from "../queries/queue-places";
import type { Kind } from "./measure-queries";

const list = "/api/v1/findings";
const sorts = ["priority", "-opened", "opened", "due", "-due", "severity", "epss"] as const;

const kindOf = (what: string, path: string, share = 0.1): Kind => ({ what, p95Max: null, share, next: () => ({ path }) });

/** Pages of lists: the first and one from the middle in each order, and the first with what people narrow lists by. */
export async function pageKinds(client: pg.Client): Promise<Kind[]> {
  const { person, largest, smallest, vulnerability } = await somethingOfEach(client);
  const weekAgo = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 - 7 * 86_400_000).toISOString();
  const narrowed: [string, string][] = [
    ["of what is to do", "decision=todo"],
    ["of the largest team", `team=${largest}`],
    ["of the largest team, by due", `team=${largest}&sort=due`],
    ["of the smallest team", `team=${smallest}`],
    ["of the smallest team, by due", `team=${smallest}&sort=due`],
    ["of a service", "service=service-1"],
    ["of one severity", "severity=high"],
    ["of one severity, by epss", "severity=low&sort=epss"],
    ["of one severity of the largest team, by opened", `severity=critical&team=${largest}&sort=-opened`],
    ["of what is exploited", "kev=true"],
    ["of an assignee", `assignee=${person}`],
    ["of nobody", "assignee=none"],
    ["of a vulnerability", `q=${vulnerability}`],
    ["of a package", "package=package-1"],
    ["of what is overdue", "due=overdue"],
    ["of what is overdue, by due", "due=overdue&sort=due"],
    ["of what is due soon", "due=soon"],
    ["of what is due soon, by due", "due=soon&sort=due"],
    ["of what is overdue of the smallest team", `due=overdue&team=${smallest}`],
    ["of what was opened in a week", `openedSince=${weekAgo}`],
    ["of what is overdue and high", "due=overdue&severity=high"],
  ];
  // With one row: what is left is counting.
  const counted: [string, string][] = [
    ["of everything", "limit=1"],
    ["of the largest team", `team=${largest}&limit=1`],
    ["of what is overdue", "due=overdue&limit=1"],
    ["of what is overdue of the largest team", `due=overdue&team=${largest}&limit=1`],
    ["of what was opened in a week", `openedSince=${weekAgo}&limit=1`],
  ];
  const inOrder = sorts.map((sort) => kindOf(`first page by ${sort}`, `${list}?sort=${sort}`));
  const later: Kind[] = [];
  for (const sort of sorts) later.push(kindOf(`a page from the middle by ${sort}`, `${list}?sort=${sort}&cursor=${await cursorFromTheMiddle(client, sort)}`));
  return [
    ...inOrder,
    ...later,
    ...narrowed.map(([what, query]) => kindOf(`first page ${what}`, `${list}?${query}`)),
    { ...kindOf("the page of the queue, first byte", "/findings"), page: true },
    ...counted.map(([what, query]) => kindOf(`one row and the counts ${what}`, `${list}?${query}`)),
  ];
}

/** Groups read every row that they count. One at a time: they are slow. */
export const groupKinds: Kind[] = (["vulnerability", "package", "service"] as const).map((by) => ({
  ...kindOf(`by ${by}, first page`, `${list}/groups?by=${by}`, 0.01),
  inFlight: [1],
}));
