import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "../runtime/refusal.mjs";

export const USER = "wherein";
export const DATABASE = "wherein";

/** How to reach the cluster of a data directory: its port and password. */
export function readConnection(dataDir) {
  try {
    return JSON.parse(readFileSync(join(dataDir, "connection.json"), "utf8"));
  } catch {
    throw new Refusal(
      `The file ${join(dataDir, "connection.json")} with the database password is missing or unreadable: restore it, or set WHEREIN_DATA_DIR to another directory.`,
    );
  }
}

export function writeConnection(dataDir, connection) {
  const path = join(dataDir, "connection.json");
  writeFileSync(`${path}.new`, `${JSON.stringify(connection)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

export function connectionUrl({ port, password }) {
  return `postgresql://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`;
}
