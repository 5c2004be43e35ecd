import type pg from "pg";
import { backendPid } from "../queries/server";
import { parentOf } from "./processes";

/** The postmaster, when it runs on this machine and may be looked at. */
export async function postgresPid({ client, databaseUrl }: { client: pg.Client; databaseUrl: string }): Promise<number | null> {
  if (!["127.0.0.1", "localhost", "[::1]"].includes(new URL(databaseUrl).hostname)) return null;
  const pid = parentOf(await backendPid(client));
  return pid === null || pid <= 1 ? null : pid;
}
