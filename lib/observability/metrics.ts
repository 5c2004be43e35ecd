import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { pool } from "@/lib/db";
import { registerFeedMetrics } from "./feed-metrics";

/** The instruments of one process. Names follow Prometheus: unit last, `_total` for counters. */
export type Metrics = {
  registry: Registry;
  /** HTTP requests by method, route template and status. */
  httpRequests: Histogram<"method" | "route" | "status">;
  /** Documents taken in, by outcome (`done`, `unchanged`, `same_composition`, `failed`, `queued`, ...). */
  ingestDocuments: Counter<"outcome">;
  /** Time of one ingest, from bytes to committed, by outcome. */
  ingestSeconds: Histogram<"outcome">;
  /** Sign-ins by outcome. */
  signIns: Counter<"outcome">;
};

// Next and the server bundle each carry a copy of this module: the registry of a process lives on globalThis.
const holder = globalThis as typeof globalThis & { whereinMetrics?: Metrics };

/** The process's metrics, made on first use. */
export function metrics(): Metrics {
  holder.whereinMetrics ??= create();
  return holder.whereinMetrics;
}

function create(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  new Gauge({
    name: "wherein_db_pool_connections",
    help: "Connections of the PostgreSQL pool: total, idle, and requests that wait for one.",
    labelNames: ["state"],
    registers,
    collect() {
      const { totalCount, idleCount, waitingCount } = pool();
      this.set({ state: "total" }, totalCount);
      this.set({ state: "idle" }, idleCount);
      this.set({ state: "waiting" }, waitingCount);
    },
  });
  registerFeedMetrics(registry);
  return {
    registry,
    httpRequests: new Histogram({
      name: "wherein_http_request_duration_seconds",
      help: "Time to answer an HTTP request.",
      labelNames: ["method", "route", "status"],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    ingestDocuments: new Counter({ name: "wherein_ingest_documents_total", help: "Documents taken in, by outcome.", labelNames: ["outcome"], registers }),
    ingestSeconds: new Histogram({
      name: "wherein_ingest_duration_seconds",
      help: "Time from a document's bytes to its commit, by outcome.",
      labelNames: ["outcome"],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60],
      registers,
    }),
    signIns: new Counter({ name: "wherein_sign_ins_total", help: "Sign-ins, by outcome.", labelNames: ["outcome"], registers }),
  };
}
