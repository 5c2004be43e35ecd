import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { zipOf } from "./zip";

/** What every record has; the rest is the test's. */
export type BucketRecord = { id: string; modified: string; [member: string]: unknown };
type Stored = { bytes: Buffer; modified: string };
/** How an answer goes wrong: a status, or half of the bytes and then nothing. */
type Fault = { path: RegExp; times: number; status?: number; cut?: boolean; headers?: Record<string, string> };

/**
 * A server laid out like OSV's bucket: `ecosystems.txt`, and for each ecosystem `all.zip`, `modified_id.csv` and a file for each record.
 * Other files (KEV, EPSS) lie where `files` puts them. It keeps a list of what it was asked for.
 */
export class OsvBucket {
  readonly #ecosystems = new Map<string, Map<string, Stored>>();
  readonly #frozenZips = new Map<string, Buffer>();
  readonly #faults: Fault[] = [];
  readonly files = new Map<string, Buffer>();
  readonly requests: string[] = [];
  readonly #server: Server = createServer((request, response) => this.#answer(request, response));

  static async start(port = 0): Promise<OsvBucket> {
    const bucket = new OsvBucket();
    await new Promise<void>((resolve) => bucket.#server.listen(port, "127.0.0.1", resolve));
    return bucket;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  put(ecosystem: string, ...records: BucketRecord[]): void {
    for (const record of records) this.putBytes(ecosystem, record.id, record.modified, Buffer.from(JSON.stringify(record)));
  }

  /** Whatever the bytes are. */
  putBytes(ecosystem: string, id: string, modified: string, bytes: Buffer): void {
    this.#recordsOf(ecosystem).set(id, { bytes, modified });
  }

  remove(ecosystem: string, id: string): void {
    this.#recordsOf(ecosystem).delete(id);
  }

  /** The zip stays as it is now, or becomes these bytes, whatever is put later; `thawZip` ends that. */
  freezeZip(ecosystem: string, bytes = this.zip(ecosystem)): void {
    this.#frozenZips.set(ecosystem, bytes);
  }

  thawZip(ecosystem: string): void {
    this.#frozenZips.delete(ecosystem);
  }

  zip(ecosystem: string): Buffer {
    return zipOf([...this.#recordsOf(ecosystem)].map(([id, { bytes }]) => [`${id}.json`, bytes] as const));
  }

  /** Lets the next `times` answers below matching paths go wrong. */
  fail(fault: Fault): void {
    this.#faults.push(fault);
  }

  /** Forgets all records, files, faults and requests. */
  clear(): void {
    for (const each of [this.#ecosystems, this.#frozenZips, this.files]) each.clear();
    this.#faults.length = 0;
    this.requests.length = 0;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #recordsOf(ecosystem: string): Map<string, Stored> {
    const records = this.#ecosystems.get(ecosystem) ?? new Map<string, Stored>();
    this.#ecosystems.set(ecosystem, records);
    return records;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = decodeURIComponent((request.url ?? "/").slice(1));
    this.requests.push(path);
    const fault = this.#faults.find((each) => each.times > 0 && each.path.test(path));
    if (fault) fault.times -= 1;
    if (fault?.status) return void response.writeHead(fault.status, fault.headers).end();
    const bytes = this.#fileAt(path);
    if (!bytes) return void response.writeHead(404).end();
    const etag = `"${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}"`;
    if (request.headers["if-none-match"] === etag) return void response.writeHead(304, { etag }).end();
    response.writeHead(200, { etag, "content-length": bytes.length });
    if (fault?.cut) response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
    else response.end(bytes);
  }

  #fileAt(path: string): Buffer | null {
    const own = this.files.get(path);
    if (own) return own;
    if (path === "ecosystems.txt") return Buffer.from([...this.#ecosystems.keys()].map((name) => `${name}\n`).join(""));
    const [ecosystem = "", name = ""] = path.split("/");
    const records = this.#ecosystems.get(ecosystem);
    if (!records) return null;
    if (name === "all.zip") return this.#frozenZips.get(ecosystem) ?? this.zip(ecosystem);
    if (name === "modified_id.csv") return Buffer.from(this.#changes(records));
    return records.get(name.replace(/\.json$/, ""))?.bytes ?? null;
  }

  #changes(records: ReadonlyMap<string, Stored>): string {
    const lines = [...records].map(([id, { modified }]) => ({ id, modified })).sort((a, b) => (a.modified < b.modified ? 1 : -1));
    return lines.map(({ id, modified }) => `${modified},${id}\n`).join("");
  }
}
