import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import pg from "pg";

type Glue = typeof import("@prisma/schema-engine-wasm/schema_engine_bg") & { __wbg_set_wasm(exports: WebAssembly.Exports): void };
/** What this needs of @prisma/driver-adapter-utils, a dependency of the adapter. */
type AdapterUtils = {
  bindMigrationAwareSqlAdapterFactory(factory: PrismaPg): object;
  DriverAdapterError: new (cause: object) => Error;
};

/** The engine; PostgreSQL's own words on the last script that failed; `close` frees it and ends its connections. */
export type OpenSchemaEngine = { engine: SchemaEngine; scriptProblem(): string | null; close(): Promise<void> };

/**
 * Prisma's migration engine as WebAssembly, on one database.
 * The package's own entry imports the .wasm file as a module, which Node.js cannot do, so it is instantiated here.
 * @param wrapScript may add to a script before it is sent, as one string and therefore in one transaction
 */
export async function openSchemaEngine(databaseUrl: string, schema: string, wrapScript = (script: string) => script): Promise<OpenSchemaEngine> {
  const require = createRequire(import.meta.url);
  loaded ??= load(dirname(require.resolve("@prisma/schema-engine-wasm")));
  const glue = await loaded;
  const utils: AdapterUtils = createRequire(require.resolve("@prisma/adapter-pg"))("@prisma/driver-adapter-utils");
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2, connectionTimeoutMillis: 10_000 });
  pool.on("error", () => {});
  const factory = new WholeScripts(pool, wrapScript, utils);
  const engine = await glue.SchemaEngine.new({ datamodels: [["schema.prisma", schema]] }, () => {}, utils.bindMigrationAwareSqlAdapterFactory(factory));
  return {
    engine,
    scriptProblem: () => factory.problem,
    close: async () => {
      engine.free();
      await pool.end();
    },
  };
}

// The glue holds one instance for the whole process: a second one would take the first one's callbacks.
let loaded: Promise<Glue> | null = null;

async function load(home: string): Promise<Glue> {
  const glue = (await import("@prisma/schema-engine-wasm/schema_engine_bg")) as Glue;
  const module = new WebAssembly.Module(readFileSync(join(home, "schema_engine_bg.wasm")));
  const { exports } = new WebAssembly.Instance(module, { "./schema_engine_bg.js": glue });
  glue.__wbg_set_wasm(exports);
  // Where the engine puts its last words before it aborts.
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: (text: string) => process.stderr.write(`schema engine: ${text}\n`) } });
  (exports.__wbindgen_start as () => void)();
  return glue;
}

/**
 * The adapter cuts scripts at every ";", even inside comments and literals, and runs the pieces one by one.
 * Here a script is one simple query: PostgreSQL parses it, and runs it in one transaction.
 */
class WholeScripts extends PrismaPg {
  problem: string | null = null;

  constructor(
    private readonly pool: pg.Pool,
    private readonly wrapScript: (script: string) => string,
    private readonly utils: AdapterUtils,
  ) {
    super(pool);
  }

  override async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (script: string) => {
      try {
        await this.pool.query(this.wrapScript(script));
      } catch (error) {
        this.problem = (error as pg.DatabaseError).message;
        throw new this.utils.DriverAdapterError(postgresCause(error as pg.DatabaseError));
      }
    };
    return adapter;
  }
}

function postgresCause(error: pg.DatabaseError): object {
  return {
    kind: "postgres",
    code: error.code ?? "N/A",
    severity: error.severity ?? "ERROR",
    message: error.message,
    detail: error.detail,
    column: error.column,
    hint: error.hint,
  };
}
