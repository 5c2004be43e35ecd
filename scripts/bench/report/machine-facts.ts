import { cpus, totalmem } from "node:os";
import type pg from "pg";
import { measureDisk } from "../measure/disk";
import { serverVersion, tellingSettings } from "../queries/server";
import { round } from "./figures";

/** What the figures depend on, one sentence each. */
export async function machineFacts(client: pg.Client, directory: string, startedAt: Date, commit: string): Promise<string[]> {
  const cores = cpus();
  return [
    `Machine: ${cores[0]?.model.trim() ?? "unknown CPU"}, ${cores.length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB; 8 KiB write and fsync ${round(measureDisk(directory))} ms (median)`,
    `Node.js ${process.version}; ${await serverVersion(client)}: ${(await tellingSettings(client)).join(", ")}`,
    `${startedAt.toISOString().slice(0, 16).replace("T", " ")} UTC, commit ${commit}`,
  ];
}
