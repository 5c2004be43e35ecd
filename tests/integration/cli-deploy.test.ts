import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { POST as record } from "@/app/api/v1/deployments/route";
import { resetRates } from "@/lib/http/rate-limit";
import { documentOf, npm, withInventory } from "./inventory-fixture";
import { runCli } from "./setup/run-cli";
import { tokenWith } from "./setup/upload-server";

const inventory = withInventory();
const commit = "0f".repeat(20);
const digest = `sha256:${"ab".repeat(32)}`;
let server: Server;
let known: Record<string, string>;

/** The route on a real port. The framework hands it the same request. */
beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = { authorization: request.headers.authorization ?? "", "content-type": request.headers["content-type"] ?? "" };
    const answer = await record(new Request(`http://host${request.url}`, { method: "POST", headers, body: Buffer.concat(chunks) }), {
      params: Promise.resolve(undefined),
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  known = { WHEREIN_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, WHEREIN_TOKEN: await tokenWith(["deployment:write"]) };
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(async () => {
  await inventory.empty();
  resetRates();
  await inventory.ship({ service: "payments", ref: "trunk", version: "1", commit, digest }, documentOf([npm("a", "1.0.0")]));
  await inventory.ship({ service: "payments", ref: "trunk", version: "2" }, documentOf([npm("a", "1.0.0")]));
  await inventory.ship({ service: "other" }, documentOf([npm("a", "1.0.0")]));
});

const gitlab = { GITLAB_CI: "true", CI_PROJECT_NAME: "payments", CI_COMMIT_BRANCH: "trunk", CI_COMMIT_SHA: commit };
const deploy = (args: readonly string[], environment: Record<string, string> = {}) =>
  runCli(["deploy", "--environment", "production", ...args], { environment: { ...known, ...environment } });

describe("wherein deploy", () => {
  it("says what runs, once", async () => {
    const args = ["--service", "payments", "--ref", "trunk", "--version", "1"];
    const first = await deploy(args);
    expect(first).toMatchObject({ code: 0, err: "" });
    expect(first.out).toMatch(/^recorded:\nSERVICE +ARTIFACT +REF +BUILD +ENVIRONMENT +FROM +TO\npayments +payments +trunk +1 1 +production +20\S+Z +-\n$/);
    expect((await deploy(args)).out).toMatch(/^known already:/);
  });

  it("is the build of the commit in CI, and no other commit's where another service or build is named", async () => {
    const inCi = await deploy(["--json"], gitlab);
    expect(inCi.err).toBe("Reading the variables of GitLab CI.\n");
    expect(JSON.parse(inCi.out)).toMatchObject({
      changed: true,
      data: [{ service: { slug: "payments" }, artifact: { ref: "trunk" }, build: { seq: 1, commit } }],
    });
    expect(JSON.parse((await deploy(["--build", "2", "--json"], gitlab)).out)).toMatchObject({ data: [{ build: { seq: 2 } }] });
    expect(JSON.parse((await deploy(["--service", "other", "--json"], gitlab)).out)).toMatchObject({ data: [{ service: { slug: "other" } }] });
    expect(await deploy(["--no-ci"], gitlab)).toMatchObject({ code: 3, err: expect.stringContaining("Give --digest or --service") });
  });

  it("takes a digest alone, and a canary beside what runs, for a time", async () => {
    const run = await deploy(["--digest", digest, "--beside", "--from", "2030-01-01T00:00:00Z", "--to", "2030-01-02T00:00:00Z"], gitlab);
    expect(run).toMatchObject({ code: 3, err: expect.stringContaining("deployment_in_the_future") });
    const canary = await deploy(["--digest", digest, "--beside", "--from", "2026-01-01T00:00:00Z", "--to", "2026-01-02T00:00:00Z", "--json"], gitlab);
    expect(canary.err).toBe("");
    expect(JSON.parse(canary.out)).toMatchObject({
      data: [{ digest, replaces: false, from: "2026-01-01T00:00:00.000Z", to: "2026-01-02T00:00:00.000Z", build: { seq: 1 } }],
    });
  });

  it.each<[string, string[], RegExp]>([
    [
      "a build that nobody uploaded",
      ["--service", "payments", "--ref", "trunk", "--version", "9"],
      /404 not_found \(build_not_found\): .+ Upload its SBOM first/,
    ],
    ["nothing that runs", [], /Give --digest or --service/],
    ["an operand", ["payments"], /takes options only/],
    ["a build that is no number", ["--service", "payments", "--build", "x"], /--build is "x"/],
    ["an environment that is none", ["--service", "payments", "--environment", "a/b"], /400 invalid.*An environment is letters/],
  ])("ends with 3 and one sentence for %s", async (_, args, sentence) => {
    expect(await deploy(args)).toMatchObject({ code: 3, out: "", err: expect.stringMatching(sentence) });
  });

  it("asks where", async () => {
    expect(await runCli(["deploy"], { environment: known })).toMatchObject({ code: 3, err: expect.stringContaining("Give --environment") });
  });
});
