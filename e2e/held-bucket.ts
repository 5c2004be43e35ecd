import { createServer, type Server } from "node:http";
import { OsvBucket } from "../tests/integration/setup/osv-bucket";

/** A bucket of OSV where the instance looks for one, whose archive of npm can be held back for as long as somebody looks at the progress. */
export class HeldBucket {
  readonly bucket: OsvBucket;
  readonly #server: Server;
  #held: Promise<void> | null = null;
  #release: () => void = () => {};

  private constructor(bucket: OsvBucket) {
    this.bucket = bucket;
    this.#server = createServer(async (request, response) => {
      // Of npm only: the feeds of other ecosystems are synced one after another with it, and would keep it waiting.
      if (request.url?.endsWith("/npm/all.zip")) await this.#held;
      try {
        const answer = await fetch(`${bucket.url}${request.url ?? "/"}`, {
          headers: request.headers["if-none-match"] ? { "if-none-match": request.headers["if-none-match"] } : {},
        });
        const body = Buffer.from(await answer.arrayBuffer());
        response.writeHead(answer.status, answer.headers.get("etag") ? { etag: answer.headers.get("etag") ?? "" } : {}).end(body);
      } catch {
        // The bucket is closed while the worker still asks.
        response.destroy();
      }
    });
  }

  static async start(): Promise<HeldBucket> {
    const held = new HeldBucket(await OsvBucket.start());
    await new Promise<void>((resolve) => held.#server.listen(Number(process.env.E2E_OSV_PORT), "127.0.0.1", resolve));
    return held;
  }

  hold(): void {
    this.#held = new Promise((resolve) => {
      this.#release = resolve;
    });
  }

  release(): void {
    this.#release();
    this.#held = null;
  }

  async close(): Promise<void> {
    this.release();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    await this.bucket.close();
  }
}
