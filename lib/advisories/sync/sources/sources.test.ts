import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { nextAddress } from "./follow-redirects";
import { httpGet, wholeBody } from "./http-get";
import { readChanges } from "./read-changes";
import { idOfFile, isEcosystemName, isRecordId } from "./source-names";

async function* bytesOf(...texts: string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}

describe("names from outside", () => {
  it.each(["GHSA-jf85-cpcp-j695", "RHSA-2024:0001", "CVE-2021-44228", "openSUSE-SU-2025:15000-1", "GO-2024-1"])("%s can be an id", (id) =>
    expect(isRecordId(id)).toBe(true),
  );
  it.each(["", ".", "..", "../x", "a/b", "a\\b", ".hidden", "a\u0000b", "a\nb", "x".repeat(300)])("%j cannot be an id", (id) =>
    expect(isRecordId(id)).toBe(false),
  );
  it.each(["npm", "GitHub Actions", "crates.io", "Red Hat", "OSS-Fuzz"])("%s can be an ecosystem", (name) => expect(isEcosystemName(name)).toBe(true));
  it.each(["", "..", "../npm", "/etc", "a/b", ".npm", "C:\\x"])("%j cannot be an ecosystem", (name) => expect(isEcosystemName(name)).toBe(false));
  it("the id of a file is its name, wherever it lies", () => {
    expect(["GHSA-1.json", "npm/GHSA-1.json", "npm/", "README.md", "x/.json"].map(idOfFile)).toEqual(["GHSA-1", "GHSA-1", null, null, null]);
  });
});

describe("a list of changes", () => {
  const read = (since: string | null, ...texts: string[]) => readChanges(bytesOf(...texts), since ? new Date(since) : null, "the list");
  it("is read until a line is older, however it comes in pieces", async () => {
    const changes = await read(
      "2026-01-02T00:00:00Z",
      "2026-01-03T00:00:00.123456Z,A\n2026-01-02T0",
      "0:00:00Z,B\r\n2026-01-01T00:00:00Z,C\n2026-01-04T00:00:00Z,D\n",
    );
    expect(changes).toEqual([
      { id: "A", modified: new Date("2026-01-03T00:00:00.123Z") },
      { id: "B", modified: new Date("2026-01-02T00:00:00Z") },
    ]);
  });
  it("without a line end at its end is whole all the same, and an empty one is one", async () => {
    expect(await read(null, "2026-01-03T00:00:00Z,A")).toHaveLength(1);
    expect(await read(null)).toEqual([]);
  });
  it("is not taken from a page or a line without end", async () => {
    await expect(read(null, "<html>\n")).rejects.toMatchObject({ reason: "source_damaged" });
    await expect(read(null, "x".repeat(5_000))).rejects.toMatchObject({ reason: "source_damaged" });
  });
});

it("redirects are followed within http and https, and never out of https", () => {
  const from = (url: string, to: string) => nextAddress(new URL(url), to).href;
  expect(from("https://a.test/x/y", "z")).toBe("https://a.test/x/z");
  expect(from("https://a.test/", "https://b.test/")).toBe("https://b.test/");
  expect(from("http://a.test/", "https://a.test/")).toBe("https://a.test/");
  for (const to of ["http://a.test/", "file:///etc/passwd", "data:,x", "http://"]) expect(() => from("https://a.test/", to)).toThrow("redirects to");
});

describe("an answer over HTTP", () => {
  let close = () => {};
  afterEach(() => close());
  const serve = async (answer: Parameters<typeof createServer>[1] & object): Promise<string> => {
    const server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    close = () => {
      server.closeAllConnections();
      server.close();
    };
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  };
  const get = (url: string, more: { stallMs?: number; signal?: AbortSignal } = {}) =>
    httpGet(
      {
        url,
        bytesMax: 100,
        patience: { tries: 2, retryMs: 1, stallMs: more.stallMs ?? 5_000, totalMs: 10_000 },
        signal: more.signal ?? new AbortController().signal,
      },
      wholeBody,
    );

  it("is read up to its limit, whether its length was said or not", async () => {
    const url = await serve((request, response) => {
      if (request.url === "/said") response.setHeader("content-length", 101);
      response.end("x".repeat(request.url === "/fits" ? 100 : 101));
    });
    expect(await get(`${url}fits`)).toMatchObject({ kind: "read" });
    for (const path of ["said", "unsaid"]) await expect(get(url + path)).rejects.toMatchObject({ reason: "source_too_large" });
  });
  it("that stops in the middle is given up, and asked for again", async () => {
    let asked = 0;
    const url = await serve((_, response) => {
      asked += 1;
      response.write("x");
    });
    await expect(get(url, { stallMs: 50 })).rejects.toMatchObject({ reason: "source_unreachable" });
    expect(asked).toBe(2);
  });
  it("that goes in a circle is given up", async () => {
    const url = await serve((_, response) => response.writeHead(302, { location: "/again" }).end());
    await expect(get(url)).rejects.toMatchObject({ reason: "source_refused" });
  });
  it("is not waited for when the worker stops", async () => {
    const stopping = new AbortController();
    const url = await serve(() => stopping.abort());
    await expect(get(url, { signal: stopping.signal })).rejects.toMatchObject({ name: "AbortError" });
  });
});
