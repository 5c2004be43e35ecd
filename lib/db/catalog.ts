import type { ClientBase } from "pg";

/** One fact of a schema, such as a column: what it is called and everything that was said of it. */
export type CatalogFact = { kind: string; name: string; definition: string };

const catalogSql = `
  with tables as (
    select c.oid, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname <> '_prisma_migrations'
  )
  select 'table' as kind, relname::text as name, '' as definition from tables
  union all
  select 'column', t.relname || '.' || a.attname,
         format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
           || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') || a.attidentity::text || a.attgenerated::text
    from tables t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  union all
  select 'constraint', c.conname, t.relname || ' ' || pg_get_constraintdef(c.oid)
    from tables t join pg_constraint c on c.conrelid = t.oid where c.contype <> 'n'
  union all
  select 'index', i.relname, pg_get_indexdef(i.oid)
    from tables t join pg_index x on x.indrelid = t.oid join pg_class i on i.oid = x.indexrelid
  union all
  select 'trigger', g.tgname, pg_get_triggerdef(g.oid) from tables t join pg_trigger g on g.tgrelid = t.oid where not g.tgisinternal
  union all
  select 'type', y.typname, string_agg(e.enumlabel, ', ' order by e.enumsortorder)
    from pg_type y join pg_enum e on e.enumtypid = y.oid join pg_namespace n on n.oid = y.typnamespace
   where n.nspname = 'public' group by y.typname
  union all
  select case c.relkind when 'S' then 'sequence' else 'view' end, c.relname, case c.relkind when 'S' then '' else pg_get_viewdef(c.oid) end
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('S', 'v', 'm')
  union all
  select 'function', p.proname, pg_get_functiondef(p.oid)
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public' and p.prokind in ('f', 'p')
   order by 1, 2`;

/** Everything the schema "public" consists of, except Prisma's own table. NOT NULL is a property of columns (PostgreSQL 18 also lists it as a constraint). */
export async function readCatalog(client: ClientBase): Promise<CatalogFact[]> {
  return (await client.query<CatalogFact>(catalogSql)).rows;
}

/**
 * What two schemas disagree on, one line each; empty when they are the same.
 * @param extras names that `migrated` must have beyond `described`, as `kind name`; a missing or needless one is a line too
 */
export function compareCatalogs(migrated: CatalogFact[], described: CatalogFact[], extras: readonly string[]): string[] {
  const has = byName(migrated);
  const wants = byName(described);
  const lines: string[] = [];
  for (const [name, definition] of has) {
    const wanted = wants.get(name);
    if (wanted === undefined && !extras.includes(name)) lines.push(`only in the migrations: ${name}: ${definition}`);
    if (wanted !== undefined && wanted !== definition) lines.push(`differs: ${name}: the migrations say "${definition}", the schema says "${wanted}"`);
  }
  for (const [name, definition] of wants) {
    if (!has.has(name)) lines.push(`only in the schema: ${name}: ${definition}`);
  }
  for (const name of extras) {
    if (!has.has(name)) lines.push(`listed as hand-written, but not in the migrations: ${name}`);
    if (wants.has(name)) lines.push(`listed as hand-written, but the schema has it too: ${name}`);
  }
  return lines;
}

function byName(facts: CatalogFact[]): Map<string, string> {
  return new Map(facts.map(({ kind, name, definition }) => [`${kind} ${name}`, definition]));
}
