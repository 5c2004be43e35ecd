import { resolve } from "node:path";
import { ROOT } from "./paths.mjs";
import { Refusal } from "./refusal.mjs";

/**
 * The settings of the environment, checked; all are optional and an empty value counts as not set.
 * `dataDirChosen` tells a directory somebody named from the default, which may be moved when it cannot be reached.
 */
export function readSettings(env = process.env) {
  const port = readPort(env.PORT);
  return {
    port,
    host: env.WHEREIN_HOST || "127.0.0.1",
    databaseUrl: readDatabaseUrl(env.DATABASE_URL),
    dataDir: resolve(ROOT, env.WHEREIN_DATA_DIR || ".wherein"),
    dataDirChosen: Boolean(env.WHEREIN_DATA_DIR),
    publicUrl: readPublicUrl(env.WHEREIN_URL) ?? `http://localhost:${port}`,
  };
}

function readPort(text) {
  if (!text) return 3000;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65535) throw new Refusal(`PORT is "${text}", but must be a number from 1 to 65535.`);
  return port;
}

function readDatabaseUrl(text) {
  if (!text) return null;
  const url = parseUrl(text);
  if (url === null || !["postgres:", "postgresql:"].includes(url.protocol)) {
    throw new Refusal("DATABASE_URL is not a PostgreSQL address: write postgresql://user:password@host:5432/database.");
  }
  return text;
}

function readPublicUrl(text) {
  if (!text) return null;
  const url = parseUrl(text);
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    throw new Refusal(`WHEREIN_URL is "${text}", but must be the address people use, such as https://wherein.example.org.`);
  }
  if (url.pathname !== "/" || url.search || url.hash) {
    throw new Refusal(`WHEREIN_URL is "${text}", but Wherein serves the root of a host only: leave the path out.`);
  }
  return url.origin;
}

function parseUrl(text) {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
