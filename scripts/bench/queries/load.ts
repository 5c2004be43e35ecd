import pg from "pg";

type Index = { name: string; table: string; definition: string };

const loadedTables = [
  "team",
  "service",
  "artifact",
  "artifact_head",
  "build",
  "document",
  "composition",
  "package",
  "package_version",
  "package_version_hash",
  "presence",
];
let dropped: Index[] = [];

/** Drops what is no primary or unique key of the tables to be loaded; `finishLoad` makes it again. */
export async function dropSecondaryIndexes(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<Index>(
      `select i.relname as name, t.relname as "table", pg_get_indexdef(i.oid) as definition
       from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
       where t.relname = any($1) and t.relnamespace = 'public'::regnamespace and not x.indisunique`,
      [loadedTables],
    );
    dropped = rows;
    for (const { name } of rows) await client.query(`drop index "${name}"`);
  });
}

/** Indexes again, sequences behind the loaded ids, VACUUM and ANALYZE, and a checkpoint so that runs begin alike. */
export async function finishLoad(databaseUrl: string): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    await client.query("set maintenance_work_mem = '768MB'");
    for (const { definition } of dropped) await client.query(definition);
    for (const table of ["team", "service", "artifact", "package", "package_version", "package_version_hash"]) {
      await client.query(`select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from "${table}"))`);
    }
    for (const table of loadedTables) await client.query(`vacuum (analyze) "${table}"`);
    await client.query("checkpoint");
  });
}

async function withClient(databaseUrl: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
