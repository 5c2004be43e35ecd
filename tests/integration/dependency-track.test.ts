import { randomBytes } from "node:crypto";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { runMigrations } from "graphile-worker";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closePool } from "@/lib/db";
import { resetRates } from "@/lib/http/rate-limit";
import { joinDocument } from "@/lib/inventory/ingest/document-parts";
import { selectDocument } from "@/lib/inventory/ingest/queries/document";
import { type ApiServer, startApiServer } from "./setup/api-server";
import { bomOf } from "./setup/bom-fixture";
import {
  type ClientRequest,
  cdxgen,
  cdxgenOld,
  curl,
  dotnetPut,
  githubAction,
  jenkins,
  jenkinsOld,
  mavenPost,
  mavenPut,
  shellPut,
} from "./setup/dependency-track-clients";
import { createTestDatabase, type TestDatabase } from "./setup/test-database";
import { tokenWith } from "./setup/upload-server";

let database: TestDatabase;
let server: ApiServer;
let key: string;

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.DATABASE_URL = database.url;
  await runMigrations({ connectionString: database.url });
  server = await startApiServer();
  key = await tokenWith(["sbom:write", "inventory:read"]);
});
afterAll(async () => {
  await server?.close();
  await closePool();
  await database?.drop();
});
beforeEach(() => resetRates());

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: Record<string, unknown> };

function send({ method, path, headers, body }: ClientRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ port: server.port, host: "127.0.0.1", method, path, headers: { ...headers, "content-length": body.length } });
    let answered = false;
    request.on("response", (response) => {
      answered = true;
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text === "" ? {} : JSON.parse(text) });
      });
    });
    request.on("error", (error) => (answered ? undefined : reject(error)));
    request.end(body);
  });
}

const ask = (path: string, apiKey: string | null = key, method = "GET"): Promise<Answer> =>
  send({ method, path, headers: apiKey === null ? {} : { "X-Api-Key": apiKey, Accept: "application/json" }, body: Buffer.alloc(0) });

const tables = ["service", "artifact", "build", "document", "upload"];
async function stored(): Promise<Record<string, string>> {
  const { rows } = await database.pool.query(`select ${tables.map((table) => `(select count(*) from ${table}) as ${table}`).join(", ")}`);
  return rows[0];
}

async function buildsOf(slug: string): Promise<{ name: string; kind: string; ref: string; version: string | null }[]> {
  const { rows } = await database.pool.query(
    `select a.name, a.kind, a.ref, b.version from build b join artifact a on a.id = b.artifact_id join service s on s.id = a.service_id where s.slug = $1 order by b.received_at, b.seq`,
    [slug],
  );
  return rows;
}

const spdx = Buffer.from(
  JSON.stringify({
    spdxVersion: "SPDX-2.3",
    SPDXID: "SPDXRef-DOCUMENT",
    name: "doc",
    dataLicense: "CC0-1.0",
    documentNamespace: "https://example.org/doc",
    creationInfo: { created: "2026-01-01T00:00:00Z", creators: ["Tool: test"] },
    packages: [
      {
        SPDXID: "SPDXRef-a",
        name: "a",
        versionInfo: "1.0.0",
        downloadLocation: "NOASSERTION",
        externalRefs: [{ referenceCategory: "PACKAGE-MANAGER", referenceType: "purl", referenceLocator: "pkg:npm/a@1.0.0" }],
      },
    ],
    relationships: [{ spdxElementId: "SPDXRef-DOCUMENT", relationshipType: "DESCRIBES", relatedSpdxElement: "SPDXRef-a" }],
  }),
);

describe("an upload as a plug-in sends it", () => {
  const unicode = bomOf(["ünïcode-支払い"]);
  const mark = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bomOf(["mark"])]);
  const auto = { projectName: "shop", projectVersion: "1.0.0", autoCreate: "true" };

  it.each<[string, Buffer, (key: string, bom: Buffer) => ClientRequest]>([
    ["Jenkins", unicode, (token, bom) => jenkins(token, bom, { ...auto, projectName: "jenkins", isLatest: "true", parentName: "p", parentVersion: "1" })],
    ["Jenkins, with a byte order mark", mark, (token, bom) => jenkins(token, bom, { ...auto, projectName: "jenkins-mark" })],
    ["an old Jenkins", unicode, (token, bom) => jenkinsOld(token, bom, "jenkins-old", "1.0.0")],
    [
      "the GitHub action",
      unicode,
      (token, bom) => githubAction(token, bom, { projectName: "github", projectVersion: "1.0.0", projectTags: "a, b", isLatest: "true" }),
    ],
    ["curl with a file", unicode, (token, bom) => curl(token, bom, { ...auto, projectName: "curl" })],
    ["curl with gzip", gzipSync(unicode), (token, bom) => curl(token, bom, { ...auto, projectName: "curl-gzip" })],
    ["curl with SPDX", spdx, (token, bom) => curl(token, bom, { ...auto, projectName: "curl-spdx" })],
    ["cdxgen", unicode, (token, bom) => cdxgen(token, bom, { projectName: "cdxgen", isLatest: "false", projectTags: "x,y", projectVersion: "1.0.0" })],
    ["an old cdxgen", unicode, (token, bom) => cdxgenOld(token, bom, "cdxgen-old")],
    ["Maven with PUT", unicode, (token, bom) => mavenPut(token, bom, "maven-put", "1.0.0")],
    [
      "Maven with POST",
      unicode,
      (token, bom) => mavenPost(token, bom, { ...auto, projectName: "maven-post", isLatest: "true", projectTags: "Backend,Team-1" }),
    ],
    ["a shell script", unicode, (token, bom) => shellPut(token, bom, "shell", "1.0.0")],
    ["a .NET client", unicode, (token, bom) => dotnetPut(token, bom, "dotnet")],
    ["a .NET client, with a byte order mark", mark, (token, bom) => dotnetPut(token, bom, "dotnet-mark")],
  ])("is taken from %s, byte for byte", async (_, bom, requestOf) => {
    const answer = await send(requestOf(key, bom));
    expect(answer).toMatchObject({ status: 200, body: { token: expect.any(String), projectUuid: expect.any(String) } });
    const { token, projectUuid } = answer.body;
    expect(answer.headers.location).toBe(`/api/v1/uploads/${token}`);
    expect((await ask(`/api/v1/event/token/${token}`)).body).toEqual({ processing: false, status: "done", problem: null });
    const { rows } = await database.pool.query("select document_sha256 as sha256 from upload where id = $1", [token]);
    const kept = await selectDocument(database.pool, rows[0].sha256);
    const document = kept && (await joinDocument(kept));
    expect(document?.equals(bom[0] === 0x1f ? unicode : bom)).toBe(true);
    expect((await ask(`/api/v1/project/${projectUuid}`)).status).toBe(200);
  });

  it("goes to the project of a UUID, whose version it moves", async () => {
    const first = await send(curl(key, bomOf(["one"]), { projectName: "by-uuid", projectVersion: "1.0.0", autoCreate: "true" }));
    const uuid = String(first.body.projectUuid);
    const second = await send(jenkins(key, bomOf(["two"]), { project: uuid.toUpperCase() }));
    const third = await send(cdxgen(key, bomOf(["three"]), { project: uuid, projectName: "ignored", projectVersion: "2.0.0" }));
    expect([second.body.projectUuid, third.body.projectUuid]).toEqual([uuid, uuid]);
    expect((await buildsOf("by-uuid")).map(({ version }) => version)).toEqual(["1.0.0", null, "2.0.0"]);
    expect((await ask(`/api/v1/project/${uuid}`)).body).toMatchObject({
      uuid,
      name: "by-uuid",
      version: "2.0.0",
      active: true,
      classifier: "APPLICATION",
      lastBomImportFormat: "CycloneDX 1.6",
    });
  });

  it("takes versions as builds of one artifact, branches as refs, and what is not the latest beside it", async () => {
    const upload = (projectVersion: string, more: Record<string, string> = {}) =>
      send(curl(key, bomOf([projectVersion]), { projectName: "Order Service", projectVersion, autoCreate: "true", ...more }));
    for (const version of ["1.0.0", "1.1.0", "develop", "feature/x"]) await upload(version);
    await upload("1.0.1", { isLatest: "false" });
    expect(await buildsOf("order-service")).toEqual([
      { name: "Order Service", kind: "application", ref: "main", version: "1.0.0" },
      { name: "Order Service", kind: "application", ref: "main", version: "1.1.0" },
      { name: "Order Service", kind: "application", ref: "develop", version: "develop" },
      { name: "Order Service", kind: "application", ref: "feature/x", version: "feature/x" },
      { name: "Order Service", kind: "application", ref: "1.0.1", version: "1.0.1" },
    ]);
  });

  it("is the earlier one when it is the newest build again, and a new build when another came between", async () => {
    const upload = (name: string) =>
      send(
        curl(key, Buffer.from(bomOf([name], { serial: "3e671687-395b-41f5-a30f-a58921a69b79" })), {
          projectName: "again",
          projectVersion: "main",
          autoCreate: "true",
        }),
      );
    const first = await upload("a");
    expect((await upload("a")).body).toEqual(first.body);
    await upload("b");
    const back = await upload("a");
    expect(back.body.token).not.toBe(first.body.token);
    expect(await buildsOf("again")).toHaveLength(3);
  });

  it("meets the artifact that was uploaded in our own way", async () => {
    const own = httpRequest({ port: server.port, method: "POST", path: "/api/v1/sboms?service=both&kind=image", headers: { authorization: `Bearer ${key}` } });
    await new Promise((resolve) => own.on("response", (response) => response.resume().on("end", resolve)).end(bomOf(["own"])));
    expect((await send(curl(key, bomOf(["theirs"]), { projectName: "both", projectVersion: "2" }))).status).toBe(200);
    expect(await buildsOf("both")).toMatchObject([{ kind: "image" }, { kind: "image", version: "2" }]);
  });

  it("is stored and owed when it is large, and its project exists at once", async () => {
    const filler = randomBytes(9 * 1024 * 1024).toString("hex");
    const document = Buffer.from(JSON.stringify({ ...JSON.parse(bomOf(["big"]).toString()), properties: [{ name: "filler", value: filler }] }));
    for (const request of [jenkins(key, document, { projectName: "big", projectVersion: "1", autoCreate: "true" }), jenkinsOld(key, document, "big", "2")]) {
      const answer = await send(request);
      expect(answer.status).toBe(200);
      expect((await ask(`/api/v1/bom/token/${answer.body.token}`)).body).toEqual({ processing: true, status: "queued", problem: null });
      expect((await ask(`/api/v1/project/${answer.body.projectUuid}`)).body).toMatchObject({ name: "big", version: null });
    }
  });
});

describe("what is refused, with nothing stored", () => {
  const bom = bomOf(["refused"]);
  const fields = { projectName: "refused", projectVersion: "1", autoCreate: "true" };
  const good = () => curl(key, bom, fields);
  const withoutKey = ({ "X-Api-Key": _, ...headers }: Record<string, string>) => headers;
  const json = (body: unknown) => ({ ...jenkinsOld(key, bom, "x", "1"), body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)) });

  it.each<[string, () => Promise<ClientRequest> | ClientRequest, number, string | undefined]>([
    ["no key", () => ({ ...good(), headers: withoutKey(good().headers) }), 401, "credentials_missing"],
    ["a wrong key", () => ({ ...good(), headers: { ...good().headers, "X-Api-Key": "odt_0123456789" } }), 401, "token_unknown"],
    ["an empty key", () => ({ ...good(), headers: { ...good().headers, "X-Api-Key": "" } }), 401, "token_unknown"],
    [
      "a key that may only read",
      async () => ({ ...good(), headers: { ...good().headers, "X-Api-Key": await tokenWith(["inventory:read"]) } }),
      403,
      "scope_missing",
    ],
    ["an unknown project", () => curl(key, bom, { projectName: "nobody", projectVersion: "1" }), 404, "project_not_found"],
    ["an unknown project with autoCreate false", () => cdxgen(key, bom, { projectName: "nobody", autoCreate: "false" }), 404, "project_not_found"],
    ["a UUID of another installation", () => jenkins(key, bom, { project: "3e671687-395b-41f5-a30f-a58921a69b79" }), 404, "project_not_found"],
    ["a UUID that is none", () => jenkins(key, bom, { project: "4711" }), 400, undefined],
    ["neither project nor name, as the GitHub action sends them", () => githubAction(key, bom, { projectName: "", projectVersion: "" }), 400, undefined],
    ["a name that is too long", () => curl(key, bom, { ...fields, projectName: "x".repeat(201) }), 400, undefined],
    ["a name without a letter", () => curl(key, bom, { ...fields, projectName: "!!!" }), 400, "service_name_unusable"],
    ["a version with a control character", () => curl(key, bom, { ...fields, projectVersion: "1\u0000" }), 400, undefined],
    ["a flag that is none", () => curl(key, bom, { ...fields, autoCreate: "perhaps" }), 400, undefined],
    ["fields of other types", () => json({ projectName: ["x"], projectVersion: {}, autoCreate: [], bom: bom.toString("base64") }), 400, undefined],
    ["bad base64", () => json({ ...fields, bom: "<bom/>" }), 400, "bom_not_base64"],
    ["JSON without a BOM", () => json(fields), 400, "bom_missing"],
    ["JSON that is cut off", () => json(`{"projectName":"refused","bom":"${bom.toString("base64").slice(0, 40)}`), 400, "json_invalid"],
    ["a form that is cut off", () => ({ ...good(), body: good().body.subarray(0, 400) }), 400, "form_truncated"],
    ["a form without a boundary", () => ({ ...good(), headers: { ...good().headers, "Content-Type": "multipart/form-data" } }), 400, "form_broken"],
    ["a huge field", () => curl(key, bom, { ...fields, projectTags: "x,".repeat(200_000) }), 413, "fields_too_large"],
    ["an empty BOM", () => curl(key, Buffer.alloc(0), fields), 400, "empty_document"],
    ["a BOM that is none", () => curl(key, Buffer.from('{"lockfileVersion":3,"packages":{}}'), fields), 400, "not_an_sbom"],
    ["a form sent with PUT", () => ({ ...good(), method: "PUT" }), 415, "content_type"],
    ["JSON sent with POST", () => ({ ...json(fields), method: "POST" }), 415, "content_type"],
    ["a compressed body", () => ({ ...good(), headers: { ...good().headers, "Content-Encoding": "gzip" } }), 415, "content_encoding"],
  ])("%s", async (_, make, status, reason) => {
    const before = await stored();
    const answer = await send(await make());
    expect([answer.status, answer.body.reason]).toEqual([status, reason]);
    expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({ detail: expect.any(String), requestId: answer.headers["x-request-id"] });
    expect(await stored()).toEqual(before);
  });

  it("more than there may be, as soon as that is known", async () => {
    const before = await stored();
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(server.port, "127.0.0.1", () =>
        socket.write(`PUT /api/v1/bom HTTP/1.1\r\nHost: x\r\nX-Api-Key: ${key}\r\nContent-Type: application/json\r\nContent-Length: 2000000000\r\n\r\n{`),
      );
      socket.once("data", (data) => {
        resolve(data.toString());
        socket.destroy();
      });
      socket.once("error", reject);
    });
    expect(answer).toMatch(/^HTTP\/1.1 413/);
    expect(await stored()).toEqual(before);
  });

  it("a body that ends half way", async () => {
    const before = await stored();
    const { body, headers } = good();
    await new Promise<void>((resolve) => {
      const socket = connect(server.port, "127.0.0.1", () => {
        const lines = Object.entries({ ...headers, Host: "x", "Content-Length": body.length }).map(([name, value]) => `${name}: ${value}\r\n`);
        socket.write(`POST /api/v1/bom HTTP/1.1\r\n${lines.join("")}\r\n`);
        socket.write(body.subarray(0, body.length - 200), () => socket.destroy());
      });
      socket.on("close", () => setTimeout(resolve, 100));
      socket.on("error", () => {});
    });
    expect(await stored()).toEqual(before);
    expect((await send(good())).status).toBe(200);
  });

  it("bad keys again and again, while a good one goes on", async () => {
    const bad = Array.from({ length: 31 }, () => ask("/api/v1/team/self", `whr_${"x".repeat(40)}`));
    expect((await Promise.all(bad)).filter(({ status }) => status === 429)).not.toHaveLength(0);
    expect((await ask("/api/v1/team/self")).status).toBe(200);
  });
});

describe("what plug-ins ask besides", () => {
  it("the project that has a name and a version", async () => {
    const upload = (projectVersion: string) => send(curl(key, bomOf([projectVersion]), { projectName: "acme/look up", projectVersion, autoCreate: "true" }));
    const first = await upload("1.0.0");
    await upload("1.1.0");
    const branch = await upload("develop");
    const lookUp = (version: string) => ask(`/api/v1/project/lookup?${new URLSearchParams({ name: "acme/look up", version })}`);
    expect((await lookUp("1.0.0")).body).toMatchObject({ uuid: first.body.projectUuid, name: "acme/look up", version: "1.0.0", isLatest: true });
    expect((await lookUp("develop")).body).toMatchObject({ uuid: branch.body.projectUuid, version: "develop", isLatest: false });
    expect(await lookUp("9")).toMatchObject({ status: 404, body: { detail: "The project could not be found." } });
  });

  it("projects in pages, until one is empty", async () => {
    const pages = [1, 2, 3].map((page) => ask(`/api/v1/project?limit=5&excludeInactive=true&page=${page}`));
    const [one, two] = await Promise.all(pages);
    const all = await ask("/api/v1/project?limit=1000000&offset=0");
    const listed = all.body as unknown as { uuid: string; version: string | null }[];
    expect(all.headers["x-total-count"]).toBe(String(listed.length));
    expect([one?.body, two?.body].flat()).toEqual(listed.slice(0, 10));
    expect((await ask(`/api/v1/project?limit=500&page=2`)).body).toEqual([]);
    expect(all.headers["x-powered-by"]).toMatch(/^Dependency-Track v4/);
  });

  it("what the key may do", async () => {
    const namesOf = (answer: Answer) => (answer.body.permissions as { name: string }[]).map(({ name }) => name);
    expect(namesOf(await ask("/api/v1/team/self"))).toEqual(expect.arrayContaining(["BOM_UPLOAD", "PROJECT_CREATION_UPLOAD", "VIEW_PORTFOLIO"]));
    expect(namesOf(await ask("/api/v1/team/self", await tokenWith(["sbom:write"])))).toEqual(["BOM_UPLOAD", "PROJECT_CREATION_UPLOAD"]);
  });

  it("to change a project: it stays as it is", async () => {
    const { body } = await send(curl(key, bomOf(["p"]), { projectName: "patched", projectVersion: "1", autoCreate: "true" }));
    const patch = { method: "PATCH", path: `/api/v1/project/${body.projectUuid}`, headers: { "X-Api-Key": key, "Content-Type": "application/json" } };
    expect((await send({ ...patch, body: Buffer.from('{"tags":[{"name":"x"}]}') })).status).toBe(304);
  });

  it.each(["/api/v1/finding/project/x", "/api/v1/metrics/project/x/refresh", "/api/v1/violation/project/x"])(
    "%s, and are told that it is not here",
    async (path) => {
      expect(await ask(path)).toMatchObject({ status: 404, body: { code: "not_found", detail: expect.stringMatching(/does not answer for findings/) } });
    },
  );

  it.each<[string, string, number]>([
    ["/api/v1/event/token/3e671687-395b-41f5-a30f-a58921a69b79", "own", 404],
    ["/api/v1/event/token/none", "own", 404],
    ["/api/v1/project/3e671687-395b-41f5-a30f-a58921a69b79", "own", 404],
    ["/api/v1/project/lookup", "own", 400],
    ["/api/v1/project", "no", 401],
    ["/api/v1/services", "own", 401],
  ])("%s with %s key is a problem %i", async (path, which, status) => {
    const answer = await ask(path, which === "no" ? null : key);
    expect([answer.status, answer.headers["content-type"]]).toEqual([status, expect.stringMatching(/^application\/problem\+json/)]);
  });
});
