import { parentPort } from "node:worker_threads";
import { readOsvRecord } from "@/lib/advisories/osv";
import { type ReadingAnswer, type ReadingRequest, toSent } from "./messages";

// The thread that reads records of advisories while the process that mirrors them writes those before. It knows no database and opens no file.

const port = parentPort;
if (!port) throw new Error("record-thread runs as a worker thread");

port.on("message", ({ id, bytes, ends }: ReadingRequest) => {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const readings = ends.map((end, i) => toSent(readOsvRecord(all.subarray(ends[i - 1] ?? 0, end))));
  port.postMessage({ id, readings } satisfies ReadingAnswer);
});
