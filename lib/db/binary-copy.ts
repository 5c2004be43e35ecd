import type pg from "pg";

const header = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
const chunkBytes = 256 * 1024;
const unsentBytesMax = 4 * 1024 * 1024;
const epoch2000Ms = Date.UTC(2000, 0, 1);

/** What this uses of pg's connection. */
type Connection = {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
  stream: { writableLength: number; once(event: "drain", listener: () => void): void };
};

/** `COPY ... FROM STDIN (FORMAT binary)`, on a connection without `pipeline`: rows are written field by field, then `finish`. */
export class BinaryCopy {
  readonly #buffer = Buffer.allocUnsafe(chunkBytes * 2);
  #at = 0;
  rows = 0;

  private constructor(
    private readonly connection: Connection,
    private readonly ended: Promise<void>,
    private readonly fields: number,
  ) {
    this.#at = header.copy(this.#buffer, 0);
  }

  /** Opens the copy; `columns` in the order in which the fields of each row are written. */
  static async open(client: pg.ClientBase, table: string, columns: readonly string[]): Promise<BinaryCopy> {
    const text = `copy ${table} (${columns.map((column) => `"${column}"`).join(", ")}) from stdin (format binary)`;
    let started: (connection: Connection) => void = () => {};
    let failed: (error: Error) => void = () => {};
    const connection = new Promise<Connection>((resolve, reject) => {
      started = resolve;
      failed = reject;
    });
    const ended = new Promise<void>((resolve, reject) => {
      let problem: Error | null = null;
      // The methods by which pg's client drives whatever is submitted to it.
      client.query({
        submit: (each: Connection) => each.query(text),
        handleCopyInResponse: (each: Connection) => started(each),
        handleCommandComplete: () => {},
        handleError: (error: Error) => {
          problem = error;
          failed(error);
          reject(error);
        },
        handleReadyForQuery: () => problem ?? resolve(),
      } as unknown as pg.Submittable);
    });
    ended.catch(() => {});
    return new BinaryCopy(await connection, ended, columns.length);
  }

  /** Opens the copy, lets `write` write all rows, and finishes; when `write` throws nothing of it is kept. */
  static async into(client: pg.ClientBase, table: string, columns: readonly string[], write: (copy: BinaryCopy) => Promise<void> | void): Promise<void> {
    const copy = await BinaryCopy.open(client, table, columns);
    try {
      await write(copy);
    } catch (error) {
      copy.connection.sendCopyFail("the rows could not be written");
      await copy.ended.catch(() => {});
      throw error;
    }
    await copy.finish();
  }

  /** Begins a row; resolves only when there is room to write on. */
  begin(): void {
    if (this.#at > chunkBytes) this.#send();
    this.#at = this.#buffer.writeInt16BE(this.fields, this.#at);
    this.rows += 1;
  }

  /** Waits while PostgreSQL is behind; call it every few hundred rows. */
  async settle(): Promise<void> {
    if (this.connection.stream.writableLength < unsentBytesMax) return;
    await Promise.race([this.ended, new Promise<void>((resolve) => this.connection.stream.once("drain", resolve))]);
  }

  async finish(): Promise<void> {
    this.#at = this.#buffer.writeInt16BE(-1, this.#at);
    this.#send();
    this.connection.endCopyFrom();
    await this.ended;
  }

  /** A null, or the value as one of the methods here writes it. */
  orNull<T>(value: T | null, type: (this: BinaryCopy, value: T) => void): void {
    value === null ? this.null() : type.call(this, value);
  }

  null(): void {
    this.#at = this.#buffer.writeInt32BE(-1, this.#at);
  }

  int4(value: number): void {
    this.#at = this.#buffer.writeInt32BE(value, this.#buffer.writeInt32BE(4, this.#at));
  }

  int2(value: number): void {
    this.#at = this.#buffer.writeInt16BE(value, this.#buffer.writeInt32BE(2, this.#at));
  }

  bool(value: boolean): void {
    this.#at = this.#buffer.writeUInt8(value ? 1 : 0, this.#buffer.writeInt32BE(1, this.#at));
  }

  /** A timestamptz from milliseconds since 1970. */
  time(ms: number): void {
    this.micros(ms * 1_000);
  }

  /** A timestamptz from microseconds since 1970. */
  micros(since1970: number): void {
    const micros = since1970 - epoch2000Ms * 1_000;
    this.#at = this.#buffer.writeInt32BE(8, this.#at);
    this.#at = this.#buffer.writeInt32BE(Math.floor(micros / 4_294_967_296), this.#at);
    this.#at = this.#buffer.writeUInt32BE(((micros % 4_294_967_296) + 4_294_967_296) % 4_294_967_296, this.#at);
  }

  /** A date from `YYYY-MM-DD`. */
  date(day: string): void {
    this.int4((Date.parse(day) - epoch2000Ms) / 86_400_000);
  }

  /** A float4. */
  real(value: number): void {
    this.#at = this.#buffer.writeFloatBE(value, this.#buffer.writeInt32BE(4, this.#at));
  }

  /** A jsonb: the version of its format and the text. */
  json(value: unknown): void {
    this.text(`\u0001${JSON.stringify(value)}`);
  }

  text(value: string): void {
    // No character of UTF-16 needs more than three bytes of UTF-8.
    const sizeMax = value.length * 3;
    if (sizeMax > chunkBytes) {
      this.bytes(Buffer.from(value, "utf8"));
      return;
    }
    this.#makeRoom(4 + sizeMax);
    const size = this.#buffer.write(value, this.#at + 4);
    this.#at = this.#buffer.writeInt32BE(size, this.#at) + size;
  }

  bytes(value: Uint8Array): void {
    this.#at = this.#buffer.writeInt32BE(value.length, this.#at);
    if (this.#makeRoom(value.length) && value.length > chunkBytes) {
      this.connection.sendCopyFromChunk(Buffer.from(value));
      return;
    }
    this.#buffer.set(value, this.#at);
    this.#at += value.length;
  }

  /** A `bytea` of exactly `length` bytes that come in pieces. */
  async streamed(length: number, chunks: AsyncIterable<Buffer>): Promise<void> {
    this.#at = this.#buffer.writeInt32BE(length, this.#at);
    this.#send();
    let rest = length;
    for await (const chunk of chunks) {
      rest -= chunk.length;
      this.connection.sendCopyFromChunk(chunk);
      await this.settle();
    }
    if (rest !== 0) throw new Error("the bytes are more or fewer than was said");
  }

  int4Array(values: readonly number[]): void {
    this.#arrayHeader(20 + values.length * 8, values.length, 23);
    for (const value of values) this.int4(value);
  }

  textArray(values: readonly string[]): void {
    let bytes = 20;
    for (const value of values) bytes += 4 + Buffer.byteLength(value);
    this.#arrayHeader(bytes, values.length, 25);
    for (const value of values) this.text(value);
  }

  #arrayHeader(bytes: number, length: number, elementOid: number): void {
    this.#at = this.#buffer.writeInt32BE(length === 0 ? 12 : bytes, this.#at);
    this.#at = this.#buffer.writeInt32BE(length === 0 ? 0 : 1, this.#at);
    this.#at = this.#buffer.writeInt32BE(0, this.#at);
    this.#at = this.#buffer.writeInt32BE(elementOid, this.#at);
    if (length === 0) return;
    this.#at = this.#buffer.writeInt32BE(length, this.#at);
    this.#at = this.#buffer.writeInt32BE(1, this.#at);
  }

  /** Sends what is written when so much more has no room behind it; true when it did. */
  #makeRoom(bytes: number): boolean {
    if (this.#at + bytes <= this.#buffer.length - 1_024) return false;
    this.#send();
    return true;
  }

  #send(): void {
    this.connection.sendCopyFromChunk(this.#buffer.subarray(0, this.#at));
    this.#at = 0;
  }
}
