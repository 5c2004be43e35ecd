import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { GET } from "@/app/api/v1/blast-radius/route";
import { createToken, systemContext } from "@/lib/auth";
import { type BlastRadius, exportAffected, findAffectedServices } from "@/lib/blast-radius";
import { documentOf, npm, reader, withInventory } from "./inventory-fixture";

const inventory = withInventory();
const evil = npm("axios", "1.14.1");
const good = npm("axios", "1.14.0");
const minute = 60_000;
const noon = Math.floor(Date.now() / minute) * minute - 3 * 86_400_000;
/** Minutes after noon, three days ago. */
const at = (minutes: number) => new Date(noon + minutes * minute);
const during = (from: number, to: number) => `${at(from).toISOString()}..${at(to).toISOString()}`;
const sha = (digit: string) => digit.repeat(64);

type Input = Omit<Parameters<typeof findAffectedServices>[0]["input"], "q"> & { q?: string };
const ask = (window: string, input: Input = {}) => findAffectedServices({ ctx: reader, input: { q: "axios@1.14.1", during: window, ...input } });
const ship = (service: string, minutes: number, held = [good], more: { digest?: string } = {}) =>
  inventory.ship({ service, builtAt: at(minutes), ...more }, documentOf(held));
const presentOf = ({ data }: BlastRadius) =>
  data.map(({ service, present }) => [service.slug, ...(["now", "during", "built"] as const).filter((side) => present[side])]);

beforeEach(() => inventory.empty());

describe("a window", () => {
  it("finds malware that was there for 20 minutes between two daily builds, and says until when", async () => {
    await ship("shop", -1440);
    const { seq } = await ship("shop", 0, [evil]);
    await ship("shop", 20);
    const answer = await ask(during(10, 15));
    expect(answer.verdict).toEqual({ affected: 1, clean: 0, unknown: 0 });
    expect(answer.exposure?.now).toEqual({ affected: 0, clean: 1, unknown: 0 });
    expect(presentOf(answer)).toEqual([["shop", "during"]]);
    expect(answer.data[0]).toMatchObject({ since: at(0).toISOString(), until: at(20).toISOString(), build: { seq } });
    expect((await ask(during(20, 1440))).verdict.affected).toBe(0);
    expect((await ask(during(-1440, 0))).verdict.affected).toBe(0);
  });

  it("tells the build that lists it among builds of one time, also where another one hid it at once", async () => {
    const { seq } = await ship("shop", 0, [evil]);
    await ship("shop", 0);
    const answer = await ask(during(0, 1));
    expect(presentOf(answer)).toEqual([["shop", "during", "built"]]);
    expect(answer.exposure?.builds.map(({ build }) => build.seq)).toEqual([seq]);
    expect((await ask(during(1, 60))).verdict.affected).toBe(0);
  });

  it("counts a build of the window that was retired at its own time", async () => {
    const { artifactId, seq } = await ship("shop", 0, [evil]);
    await inventory.retire(artifactId, at(0));
    const answer = await ask(during(0, 60));
    expect(answer.exposure).toMatchObject({ during: { affected: 1, clean: 0, unknown: 0 }, built: { services: 1, builds: 1 } });
    expect(answer.exposure?.builds[0]?.build.seq).toBe(seq);
    expect((await ask(during(1, 60))).meta.retiredServices).toBe(1);
  });

  it("asks an artifact that was retired in it, and leaves out one that was retired before", async () => {
    for (const [service, retiredAt] of [
      ["early", -10],
      ["inside", 30],
    ] as const) {
      const { artifactId } = await ship(service, -60);
      await inventory.retire(artifactId, at(retiredAt));
    }
    const answer = await ask(during(0, 60), { when: "during" });
    expect(answer.verdict).toEqual({ affected: 0, clean: 1, unknown: 0 });
    expect(answer.meta.retiredServices).toBe(1);
    expect(answer.exposure?.now).toEqual({ affected: 0, clean: 0, unknown: 0 });
  });

  it("does not call stale what was retired while its SBOM was fresh, however long the window lasts", async () => {
    const days = (count: number) => count * 1440;
    const { artifactId } = await ship("left", days(-80));
    await inventory.retire(artifactId, at(days(-60)));
    const old = await ship("forgotten", days(-80));
    await inventory.retire(old.artifactId, at(days(-40)));
    const answer = await ask(during(days(-85), 0), { when: "during" });
    expect(answer.unknown.map(({ service, reason }) => [service.slug, reason])).toEqual([["forgotten", "stale"]]);
    expect(answer.verdict.clean).toBe(1);
  });

  it("is unknown where an incomplete build was the newest for a while", async () => {
    await ship("shop", 0, []);
    await ship("shop", 20);
    expect((await ask(during(10, 60), { when: "during" })).unknownByReason.incomplete_sbom).toBe(1);
    expect((await ask(during(20, 60), { when: "during" })).verdict.clean).toBe(1);
  });

  it("is unknown for an advisory that nobody knows, also where all is retired now", async () => {
    const { artifactId } = await ship("gone", 0);
    await inventory.retire(artifactId, at(30));
    const answer = await ask(during(0, 60), { q: "CVE-2099-1", when: "during" });
    expect(answer.unknownByReason.advisory_unknown).toBe(1);
    expect((await ask(during(0, 60), { q: "CVE-2099-1", when: "now" })).verdict).toEqual({ affected: 0, clean: 0, unknown: 0 });
  });

  it("shows the build that has the digest or the document, until the next one", async () => {
    const document = documentOf([good]);
    const digest = `sha256:${sha("c")}`;
    await inventory.ship({ service: "shop", builtAt: at(0), digest }, document);
    await ship("shop", 20);
    const hash = `sha256:${createHash("sha256").update(document).digest("hex")}`;
    for (const q of [digest, hash]) {
      const answer = await ask(during(0, 60), { q });
      expect(presentOf(answer)).toEqual([["shop", "during", "built"]]);
      expect(answer.data[0]).toMatchObject({ package: null, since: at(0).toISOString(), until: at(20).toISOString(), build: { builtAt: at(0).toISOString() } });
      expect(answer.exposure?.builds.map(({ build }) => build.builtAt)).toEqual([at(0).toISOString()]);
      expect((await ask(during(20, 60), { q })).verdict.affected).toBe(0);
    }
  });

  it("knows when the bits of a version changed inside of it", async () => {
    const bits = (digit: string) => npm("axios", "1.14.1", { sha256: sha(digit) });
    await ship("shop", 0, [bits("a")]);
    await ship("shop", 20, [bits("b")]);
    await ship("shop", 40, [bits("a")]);
    const answer = await ask(during(10, 35), { q: `sha256:${sha("b")}` });
    expect(answer.data[0]).toMatchObject({ since: at(20).toISOString(), until: at(40).toISOString() });
    expect(answer.exposure?.builds.map(({ build }) => build.builtAt)).toEqual([at(20).toISOString()]);
    expect((await ask(during(40, 60), { q: `sha256:${sha("b")}` })).verdict).toEqual({ affected: 0, clean: 1, unknown: 0 });
    const first = await ask(during(10, 35), { q: `sha256:${sha("a")}` });
    expect(presentOf(first)).toEqual([["shop", "now", "during"]]);
    expect(first.data[0]?.since).toBe(at(40).toISOString());
  });

  it("shows the rows and the verdict of the side that is asked for", async () => {
    await ship("before", -60, [evil]);
    await ship("before", 60);
    await ship("inside", 10, [evil]);
    await ship("inside", 20);
    await ship("later", 70, [evil]);
    const rows = async (when: "any" | "now" | "during" | "built") => {
      const answer = await ask(during(0, 30), { when });
      expect(new Set(answer.data.map(({ service }) => service.slug)).size).toBe(answer.verdict.affected);
      return presentOf(answer);
    };
    const [before, inside, later] = [
      ["before", "during"],
      ["inside", "during", "built"],
      ["later", "now"],
    ];
    expect(await rows("any")).toEqual([before, inside, later]);
    expect(await rows("now")).toEqual([later]);
    expect(await rows("during")).toEqual([before, inside]);
    expect(await rows("built")).toEqual([inside]);
  });

  it("judges the window at its own end, whatever moment stands for now", async () => {
    await ship("shop", 0);
    const asof = at(-60).toISOString();
    expect((await ask(during(10, 60), { asof, when: "during" })).verdict).toEqual({ affected: 0, clean: 1, unknown: 0 });
    expect((await ask(during(10, 60), { asof, when: "now" })).verdict).toEqual({ affected: 0, clean: 0, unknown: 1 });
  });

  it.each(["service", "-service", "since", "-since"] as const)("gives each row once over all pages by %s, also of what is gone now", async (sort) => {
    const expected: string[] = [];
    for (let i = 0; i < 9; i++) {
      await ship(`s${i}`, (i * 7) % 5, [evil]);
      if (i % 3 > 0) await ship(`s${i}`, 30);
      expected.push(`s${i}`);
    }
    const seen: string[] = [];
    const keys: string[] = [];
    let cursor: string | undefined;
    do {
      const { data, meta } = await ask(during(0, 60), { sort, limit: 2, ...(cursor ? { cursor } : {}) });
      seen.push(...data.map(({ service }) => service.slug));
      keys.push(...data.map(({ since, service }) => (sort.endsWith("since") ? since : service.slug)));
      cursor = meta.nextCursor ?? undefined;
    } while (cursor);
    expect(seen.toSorted()).toEqual(expected);
    expect(keys).toEqual(sort.startsWith("-") ? keys.toSorted().reverse() : keys.toSorted());
  });
});

describe("a window that cannot be read", () => {
  const faults = (pointer: string, code: string) => ({ code: "invalid", errors: [expect.objectContaining({ pointer, code })] });

  it("is refused with its place, in the text and beside it, and none is dropped for another", async () => {
    await expect(findAffectedServices({ ctx: reader, input: { q: "axios during:yesterday" } })).rejects.toMatchObject(faults("?q", "bad_facet_value"));
    await expect(ask("2026-03-31T00:21Z")).rejects.toMatchObject(faults("?during", "window_unreadable"));
    await expect(ask("nonsense", { q: `axios during:${during(0, 1)}` })).rejects.toMatchObject(faults("?during", "window_unreadable"));
  });

  it("is a problem of the API that names the parameter", async () => {
    const { token } = await createToken({ ctx: systemContext("test"), input: { name: "ci", scopes: ["inventory:read"] } });
    const answerTo = async (parameters: Record<string, string>) => {
      const url = `http://host/api/v1/blast-radius?${new URLSearchParams(parameters)}`;
      const response = await GET(new Request(url, { headers: { authorization: `Bearer ${token}` } }), { params: Promise.resolve({}) });
      return { status: response.status, ...(await response.json()) };
    };
    expect(await answerTo({ q: "axios", during: "a..b" })).toMatchObject({
      status: 400,
      code: "invalid",
      errors: [{ pointer: "?during", code: "window_unreadable" }],
    });
    expect(await answerTo({ q: "axios", during: "2026-03-31", when: "never" })).toMatchObject({ status: 400, errors: [{ pointer: "?when" }] });
    expect(await answerTo({ q: "axios", during: "2026-03-31" })).toMatchObject({ status: 200, exposure: { window: { to: "2026-04-01T00:00:00.000Z" } } });
  });
});

describe("the export of a window", () => {
  async function fill(): Promise<void> {
    await inventory.own("web", ["shop"], "#web");
    await ship("shop", -120);
    await ship("shop", 0, [good, evil]);
    await ship("shop", 20);
    await ship("till", -60, [evil]);
    await inventory.know("silent");
  }
  const textOf = async (format: "csv" | "json", input: object = {}) => {
    const { body } = await exportAffected({ ctx: reader, input: { q: "axios@1.14.1 || 1.14.0", during: during(-10, 10), format, ...input } });
    return new Response(body).text();
  };

  it("says of each row on which sides it is and until when, and lists every build after the unknown services, as CSV", async () => {
    await fill();
    const [header = "", ...lines] = (await textOf("csv")).trimEnd().split("\r\n");
    const columns = ["verdict", "service", "version", "present_now", "present_during", "built_during", "until", "sbom_built_at", "versions"];
    const places = columns.map((name) => header.split(",").indexOf(name));
    expect(lines.map((line) => places.map((place) => line.split(",")[place]))).toEqual([
      ["affected", "shop", "1.14.0", "true", "true", "true", "", at(20).toISOString(), ""],
      ["affected", "shop", "1.14.1", "false", "true", "true", at(20).toISOString(), at(0).toISOString(), ""],
      ["affected", "till", "1.14.1", "true", "true", "false", "", at(-60).toISOString(), ""],
      ["unknown", "silent", "", "", "", "", "", "", ""],
      ["built", "shop", "", "", "", "", "", at(0).toISOString(), "npm:axios@1.14.0; npm:axios@1.14.1"],
    ]);
  });

  it("gives the sides and every build as JSON, as the answer does", async () => {
    await fill();
    const answer = await ask(during(-10, 10), { q: "axios@1.14.1 || 1.14.0" });
    const whole = JSON.parse(await textOf("json"));
    expect(whole.exposure).toEqual(answer.exposure);
    expect(whole.data).toEqual(answer.data);
    expect(JSON.parse(await textOf("json", { during: undefined })).exposure).toBeNull();
  });

  it("lists all builds of the window and all that each lists, where the answer shows the newest", async () => {
    const many = Array.from({ length: 25 }, (_, i) => npm("axios", `0.0.${i}`));
    for (let i = 0; i < 52; i++) await ship("shop", i, [...many, npm("other", `${i}.0.0`)]);
    const answer = await ask(during(0, 60), { q: "axios" });
    expect([answer.exposure?.built.builds, answer.exposure?.builds.length, answer.exposure?.builds[0]?.versions.length]).toEqual([52, 50, 20]);
    const whole = JSON.parse(await textOf("json", { q: "axios", during: during(0, 60) }));
    expect([whole.exposure.builds.length, whole.exposure.builds[51].versions.length]).toEqual([52, 25]);
    expect((await textOf("csv", { q: "axios", during: during(0, 60) })).match(/^built,/gm)?.length).toBe(52);
  });
});
