import type pg from "pg";
import { flushWal, walPosition, walRecordBytes } from "../queries/server";
import { cpuMsOf, cpuMsOfTree, peakRssOf, resetPeak } from "./processes";

/** Who is watched: the web process, and PostgreSQL's first process when it runs on this machine. */
export type Watched = { webPid: number; postgresPid: number | null; client: pg.Client };
export type Usage = { webCpuMs: number | null; postgresCpuMs: number | null; walBytes: number; walRecordBytes: number | null; peakRssBytes: number | null };

/** Runs `work` and says what the processes used meanwhile. */
export async function watch<T>({ webPid, postgresPid, client }: Watched, work: () => Promise<T>): Promise<{ result: T; usage: Usage }> {
  const cpu = () => ({ web: cpuMsOf(webPid), postgres: postgresPid === null ? null : cpuMsOfTree(postgresPid) });
  await resetPeak(webPid);
  const wal = await walPosition(client);
  const before = cpu();
  const result = await work();
  const after = cpu();
  const walEnd = await walPosition(client);
  if (walEnd > wal) await flushWal(client);
  return {
    result,
    usage: {
      webCpuMs: minus(after.web, before.web),
      postgresCpuMs: minus(after.postgres, before.postgres),
      walBytes: walEnd - wal,
      walRecordBytes: await walRecordBytes(client, wal, walEnd),
      peakRssBytes: peakRssOf(webPid),
    },
  };
}

function minus(after: number | null, before: number | null): number | null {
  return after === null || before === null ? null : Math.max(0, after - before);
}
