import { FleetHashes } from "../fleet/hashes";
import { Http } from "../measure/http";
import { type Load, quantile, runLoad } from "../measure/run-load";
import { watch } from "../measure/usage";
import { askHash, askPackage, askPrefix, askRange, askScope, askVersion, readComposition } from "../queries/floors";
import { somePresences } from "../queries/server";
import { Random } from "../random";
import { atMost, figureOf, round } from "../report/figures";
import type { BenchRun } from "../run-context";
import { Asking, largeScopes, termOf } from "./questions";

const part = "Questions";
const api = "/api/v1/blast-radius";

/** `next` gives a path, the body if it is a POST, and its floor, if it has one; `page` measures to the first byte instead of the last, with a session; `inFlight` at once: 1 and 8. */
export type Kind = { what: string; p95Max: number | null; next: () => Request; page?: boolean; share?: number; inFlight?: readonly number[] };
/** What a kind of question is measured with. */
export type Measuring = Pick<BenchRun, "options" | "access" | "watched" | "report"> & { server: { port: number } };
type Request = { path: string; body?: Buffer; contentType?: string; floor?: () => Promise<void> };

/** The questions that have bars, with the parameters of a run. */
export async function questionKinds({ dictionary, client, options }: BenchRun): Promise<Kind[]> {
  const random = new Random(options.sizes.seed + 7);
  const asking = new Asking(dictionary, random);
  const scopes = largeScopes(dictionary, options.isSmall ? 5 : 200);
  const popular = dictionary.deb[0] ?? { ecosystem: "deb" as const, name: "debian/zlib1g" };
  const artifactIds = Array.from({ length: 500 }, () => 1 + random.below(options.sizes.artifacts));
  const hashes = new FleetHashes(dictionary).all;
  const presences = await somePresences(client, artifactIds);
  const monthAgo = new Date(Date.now() - 30 * 86_400_000).toISOString();
  const version =
    (base: string, after = "") =>
    () => {
      const { path, wanted } = asking.version(base);
      return { path: path + after, floor: () => askVersion(client, wanted) };
    };
  const typed = (letters: number): Kind => ({
    what: `type-ahead, ${letters} letter${letters > 1 ? "s" : ""}`,
    p95Max: 30,
    next: () => {
      const prefix = asking.prefix(letters);
      return { path: `/api/v1/search?q=${encodeURIComponent(prefix)}`, floor: () => askPrefix(client, prefix) };
    },
  });
  return [
    { what: "name@version, first page", p95Max: 15, next: version(api) },
    {
      what: "name@range of one package",
      p95Max: 25,
      next: () => {
        const { path, wanted } = asking.range(api);
        return { path, floor: () => askRange(client, wanted) };
      },
    },
    {
      what: `@scope/* (${scopes.length} scopes of ${scopes.at(-1)?.packages ?? 0} to ${scopes[0]?.packages ?? 0} packages)`,
      p95Max: 50,
      share: 0.4,
      next: () => {
        const { scope } = random.pick(scopes);
        return { path: `${api}?q=${encodeURIComponent(`${scope}*`)}`, floor: () => askScope(client, scope) };
      },
    },
    {
      what: `totals by team for ${termOf(popular)}, in nearly every service`,
      p95Max: 60,
      share: 0.4,
      next: () => ({ path: `${api}?q=${encodeURIComponent(termOf(popular))}`, floor: () => askPackage(client, popular) }),
    },
    {
      what: "sha256 of a component",
      p95Max: null,
      next: () => {
        const { sha256 } = random.pick(hashes);
        return { path: `${api}?q=sha256:${sha256.toString("hex")}`, floor: () => askHash(client, sha256) };
      },
    },
    typed(1),
    typed(2),
    typed(4),
    { what: "verdict page, first byte", p95Max: 120, page: true, share: 0.6, next: version("/blast-radius") },
    {
      what: "paths of one presence",
      p95Max: 20,
      next: () => {
        const { artifactId, packageVersionId } = random.pick(presences);
        return { path: `${api}/paths?artifact=${artifactId}&packageVersion=${packageVersionId}`, floor: () => readComposition(client, artifactId) };
      },
    },
    { what: "name@version, thirty days ago (asof)", p95Max: null, next: version(api, `&asof=${encodeURIComponent(monthAgo)}`) },
  ];
}

/** Every question at one and at eight requests in flight, beside bare SQL on one connection. */
export async function measureQueries(run: BenchRun): Promise<void> {
  const { kinds } = run.options;
  const asked = (await questionKinds(run)).filter(({ what }) => kinds === null || kinds.some((text) => what.includes(text)));
  for (const kind of asked) await measureKind(run, part, kind);
}

/** One kind of question at one and at eight requests in flight, after a few that are not counted. */
export async function measureKind(run: Measuring, part: string, kind: Kind): Promise<void> {
  const count = Math.ceil(run.options.requests * (kind.share ?? 1));
  const floor = await runLoad({ concurrency: 1, count: Math.min(count, 200), secondsMax: 10 }, async () => {
    const { floor: ask } = kind.next();
    return ask ? timed(ask) : 0;
  });
  const floorText = kind.next().floor ? `SQL p50 ${round(quantile(floor.ms, 0.5))}, p95 ${round(quantile(floor.ms, 0.95))} ms` : "";
  await askAll(run, kind, { concurrency: 1, count: Math.ceil(count / 8), secondsMax: 10 });
  for (const concurrency of kind.inFlight ?? [1, 8]) {
    const { result: load, usage } = await watch(run.watched, () => askAll(run, kind, { concurrency, count, secondsMax: run.options.secondsMax }));
    const bars = kind.p95Max === null || concurrency > 1 ? [] : [atMost("p95", quantile(load.ms, 0.95), kind.p95Max, "ms")];
    run.report(figureOf(part, `${kind.what}, c=${concurrency}`, load, { floor: concurrency === 1 ? floorText : "", usage, bars }));
  }
}

/** Asks one kind of question over HTTP. Throws at the first answer that is not 200. */
export async function askAll(
  { server, access }: Pick<Measuring, "server" | "access">,
  kind: Kind,
  limits: { concurrency: number; count: number; secondsMax: number },
): Promise<Load> {
  const http = new Http(server.port, limits.concurrency);
  try {
    return await runLoad(limits, async () => {
      const { path, body: sent, contentType } = kind.next();
      const headers = { ...(kind.page ? access.session : access.token), ...(contentType && { "content-type": contentType }) };
      const { status, body, firstByteMs, totalMs } = await http.ask({ method: sent ? "POST" : "GET", path, headers, ...(sent && { body: sent }) });
      if (status !== 200) throw new Error(`${path} answered ${status}: ${body.toString().slice(0, 300)}`);
      return kind.page ? firstByteMs : totalMs;
    });
  } finally {
    http.close();
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}
