// @ts-nocheck
import { BinaryCopy } from "@/lib/db/binary-copy";
import { createHash } from "node:crypto";
import { createReadStream, readdirSync } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";

const it = async (_: string, f: any) => { await f(); process.exit(0); };
import { analyseAdvisories, applyAdvisories } from "@/lib/advisories/apply";
import { inTransaction } from "@/lib/db/transaction";
import { storedKey } from "@/lib/versions";
import { createTestDatabase } from "./setup/test-database";
const eco: Record<string, string> = { PyPI: "pypi", "crates.io": "cargo", Go: "golang", Packagist: "composer", RubyGems: "gem", Maven: "maven", NuGet: "nuget", npm: "npm", AlmaLinux: "rpm", Hex: "hex" };
const keyOf = (e: string, v: string) => { try { return storedKey(e, v); } catch { return null; } };
function normalise(rec: any, touch: string): any {
  const ranges: any[] = []; const versions: any[] = [];
  for (const a of rec.affected ?? []) {
    if (!a.package) continue;
    const [name0, rel = ""] = a.package.ecosystem.split(":");
    const ecosystem = eco[name0] ?? name0.toLowerCase();
    const base = { ecosystem, name: a.package.name, release: rel };
    let any = false;
    for (const r of a.ranges ?? []) {
      if (r.type === "GIT") continue;
      let lo: Buffer | null = null;
      for (const e of r.events) {
        if (e.introduced !== undefined) lo = e.introduced === "0" ? Buffer.alloc(0) : keyOf(ecosystem, e.introduced);
        else if (lo && (e.fixed ?? e.last_affected) !== undefined) { ranges.push({ ...base, lo, hi: keyOf(ecosystem, e.fixed ?? e.last_affected), hiInclusive: e.fixed === undefined, fixed: e.fixed ?? null }); any = true; lo = null; }
      }
      if (lo) { ranges.push({ ...base, lo, hi: null, hiInclusive: false, fixed: null }); any = true; }
    }
    if (!any || process.env.ALLV) for (const v of a.versions ?? []) versions.push({ ...base, version: v, versionKey: keyOf(ecosystem, v) });
  }
  const iso = (s: string) => (s.endsWith("Z") ? s : `${s}Z`);
  return { source: "osv", key: rec.id, kind: rec.id.startsWith("MAL-") ? "malware" : "vulnerability", modifiedAt: iso(rec.modified), publishedAt: rec.published ? iso(rec.published) : null,
    withdrawnAt: rec.withdrawn ? iso(rec.withdrawn) : null, aliases: rec.aliases ?? [], summary: (rec.summary ?? null) && rec.summary + touch,
    severities: (rec.severity ?? []).map((s: any) => ({ source: rec.id, type: "CVSS_V3", vector: s.score, score: 7, word: "high" })), ranges, versions, skipped: [] };
}
const root = "/work/shared/corpus/osv";
async function* lines() {
  for (const d of readdirSync(root).filter((d) => !d.endsWith(".tsv") && !(process.env.ONLY && d !== process.env.ONLY))) for (const f of readdirSync(`${root}/${d}`).filter((f) => f.endsWith(".gz")))
    for await (const line of createInterface({ input: createReadStream(`${root}/${d}/${f}`).pipe(createGunzip()) })) if (line) yield line;
}

import { readOsvRecord } from "@/lib/advisories/osv";
let refused = 0;
async function* batches(touch: string) {
  let batch: any[] = [];
  for await (const line of lines()) {
    const raw = Buffer.from(touch ? line.slice(0, -1) + `,"database_specific":{"x":"${touch}"}}` : line);
    const read = readOsvRecord(raw);
    if (read.kind === "refused") { refused++; continue; }
    if (touch) (read.advisory as any).summary = (read.advisory.summary ?? "") + touch;
    batch.push({ advisory: read.advisory, raw, digest: createHash("sha256").update(raw).digest() });
    if (batch.length === Number(process.env.BATCH ?? 2000)) { yield batch; batch = []; }
  }
  if (batch.length) yield batch;
}
it("measures", async () => {
  const db = await createTestDatabase();
  const copies = new Map<string, number>(); const into = BinaryCopy.into;
  (BinaryCopy as any).into = async (c: any, t: string, ...r: any[]) => { const s = performance.now(); try { return await (into as any).call(BinaryCopy, c, t, ...r); } finally { copies.set(t, (copies.get(t) ?? 0) + performance.now() - s); } };
  const dbCpu = async () => { const { rows } = await db.pool.query("select pid from pg_stat_activity where datname = current_database()"); let t = 0; for (const { pid } of rows) { const f = (await import("node:fs")).readFileSync(`/proc/${pid}/stat`, "utf8").split(" "); t += (Number(f[13]) + Number(f[14])) / 100; } return t; };
  let n0 = 0; const c0 = process.cpuUsage(); let t0 = performance.now(); for await (const b of batches("")) n0 += b.length;
  const cu = process.cpuUsage(c0); console.log("read + normalise", n0, "refused", refused, "cpu", (cu.user + cu.system) / 1e6, (performance.now() - t0) | 0, "ms");
  for (const [what, touch] of ([["first", ""], ["unchanged", ""], ["changed", "1"], ["changed again", "2"]]).slice(0, Number(process.env.PHASES ?? 4))) {
    const spent = new Map<string, number>(); const cpu0 = process.cpuUsage(); const pg0 = await dbCpu();
    let n = 0, applying = 0; const t = performance.now(); let peak = 0;
    const it = batches(touch!)[Symbol.asyncIterator](); let next = it.next(); let first = true;
    const { Session } = await import("node:inspector/promises"); const session = new Session(); if (process.env.PROF === what) { session.connect(); await session.post("Profiler.enable"); await session.post("Profiler.start"); }
    for (;;) {
      const { value: b, done } = await next; if (done) break; next = it.next();
      const a = performance.now();
      await inTransaction(async (c) => {
        const q = c.query;
        (c as any).query = (arg: any, ...r: any[]) => { const s = performance.now(); const name = arg?.name ?? (typeof arg === "string" ? arg.slice(0, 30) : arg.text?.slice(0, 40) ?? "copy"); const p = (q as any).call(c, arg, ...r); if (p?.then) return p.finally(() => spent.set(name, (spent.get(name) ?? 0) + performance.now() - s)); return p; };
        try { await applyAdvisories(c, { feedId: 1, records: b, removedKeys: [], at: new Date() }); } finally { (c as any).query = q; }
      }, db.pool);
      applying += performance.now() - a; n += b.length; peak = Math.max(peak, process.memoryUsage().rss);
      if (first && what === "first" && !process.env.NOAN) { first = false; await analyseAdvisories(db.pool); }
    }
    const ms = performance.now() - t; console.log("COPIES", [...copies].map(([k, v]) => `${k}=${v | 0}`).join(" ")); copies.clear();
    if (process.env.PROF === what) { const { profile: p } = await session.post("Profiler.stop"); const self = new Map<string, number>(); const byId = new Map(p.nodes.map((n: any) => [n.id, n]));
      p.samples!.forEach((x: number, i: number) => { const n: any = byId.get(x); const k = n.callFrame.functionName + " " + n.callFrame.url.split("/").pop() + ":" + n.callFrame.lineNumber; self.set(k, (self.get(k) || 0) + p.timeDeltas![i]!); });
      
      const parent = new Map<number, number>(); for (const n of p.nodes) for (const c of n.children ?? []) parent.set(c, n.id);
      const incl = new Map<string, number>();
      p.samples!.forEach((x: number, i: number) => { const seen = new Set<string>(); for (let k: any = x; k !== undefined; k = parent.get(k)) { const n: any = byId.get(k); seen.add(n.callFrame.functionName + " " + n.callFrame.url.split("/").pop()); } for (const f of seen) incl.set(f, (incl.get(f) ?? 0) + p.timeDeltas![i]!); });
      console.log("INCL", [...incl].sort((a, b) => b[1] - a[1]).filter(([k]) => /\.ts$|garbage|idle|client\.js|connection\.js|query\.js/.test(k)).slice(0, 60).map(([k, v]) => ((v / 1000) | 0) + " " + k).join("\n"));
      console.log([...self].sort((a, b) => b[1] - a[1]).slice(0, 40).map(([k, v]) => ((v / 1000) | 0) + " " + k).join("\n")); }
    const u = process.cpuUsage(cpu0); const dd = await dbCpu(); console.log(what, n, "cpu node", ((u.user+u.system)/1e6).toFixed(2), "pg", (dd - pg0).toFixed(2), (n / ms * 1000) | 0, "rec/s", ms | 0, "ms; applying", applying | 0, "rss", (peak / 1e6) | 0, [...spent].sort((x, y) => y[1] - x[1]).slice(0, 14).map(([k, v]) => `${k}=${v | 0}`).join(" "));
  }
  console.log(JSON.stringify((await db.pool.query("select (select count(*) from advisory) a, (select count(*) from affected_range) r, (select count(*) from affected_version) v, (select count(*) from vulnerability) g, (select count(*) from package) p, (select count(*) from vulnerability_alias) n, (select max(cardinality(ids)) from vulnerability) biggest, pg_size_pretty(pg_database_size(current_database()))")).rows));
  await db.drop();
}, 600_000);
