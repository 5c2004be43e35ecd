import { readdirSync } from "node:fs";
import { afterEach, expect, test, vi } from "vitest";
import { GET as health } from "@/app/healthz/route";
import { GET as metricsRoute } from "@/app/metrics/route";
import { GET as ready } from "@/app/readyz/route";
import { createToken, systemContext } from "@/lib/auth";
import { pool } from "@/lib/db";
import { withOwnDatabase } from "./setup/own-database";

withOwnDatabase();
afterEach(() => vi.restoreAllMocks());

const answer = async (response: Response) => ({ status: response.status, body: (await response.json()) as unknown });

test("the process is up even when the database is not", async () => {
  vi.spyOn(pool(), "query").mockImplementation(() => {
    throw new Error("away");
  });
  expect(await answer(health())).toEqual({ status: 200, body: { status: "ok" } });
  expect(await answer(await ready())).toEqual({ status: 503, body: { status: "not_ready", reason: "database_away" } });
});

test("ready only when every migration of this release is applied in full", async () => {
  expect(await answer(await ready())).toMatchObject({ status: 503, body: { reason: "migrations_missing" } });
  await pool().query("create table _prisma_migrations (migration_name text, finished_at timestamptz, rolled_back_at timestamptz)");
  const names = readdirSync("prisma/migrations", { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of names) await pool().query("insert into _prisma_migrations values ($1, null, null)", [name]);
  expect(await answer(await ready())).toMatchObject({ status: 503 });
  await pool().query("update _prisma_migrations set finished_at = now()");
  expect(await answer(await ready())).toEqual({ status: 200, body: { status: "ready" } });
});

test("metrics need their scope, and count requests by route and status", async () => {
  const noParams = { params: Promise.resolve(undefined) };
  const ask = async (scopes: ("metrics:read" | "inventory:read")[]) => {
    const { token } = await createToken({ ctx: systemContext("test"), input: { name: "prometheus", scopes } });
    return metricsRoute(new Request("http://host/metrics", { headers: { authorization: `Bearer ${token}` } }), noParams);
  };
  expect((await metricsRoute(new Request("http://host/metrics"), noParams)).status).toBe(401);
  expect((await ask(["inventory:read"])).status).toBe(403);
  const text = await (await ask(["metrics:read"])).text();
  expect(text).toContain('wherein_http_request_duration_seconds_count{method="GET",route="/metrics",status="401"} 1');
  for (const name of ["wherein_db_pool_connections", "wherein_ingest_documents_total", "wherein_ingest_duration_seconds", "process_resident_memory_bytes"])
    expect(text).toContain(name);
});
