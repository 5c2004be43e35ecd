import { Http } from "../measure/http";
import { atMost, round, singleFigure } from "../report/figures";
import type { BenchRun } from "../run-context";
import { decide, openFindings, undo } from "./decide";

const times = 11;

/**
 * What is asked of everything: as a process makes it first, each time that somebody has decided on one finding, each time that somebody has written something
 * else, and again while nobody has.
 */
export async function measureAnew(run: BenchRun, part: string, what: string, path: string, maxMs: number): Promise<void> {
  const http = new Http(run.server.port, 1);
  const ask = async () => {
    const { status, totalMs, body } = await http.ask({ method: "GET", path, headers: run.access.token });
    if (status !== 200) throw new Error(`${path} answered ${status}: ${body.toString().slice(0, 300)}`);
    return totalMs;
  };
  const askAfter = async (write: (time: number) => Promise<unknown>) => {
    const ms: number[] = [];
    for (let time = 0; time < times; time++) {
      await write(time);
      ms.push(await ask());
    }
    ms.sort((a, b) => a - b);
    return { median: ms[times >> 1] ?? 0, slowest: ms[times - 1] ?? 0 };
  };
  const said = ({ median, slowest }: { median: number; slowest: number }) => `median ${round(median)} ms, slowest of ${times} ${round(slowest)} ms`;
  try {
    const findings = await openFindings(run, "hashint8(o.artifact_id * 1000003::bigint + o.package_version_id)", times);
    const first = await ask();
    const decisions: string[] = [];
    const decided = await askAfter(async (time) => decisions.push(...(await decide(run, http, findings.slice(time, time + 1), "artifact")).ids));
    const written = await askAfter(() => run.client.query("select pg_current_xact_id()"));
    const again = await ask();
    await undo(run, http, decisions);
    const ways = `when a finding was decided before, ${said(decided)}; when something else was written, ${said(written)}; else ${round(again)} ms`;
    run.report(
      singleFigure(part, what, {
        used: `first ${round(first)} ms; ${ways}`,
        bars: [atMost("slowest", Math.max(decided.slowest, written.slowest), maxMs, "ms")],
      }),
    );
  } finally {
    http.close();
  }
}
