import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { breachesOf } from "./check-walls.mjs";

const root = resolve(import.meta.dirname, "..");

describe("walls inside files", () => {
  const setting = "export const port = process.env.PORT;";
  const query = "await db.query(`select id from team where slug = $1`, [slug]);";

  it("process.env is for lib/env.ts, scripts and configurations", () => {
    expect(breachesOf("lib/auth/token.ts", setting)).toHaveLength(1);
    expect(breachesOf("components/ui/button.tsx", setting)).toHaveLength(1);
    for (const path of ["lib/env.ts", "scripts/migrate.ts", "next.config.ts"]) expect(breachesOf(path, setting)).toEqual([]);
  });

  it("SQL is for queries and lib/db", () => {
    expect(breachesOf("app/page.tsx", query)).toHaveLength(1);
    expect(breachesOf("app/page.tsx", query.replace("select", "SELECT").replace("from", "FROM"))).toHaveLength(1);
    expect(breachesOf("lib/auth/create-token.ts", 'db.query("delete from api_token")')).toHaveLength(1);
    for (const path of ["lib/auth/queries-tokens.ts", "lib/blast-radius/queries/verdict.ts", "lib/inventory/ingest/queries/head.ts", "lib/db/catalog.ts"]) {
      expect(breachesOf(path, query)).toEqual([]);
    }
  });

  it("a comment and an ordinary sentence break nothing", () => {
    expect(breachesOf("lib/auth/token.ts", "// process.env is read elsewhere\n/* select x from y */")).toEqual([]);
    expect(breachesOf("app/page.tsx", '<p title="Select a service from the list">')).toEqual([]);
  });
});

describe("walls between folders, in biome.json", () => {
  const made: string[] = [];
  afterAll(() => {
    for (const path of made) rmSync(path, { force: true });
  });

  const lint = (path: string, source: string) => {
    const file = resolve(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${source}\n`);
    made.push(file);
    const run = spawnSync(process.execPath, ["node_modules/@biomejs/biome/bin/biome", "lint", "--only=noRestrictedImports", path], {
      cwd: root,
      encoding: "utf8",
    });
    return run.status;
  };
  const importing = (module: string) => `import * as it from "${module}";\nexport { it };`;

  it.each([
    ["lib/sbom/wall-probe.ts", "@/lib/db"],
    ["lib/query/wall-probe.ts", "react"],
    ["lib/versions/wall-probe.ts", "next/headers"],
    ["lib/purl/wall-probe.ts", "pg"],
    ["components/wall-probe.tsx", "@/lib/db"],
    ["app/wall-probe.tsx", "@/lib/auth/create-token"],
  ])("%s must not import %s", (path, module) => {
    expect(lint(path, importing(module))).toBe(1);
  });

  it.each([
    ["lib/sbom/wall-probe.ts", "@/lib/errors"],
    ["components/wall-probe.tsx", "react"],
    ["app/wall-probe.tsx", "@/lib/auth"],
  ])("%s may import %s", (path, module) => {
    expect(lint(path, importing(module))).toBe(0);
  });
});
