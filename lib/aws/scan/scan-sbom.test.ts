import { createHash, createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { credentialsOf } from "@/lib/aws/clients";
import { FakeAws, home } from "@/tests/aws/fake";
import { type ScanPatience, type ScanPlace, scanSbom } from "./scan-sbom";
import type { SentSbom } from "./split-bom";
import { answerOf } from "./test-scans";

const sbom: SentSbom = {
  bomFormat: "CycloneDX",
  specVersion: "1.5",
  version: 1,
  components: [{ "bom-ref": "c0", type: "library", name: "käse", purl: "pkg:npm/k%C3%A4se@1" }],
};
const patience: ScanPatience = { attempts: 3, waitMs: 1, waitMsMax: 20, requestMs: 5_000 };
const endless = new AbortController().signal;

const placeOf = (roleArn: string | null = null, externalId: string | null = null, region: string = home.region): ScanPlace => {
  const access = { accountId: roleArn?.split(":")[4] ?? home.account, roleArn, externalId };
  return { access, region, credentials: credentialsOf(access, region) };
};
const ask = (place = placeOf(), signal = endless) => scanSbom(place, sbom, signal, patience);

describe("ScanSbom against a server in AWS's place", () => {
  let fake: FakeAws;
  beforeEach(async () => {
    fake = await FakeAws.start();
    for (const [name, value] of Object.entries(fake.env)) vi.stubEnv(name, value);
  });
  afterEach(async () => {
    await fake.stop();
    vi.unstubAllEnvs();
    expect(fake.violations).toEqual([]);
  });

  it("asks for CycloneDX 1.5 in the region, signed for the service, as the session of the account's role", async () => {
    const arn = "arn:aws:iam::444455556666:role/WhereinReader";
    fake.addRole({ arn, externalId: "word" });
    fake.scan.scan = (sent) => answerOf({ components: sent.components }).sbom;
    expect(await ask(placeOf(arn, "word", "us-east-2"))).toMatchObject({ sbom: { components: sbom.components } });
    expect(fake.calls.at(-1)).toMatchObject({ service: "inspector-scan", operation: "ScanSbom", account: "444455556666", region: "us-east-2" });
    expect(fake.calls.at(-1)?.input).toEqual({ sbom, outputFormat: "CYCLONE_DX_1_5" });
  });

  it("waits throttling and faults out", async () => {
    fake.fail({ action: "inspector-scan:ScanSbom", code: "ThrottlingException", times: 1 });
    fake.fail({ action: "inspector-scan:ScanSbom", code: "InternalServerException", times: 1 });
    await ask();
    expect(fake.calls.map(({ status }) => status)).toEqual([429, 500, 200]);
  });

  it.each([
    ["ThrottlingException", "aws_throttled", 3],
    ["InternalServerException", "aws_failing", 3],
    ["ValidationException", "aws_refused", 1],
    ["AccessDeniedException", "aws_denied", 1],
    ["UnrecognizedClientException", "aws_no_credentials", 1],
  ])("%s that lasts is %s, after %i attempts", async (code, reason, attempts) => {
    fake.fail({ action: "inspector-scan:ScanSbom", code });
    await expect(ask()).rejects.toMatchObject({ code: "unavailable", reason, message: expect.stringContaining("inspector-scan:ScanSbom") });
    expect(fake.calls).toHaveLength(attempts);
  });

  it("renews credentials once that have expired in the midst", async () => {
    const arn = "arn:aws:iam::444455556666:role/WhereinReader";
    fake.addRole({ arn });
    const place = placeOf(arn);
    await ask(place);
    fake.identities.expireSessions();
    await ask(place);
    expect(fake.operations).toEqual(["sts:AssumeRole", "inspector-scan:ScanSbom", "sts:AssumeRole", "inspector-scan:ScanSbom"]);
    fake.fail({ action: "inspector-scan:ScanSbom", code: "ExpiredTokenException" });
    await expect(ask(place)).rejects.toMatchObject({ reason: "aws_credentials_expired" });
  });

  it("says which role AWS does not let it assume", async () => {
    await expect(ask(placeOf("arn:aws:iam::444455556666:role/None"))).rejects.toMatchObject({ reason: "aws_role_refused" });
  });

  it("says what the answer lacks, that nobody is there, and that it was stopped", async () => {
    fake.scan.scan = () => "no object" as never;
    await expect(ask()).rejects.toMatchObject({ reason: "aws_unreadable" });
    fake.violations.length = 0;
    vi.stubEnv("AWS_ENDPOINT_URL_INSPECTOR_SCAN", "http://127.0.0.1:9");
    await expect(ask()).rejects.toMatchObject({ reason: "aws_unreachable" });
    const stopping = new AbortController();
    stopping.abort();
    await expect(ask(placeOf(), stopping.signal)).rejects.toMatchObject({ reason: "stopped" });
  });
});

describe("the signature", () => {
  const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
  const sha = (text: string | Buffer) => createHash("sha256").update(text).digest("hex");

  /** AWS Signature Version 4 by its description, computed again with the secret. */
  function isSigned({ method, url, headers }: IncomingMessage, body: Buffer, secret: string): boolean {
    const found = /Credential=[^/]+\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)/.exec(headers.authorization ?? "");
    const [, day = "", region = "", service = "", names = "", signature] = found ?? [];
    const canonical = names.split(";").map((name) => `${name}:${String(headers[name]).trim()}\n`);
    const request = [method, url, "", canonical.join(""), names, sha(body)].join("\n");
    const text = ["AWS4-HMAC-SHA256", headers["x-amz-date"], `${day}/${region}/${service}/aws4_request`, sha(request)].join("\n");
    const key = [region, service, "aws4_request"].reduce(hmac, hmac(`AWS4${secret}`, day));
    return hmac(key, text).toString("hex") === signature;
  }

  it("is of this request and by this secret: with another one it is refused", async () => {
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const isGood = isSigned(request, Buffer.concat(chunks), "right");
      response.writeHead(isGood ? 200 : 403, { "x-amzn-errortype": "InvalidSignatureException:http://internal" });
      response.end(JSON.stringify(isGood ? { sbom: {} } : { message: "The request signature we calculated does not match" }));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    vi.stubEnv("AWS_ENDPOINT_URL_INSPECTOR_SCAN", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const place = (secretAccessKey: string): ScanPlace => ({
      ...placeOf(),
      credentials: async () => ({ accessKeyId: "AKID", secretAccessKey, sessionToken: "t" }),
    });
    expect(await ask(place("right"))).toEqual({ sbom: {} });
    await expect(ask(place("wrong"))).rejects.toMatchObject({ reason: "aws_no_credentials", message: expect.stringContaining("does not match") });
    server.close();
    vi.unstubAllEnvs();
  });

  it("is made anew for each attempt, and AWS's Retry-After counts more than our own patience", async () => {
    const statuses = [429, 503, 200];
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(statuses.shift() ?? 500, { "x-amzn-errortype": "ThrottlingException", "retry-after": "0" });
      response.end(JSON.stringify({ sbom: {} }));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    vi.stubEnv("AWS_ENDPOINT_URL_INSPECTOR_SCAN", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const place: ScanPlace = { ...placeOf(), credentials: async () => ({ accessKeyId: "AKID", secretAccessKey: "x" }) };
    expect(await scanSbom(place, sbom, endless, { ...patience, waitMs: 600_000, waitMsMax: 600_000 })).toEqual({ sbom: {} });
    server.close();
    vi.unstubAllEnvs();
  });
});
