import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type Runner, runMigrations } from "graphile-worker";
import type { Pool } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closePool, createPool } from "@/lib/db";
import type { LargeLane } from "@/lib/inventory/lane/large-lane";
import { startWorker } from "@/lib/jobs/worker";
import { visible } from "@/lib/text/visible.mjs";
import { type ApiServer, startApiServer } from "./setup/api-server";
import { bomOf } from "./setup/bom-fixture";
import { type How, runCli } from "./setup/run-cli";
import { createTestDatabase, type TestDatabase } from "./setup/test-database";
import { startLargeLane, tokenWith } from "./setup/upload-server";

let database: TestDatabase;
let server: ApiServer;
let worker: Runner;
let ingestPool: Pool;
let large: LargeLane;
let token: string;
const folder = mkdtempSync(join(tmpdir(), "wherein-cli-"));

/** What the server answers before it is itself, first to last. */
let refusals: ((request: IncomingMessage, response: ServerResponse) => void)[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.DATABASE_URL = database.url;
  await runMigrations({ connectionString: database.url });
  ingestPool = createPool(database.url, 4, { pipeline: true });
  large = await startLargeLane();
  worker = await startWorker({ queue: database.pool, ingestPool, large });
  server = await startApiServer((request, response) => {
    const refuse = refusals.shift();
    refuse?.(request, response);
    return refuse !== undefined;
  });
  token = await tokenWith(["sbom:write", "inventory:read"]);
});
afterAll(async () => {
  await server?.close();
  await worker?.stop();
  await large?.close();
  await ingestPool?.end();
  await closePool();
  await database?.drop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  refusals = [];
});

const wherein = (args: readonly string[], { input, environment }: How = {}) =>
  runCli(args, { input, environment: { WHEREIN_URL: server.url, WHEREIN_TOKEN: token, ...environment } });

function fileOf(name: string, content: Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe("wherein upload", () => {
  it("sends a file with what its options say of the build", async () => {
    const digest = `sha256:${"ab".repeat(32)}`;
    const args = ["--service", "Shop", "--artifact", "api", "--kind", "image", "--ref", "develop", "--version", "2", "--commit", "abc", "--digest", digest];
    const run = await wherein([
      "upload",
      fileOf("a.json", bomOf(["a", "b"])),
      ...args,
      "--run-url",
      "https://ci.example/1",
      "--built-at",
      "2026-01-02T03:04:05Z",
      "--json",
    ]);
    expect(run).toMatchObject({ code: 0, err: "" });
    expect(JSON.parse(run.out)).toMatchObject({
      status: "done",
      service: { slug: "shop" },
      artifact: { name: "api", kind: "image", ref: "develop" },
      build: { version: "2", commit: "abc", digests: [digest], runUrl: "https://ci.example/1", builtAt: "2026-01-02T03:04:05.000Z" },
      accounting: { total: 2, taken: 2 },
    });
  });

  it("reads standard input, and what is gzip already", async () => {
    const plain = await wherein(["upload", "-", "--service", "stdin", "--wait"], { input: bomOf(["a"]) });
    expect(plain).toMatchObject({ code: 0, out: expect.stringContaining("done: stdin / stdin / main, build 1\n1 components: 1 taken") });
    expect((await wherein(["upload", "-", "--service", "zipped"], { input: gzipSync(bomOf(["a"])) })).code).toBe(0);
  });

  it("takes the variables of the CI for what options leave out", async () => {
    const environment = {
      GITLAB_CI: "true",
      CI_PROJECT_NAME: "from-ci",
      CI_COMMIT_BRANCH: "trunk",
      CI_COMMIT_SHA: "0f".repeat(20),
      CI_JOB_URL: "https://gitlab.example/j/7",
    };
    const run = await wherein(["upload", fileOf("ci.json", bomOf(["ci"])), "--version", "9", "--json"], { environment });
    expect(run.err).toBe("Reading the variables of GitLab CI.\n");
    expect(JSON.parse(run.out)).toMatchObject({
      service: { slug: "from-ci" },
      artifact: { ref: "trunk" },
      build: { version: "9", commit: "0f".repeat(20), runUrl: "https://gitlab.example/j/7" },
    });
    expect(await wherein(["upload", fileOf("ci.json", bomOf(["ci"])), "--no-ci"], { environment })).toMatchObject({
      code: 3,
      err: expect.stringMatching(/Give --service/),
    });
  });

  it("waits for a large document until the worker has read it, and fails with it", async () => {
    const filler = "x".repeat(17 * 1024 * 1024);
    const good = Buffer.from(JSON.stringify({ ...JSON.parse(bomOf(["big"]).toString()), filler }));
    expect(await wherein(["upload", "-", "--service", "big", "--wait"], { input: good })).toMatchObject({ code: 0, out: expect.stringContaining("done: big") });
    const broken = good.subarray(0, good.length - 1);
    expect(await wherein(["upload", "-", "--service", "big-broken", "--wait"], { input: broken })).toMatchObject({
      code: 3,
      err: expect.stringMatching(/could not be read/),
    });
  });

  it.each<[string, string[], How, RegExp]>([
    ["no file", ["upload"], {}, /Name one SBOM/],
    ["a file that is not there", ["upload", "/nowhere/bom.json", "--service", "x"], {}, /\/nowhere\/bom.json cannot be read \(ENOENT\)/],
    ["an unknown option", ["upload", "x", "--sevice", "y"], {}, /--sevice/],
    ["a limit that is none", ["ask", "x", "--limit", "many"], {}, /--limit is "many"/],
    ["no question", ["ask"], {}, /What do you ask for/],
    ["no address", ["ask", "x"], { environment: { WHEREIN_URL: "" } }, /set WHEREIN_URL/],
    ["an address that is none", ["ask", "x"], { environment: { WHEREIN_URL: "localhost:3000" } }, /no http or https URL/],
    ["no token", ["ask", "x"], { environment: { WHEREIN_TOKEN: "" } }, /set WHEREIN_TOKEN/],
    ["a wrong token", ["ask", "x"], { environment: { WHEREIN_TOKEN: "whr_x" } }, /401 unauthenticated \(token_unknown\): .+ \[request .+\]/],
    ["an unknown command", ["downlaod"], {}, /There is no command "downlaod"/],
    ["a document that is none", ["upload", "-", "--service", "x"], { input: Buffer.from("{}") }, /400 invalid \(not_an_sbom\)/],
    ["a question that cannot be read", ["ask", "lodash@<<"], {}, /question_unreadable/],
    ["nobody there", ["ask", "x", "--retries", "0", "--url", "http://127.0.0.1:9"], {}, /cannot be reached/],
  ])("ends with 3 and one sentence for %s", async (_, args, how, sentence) => {
    const run = await wherein(args, how);
    expect(run).toMatchObject({ code: 3, out: "", err: expect.stringMatching(sentence) });
    expect(run.err).not.toMatch(/^\s+at /m);
  });

  it("gives the problem as JSON too", async () => {
    const run = await wherein(["upload", "-", "--service", "x", "--json"], { input: Buffer.from("{}") });
    expect(JSON.parse(run.out)).toMatchObject({ status: 400, code: "invalid", reason: "not_an_sbom" });
  });
});

describe("what fails for now", () => {
  const upload = (name: string, ...more: string[]) => wherein(["upload", "-", "--service", name, ...more], { input: bomOf([name]) });

  it("is tried again, after the time that the server names", async () => {
    const refuse = (status: number, headers: Record<string, string>) => (request: IncomingMessage, response: ServerResponse) => {
      request.resume();
      response.writeHead(status, headers).end("{}");
    };
    refusals = [refuse(429, { "retry-after": "0" }), refuse(503, { "retry-after": new Date(0).toUTCString() }), (request) => request.socket.destroy()];
    const run = await upload("patient");
    expect(run).toMatchObject({ code: 0, out: expect.stringContaining("done: patient") });
    expect(run.err.match(/Trying again/g)).toHaveLength(3);
  });

  it("is given up after as many times as one asks for", async () => {
    refusals = Array.from({ length: 3 }, () => (request: IncomingMessage, response: ServerResponse) => {
      request.resume();
      response.writeHead(503, { "retry-after": "0" }).end("<html>away</html>");
    });
    expect(await upload("impatient", "--retries", "1")).toMatchObject({ code: 3, err: expect.stringMatching(/answered 503/) });
  });

  it("is not a redirect: the token goes nowhere else", async () => {
    refusals = [
      (request, response) => {
        request.resume();
        response.writeHead(301, { location: "https://elsewhere.example/" }).end();
      },
    ];
    expect(await upload("moved")).toMatchObject({ code: 3, err: expect.stringMatching(/redirects to https:\/\/elsewhere.example/) });
  });
});

describe("wherein ask", () => {
  beforeAll(async () => {
    for (const [service, packages] of [
      ["one", ["left-pad", "shared"]],
      ["two", ["shared"]],
    ] as const)
      expect((await wherein(["upload", "-", "--service", service], { input: bomOf(packages) })).code).toBe(0);
    await database.pool.query("insert into service (slug, name) values ('never-uploaded', 'never-uploaded')");
  });

  it("ends with 1 and a table when services are affected", async () => {
    const run = await wherein(["ask", "npm:left-pad@1.0.0"]);
    expect(run).toMatchObject({ code: 1, err: "" });
    expect(run.out).toMatch(/^.*left-pad.*: 1 affected, 2 unknown, \d+ clean/);
    expect(run.out).toMatch(/^SERVICE +TEAM +ARTIFACT +REF +PACKAGE +VERSION +THROUGH +SINCE\none +- +one +main +left-pad +1\.0\.0 +direct +20/m);
    expect(run.out).toMatch(/^never-uploaded/m);
  });

  it("ends with 2 when none is affected and some are unknown, and with 0 when all are known", async () => {
    expect((await wherein(["ask", "left-pad@2.0.0"])).code).toBe(2);
    expect(await wherein(["ask", "left-pad@2.0.0", "service:one"])).toMatchObject({ code: 0, out: expect.stringContaining("0 affected, 0 unknown, 1 clean") });
  });

  it("gives the whole answer as JSON, in as many pages as it takes", async () => {
    const page = JSON.parse((await wherein(["ask", "shared", "--limit", "1", "--json"])).out);
    expect([page.data.length, page.meta.rows, page.verdict.affected]).toEqual([1, 2, 2]);
    const all = JSON.parse((await wherein(["ask", "shared", "--all", "--json"])).out);
    expect(all.data.map(({ service }: { service: { slug: string } }) => service.slug)).toEqual(["one", "two"]);
  });

  it("writes nothing to a terminal that would act on it, and the JSON keeps its values", async () => {
    const name = "esc\u202e\u200b\u2066";
    expect((await wherein(["upload", "-", "--service", "hidden"], { input: bomOf([name]) })).code).toBe(0);
    const acting = (text: string) => text.split("\n").filter((line) => visible(line) !== line);
    const table = await wherein(["ask", "npm:esc*", "service:hidden"]);
    expect(table.out).toContain("esc<U+202E><U+200B><U+2066>");
    const json = await wherein(["ask", "npm:esc*", "service:hidden", "--json"]);
    expect(JSON.parse(json.out).data[0].package.name).toBe(name);
    const refused = await wherein(["ask", "lodash@\u001b[2J\u009b\u202e", "asof:\u001b[2J\u202e"]);
    expect([refused.code, refused.err]).toEqual([3, expect.stringContaining("<U+001B>[2J<U+009B><U+202E>")]);
    for (const { out, err } of [table, json, refused]) expect([acting(out), acting(err)]).toEqual([[], []]);
  });

  it("takes a list from a file or standard input, with a window beside now, page by page", async () => {
    const list = "# published today\nnpm:left-pad:1.0.0\nshared@1.0.0\nthis is nothing !!\n";
    const day = new Date().toISOString().slice(0, 10);
    const run = await wherein(["ask", "--list", fileOf("iocs.txt", Buffer.from(list)), "service:one", "--during", day]);
    expect(run.code).toBe(1);
    expect(run.out).toContain("list: 2 indicators in 4 lines, 1 could not be read");
    expect(run.out).toMatch(/^window .+: 1 now, 1 in the window, built by 1 \(1 builds\)$/m);
    expect(run.out).toMatch(/^ {2}built \S+ {2}one {2}/m);
    const all = JSON.parse((await wherein(["ask", "--list", "-", "--all", "--limit", "1", "--json"], { input: Buffer.from(list) })).out);
    expect(all.data.map(({ package: { name } }: { package: { name: string } }) => name)).toEqual(["left-pad", "shared", "shared"]);
    expect(await wherein(["ask", "--list", "/nowhere/list.txt"])).toMatchObject({ code: 3, err: expect.stringContaining("cannot be read (ENOENT)") });
    expect(await wherein(["ask", "shared", "--when", "built"])).toMatchObject({ code: 3, err: expect.stringContaining("window_missing") });
  });

  it("answers for a past moment", async () => {
    expect((await wherein(["ask", "left-pad", "service:one", "--as-of", "2020-01-01T00:00:00Z"])).code).toBe(2);
  });
});

describe("wherein diff", () => {
  const hashed = (version: string, sha256: string, name = "changed") =>
    Buffer.from(
      JSON.stringify({
        ...JSON.parse(bomOf([]).toString()),
        components: [
          { type: "library", name, version, purl: `pkg:npm/${name}@${version}`, "bom-ref": name, hashes: [{ alg: "SHA-256", content: sha256.repeat(32) }] },
        ],
        dependencies: [{ ref: "root", dependsOn: [name] }],
      }),
    );

  it("compares two files on this machine, without a server", async () => {
    const alone = { environment: { WHEREIN_URL: undefined, WHEREIN_TOKEN: undefined } };
    const [one, two, other] = [
      fileOf("1.json", hashed("1.0.0", "aa")),
      fileOf("2.json", gzipSync(hashed("2.0.0", "bb"))),
      fileOf("3.json", hashed("1.0.0", "cc")),
    ];
    expect(await wherein(["diff", one, one], alone)).toMatchObject({ code: 0, out: "1 package versions are in both.\n" });
    const upgraded = await wherein(["diff", one, two], alone);
    expect(upgraded).toMatchObject({ code: 1, err: "" });
    expect(upgraded.out).toMatch(/UPGRADED \(1\)\nPACKAGE +FROM +TO\nnpm:changed +1\.0\.0 +2\.0\.0 +direct/);
    const alarm = await wherein(["diff", one, other, "--json"], alone);
    expect(alarm.code).toBe(2);
    expect(JSON.parse(alarm.out)).toMatchObject({ otherHash: { total: 1, data: [{ package: { name: "changed" }, hashes: [{ algorithm: "SHA-256" }] }] } });
    const noSbom = fileOf("4.json", Buffer.from("{}"));
    expect(await wherein(["diff", one, noSbom], alone)).toMatchObject({ code: 3, err: expect.stringContaining("4.json") });
    expect(await wherein(["diff", one, "/nowhere"], alone)).toMatchObject({ code: 3, err: expect.stringMatching(/\/nowhere is no file/) });
  });

  it("compares builds of a service, the newest with the one before it when none is named", async () => {
    const upload = async (version: string, document: Buffer) =>
      expect((await wherein(["upload", "-", "--service", "history", "--version", version], { input: document })).code).toBe(0);
    await upload("1", hashed("1.0.0", "aa"));
    await upload("2", hashed("2.0.0", "bb"));
    await upload("3", hashed("2.0.0", "bb", "another"));
    const newest = JSON.parse((await wherein(["diff", "--service", "history", "--json"])).out);
    expect(newest).toMatchObject({ from: { version: "2" }, to: { version: "3" }, added: { total: 1 }, removed: { total: 1 } });
    const named = await wherein(["diff", "--service", "history", "1", "2"]);
    expect(named).toMatchObject({ code: 1, out: expect.stringMatching(/UPGRADED \(1\)/) });
    const { id } = newest.to.artifact;
    expect(JSON.parse((await wherein(["diff", "--service", "history", `${id}:1`, `${id}:3`, "--json"])).out)).toMatchObject({
      from: { seq: 1 },
      to: { seq: 3 },
    });
    expect(await wherein(["diff", "--service", "history", "9"])).toMatchObject({ code: 3, err: expect.stringMatching(/no build "9"/) });
    expect(await wherein(["diff", "--service", "one"])).toMatchObject({ code: 3, err: expect.stringMatching(/no two builds/) });
    expect(await wherein(["diff", "--service", "nobody"])).toMatchObject({ code: 3, err: expect.stringMatching(/404 not_found/) });
  });
});

it("every command explains itself", async () => {
  for (const args of [["--help"], ["upload", "--help"], ["deploy", "--help"], ["ask", "-h"], ["diff", "--help"]]) {
    expect(await wherein(args)).toMatchObject({ code: 0, err: "", out: expect.stringMatching(/Ends with 0/) });
  }
  expect((await wherein([])).code).toBe(3);
});
