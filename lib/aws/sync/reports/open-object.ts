import type { Readable } from "node:stream";
import type { S3Client } from "@aws-sdk/client-s3";
import { awsProblem } from "@/lib/aws/clients";
import { decodeStream } from "@/lib/sbom";
import { placeOf } from "./list-objects";

/** What a file holds, by how it begins. */
export type Content = "findings" | "sbom" | "other";
/** `start`: the first bytes of `bytes`. */
export type OpenedObject = { content: Content; start: Buffer; bytes: AsyncGenerator<Buffer> };

const objectBytesMax = 8 * 1_024 * 1_048_576;
const startBytes = 64 * 1_024;

/** The file's bytes, decompressed, as they come, and what they are. To be read or closed (`bytes.return`). */
export async function openObject(client: S3Client, address: string, key: string): Promise<OpenedObject> {
  const { GetObjectCommand } = await import("@aws-sdk/client-s3");
  const { Body } = await client.send(new GetObjectCommand({ Bucket: placeOf(address).bucket, Key: key }));
  if (Body === undefined) throw awsProblem("aws_unreadable", `${address}: ${key} has no content.`);
  const decoded = decodeStream(buffersOf(Body as Readable), { bytesMax: objectBytesMax })[Symbol.asyncIterator]();
  const start: Buffer[] = [];
  let size = 0;
  while (size < startBytes) {
    const { value, done } = await decoded.next();
    if (done) break;
    start.push(value);
    size += value.length;
  }
  const beginning = Buffer.concat(start).subarray(0, startBytes);
  return { content: contentOf(beginning), start: beginning, bytes: chained(start, decoded) };
}

async function* buffersOf(body: Readable): AsyncGenerator<Buffer> {
  for await (const chunk of body) yield chunk as Buffer;
}

async function* chained(start: readonly Buffer[], rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* start;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

function contentOf(start: Buffer): Content {
  const text = start.toString("latin1");
  if (/"(bomFormat|spdxVersion|SPDXID)"\s*:/.test(text)) return "sbom";
  if (/"(findings|findingArn|awsAccountId)"\s*:/.test(text)) return "findings";
  return "other";
}
