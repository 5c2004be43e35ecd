import pg from "pg";
import { openAccess } from "../access";
import { requireFree } from "../measure/free-disk";
import { postgresPid } from "../measure/postgres-pid";
import { holdThese, loadManyFindings, type ManyFindings } from "../queries/many-findings";
import { placesOfPage } from "../queries/queue-places";
import { databaseBytes, dataDirectory, isEmpty, readMark, writeMark } from "../queries/server";
import { round, singleFigure } from "../report/figures";
import { startWeb } from "../server-under-test";
import { groupKinds, pageKinds } from "./many-findings-kinds";
import type { Mirrored } from "./measure-mirror";
import { measureKind } from "./measure-queries";

const part = "A hundred million open findings";
const mark = "bench_many_findings";
/** Of table and indexes, and what making the last index takes besides. */
const bytesPerFinding = 430;
const count = (value: number) => value.toLocaleString("en");

/** Lists of the queue and their counts over HTTP, with as many open findings as --open says: in the database of the run, which is empty or was loaded by this part. */
export async function measureManyFindings({ root, databaseUrl, options, report, say }: Mirrored): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, options: "-c timezone=UTC -c jit=off" });
  await client.connect();
  try {
    const loaded = (await readMark<ManyFindings>(client, mark)) ?? (await load(client, options.open, say));
    const what = `${count(loaded.open)} open findings of ${count(loaded.artifacts)} artifacts`;
    const size = `${round((await databaseBytes(client)) / 2 ** 30)} GiB; rows written in ${round(loaded.loadSeconds)} s, indexes made in ${round(loaded.indexSeconds)} s`;
    report(singleFigure(part, what, { used: size }));
    const lists = await pageKinds(client);
    for (const kind of lists) if (!kind.page) await holdThese(client, await placesOfPage(client, kind.next().path));
    await client.query("analyze finding, presence");
    const wanted = [...lists, ...groupKinds].filter(({ what: name }) => options.kinds === null || options.kinds.some((text) => name.includes(text)));
    const server = await startWeb(root, databaseUrl);
    try {
      const watched = { webPid: server.webPid, postgresPid: await postgresPid({ client, databaseUrl }), client };
      const access = await openAccess();
      for (const kind of wanted) await measureKind({ options, server, access, watched, report }, part, kind);
    } finally {
      await server.stop();
    }
  } finally {
    await client.end();
  }
}

/** Fills an empty database; what was written is gone when that fails. */
async function load(client: pg.Client, open: number, say: (line: string) => void): Promise<ManyFindings> {
  if (!(await isEmpty(client)))
    throw new Error("findings-100m needs a database of its own: name it alone behind --only, and an empty database or one that it has filled.");
  const directory = await dataDirectory(client);
  if (directory !== null) requireFree(directory, open * bytesPerFinding);
  const look = (doing: string) => {
    say(`${doing} ...`);
    if (directory !== null) requireFree(directory, 0);
  };
  try {
    const loaded = await loadManyFindings(client, open, look);
    await writeMark(client, mark, loaded);
    return loaded;
  } catch (error) {
    await client.query("truncate open_finding");
    throw error;
  }
}
