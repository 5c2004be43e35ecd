import { beforeEach, describe, expect, test } from "vitest";
import { POST } from "@/app/api/v1/indicators/parse/route";
import { createToken, systemContext } from "@/lib/auth";
import type { Scope } from "@/lib/context";
import { resetRates } from "@/lib/http/rate-limit";
import { withInventory } from "./inventory-fixture";

withInventory();
beforeEach(resetRates);

async function parse(body: BodyInit, query = "", scopes: Scope[] = ["inventory:read"]) {
  const { token } = await createToken({ ctx: systemContext("test"), input: { name: `indicators ${scopes}`, scopes } });
  const request = new Request(`http://x/api/v1/indicators/parse${query}`, { method: "POST", headers: { authorization: `Bearer ${token}` }, body });
  const response = await POST(request, { params: Promise.resolve(undefined) });
  return { status: response.status, body: await response.json() };
}

describe("POST /api/v1/indicators/parse", () => {
  test("answers with the indicators, a verdict on each line and the canonical text", async () => {
    const { status, body } = await parse("# worm\nnpm:axios@1.14.1 || 0.30.4\nevil[.]com\n", "?fileName=list.txt");
    expect(status).toBe(200);
    expect(body).toMatchObject({
      format: "lines",
      ecosystem: { value: "npm", from: "list" },
      lines: 3,
      indicators: [
        { kind: "package", ecosystem: "npm", namespace: null, name: "axios", version: { kind: "exact", text: "1.14.1" } },
        { version: { kind: "exact", text: "0.30.4" } },
      ],
      verdicts: [
        { line: 1, outcome: "comment" },
        { line: 2, outcome: "read", indicators: [0, 1] },
        { line: 3, outcome: "rejected", code: "domain" },
      ],
      counts: { read: 1, noted: 0, rejected: 1, comment: 1, blank: 0, header: 0, duplicate: 0 },
      text: "# ecosystem: any\nnpm:axios@1.14.1\nnpm:axios@0.30.4\n",
    });
  });

  test("takes the ecosystem of bare names and what they mean from the query", async () => {
    const { body } = await parse("req==1.0\nother\n", "?ecosystem=pip&bareNames=reject");
    expect(body).toMatchObject({ ecosystem: { value: "pypi", from: "choice" }, counts: { read: 1, rejected: 1 } });
  });

  test("says why it does not take what is too large, no text, of an unknown ecosystem or from a caller without the scope", async () => {
    expect(await parse("a".repeat(16 * 1_048_576 + 1))).toMatchObject({ status: 413, body: { reason: "body_too_large" } });
    expect(await parse("a@1\n".repeat(50_001))).toMatchObject({ status: 413, body: { reason: "too_many_lines" } });
    expect(await parse("%PDF-1.7\n")).toMatchObject({ status: 415, body: { reason: "not_text" } });
    expect(await parse("a@1", "?ecosystem=klingon")).toMatchObject({ status: 400, body: { reason: "ecosystem_unknown" } });
    expect(await parse("a@1", "", ["sbom:write"])).toMatchObject({ status: 403 });
  });
});
