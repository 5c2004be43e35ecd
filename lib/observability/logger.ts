import pino, { type Logger } from "pino";
import { env } from "@/lib/env";

// Next and the server bundle each carry a copy of this module: one logger per process lives on globalThis.
const holder = globalThis as typeof globalThis & { whereinLogger?: Logger };

/** The process's logger: one JSON object a line on stdout. Secrets never go in; the redaction is the second wall. */
export function logger(): Logger {
  holder.whereinLogger ??= pino({
    level: env().NODE_ENV === "test" ? "silent" : env().LOG_LEVEL,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        "password",
        "secret",
        "token",
        "authorization",
        "cookie",
        "*.password",
        "*.secret",
        "*.token",
        "*.authorization",
        "*.cookie",
        "headers.authorization",
        "headers.cookie",
      ],
      censor: "[redacted]",
    },
  });
  return holder.whereinLogger;
}
