import { createReadStream } from "node:fs";
import { Agent, request } from "node:http";
import { pipeline } from "node:stream/promises";

export type Ask = { method: "GET" | "POST"; path: string; headers: Record<string, string>; body?: Buffer | FileBody };
/** A body that is read from a file as it is sent. */
export type FileBody = { path: string; length: number };
/** Times in milliseconds from the first byte sent: to the first byte of the answer's head, and to its last byte. */
export type Answer = { status: number; body: Buffer; firstByteMs: number; totalMs: number };

/** Keep-alive connections to one address, one per request in flight. */
export class Http {
  readonly #agent: Agent;

  constructor(
    readonly port: number,
    connections: number,
  ) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: "lifo" });
  }

  ask({ method, path, headers, body }: Ask): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const startedMs = performance.now();
      const length: Record<string, number> = body ? { "content-length": body.length } : {};
      const sent = request({ host: "127.0.0.1", port: this.port, method, path, headers: { ...headers, ...length }, agent: this.#agent }, (response) => {
        const firstByteMs = performance.now() - startedMs;
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks), firstByteMs, totalMs: performance.now() - startedMs }),
        );
      });
      sent.setTimeout(120_000, () => sent.destroy(new Error(`no answer to ${method} ${path} within 120 s`)));
      sent.on("error", reject);
      if (body === undefined || Buffer.isBuffer(body)) sent.end(body);
      else pipeline(createReadStream(body.path, { highWaterMark: 262_144 }), sent).catch(reject);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
