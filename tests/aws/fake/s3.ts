import { createHash } from "node:crypto";
import { AwsError } from "./aws-error";
import { pageOf } from "./paging";
import type { FakeService } from "./service";
import { xml } from "./xml";

type StoredObject = { body: Buffer; modifiedAt: Date };
const etagOf = (body: Buffer) => `"${createHash("md5").update(body).digest("hex")}"`;

/** S3, addressed by path: listing by prefix and whole objects. */
export class FakeS3 implements FakeService {
  readonly protocol = "s3";
  readonly #buckets = new Map<string, Map<string, StoredObject>>();
  /** Keys of a listing's page. */
  pageSize = 1_000;

  put(bucket: string, key: string, body: Buffer | string, modifiedAt = new Date()): void {
    const objects = this.#buckets.get(bucket) ?? new Map<string, StoredObject>();
    objects.set(key, { body: Buffer.from(body), modifiedAt });
    this.#buckets.set(bucket, objects);
  }

  route({ method, path, query }: Parameters<FakeService["route"]>[0]) {
    if (method !== "GET") return null;
    const [, name = "", ...rest] = path.split("/").map(decodeURIComponent);
    const key = rest.join("/");
    if (key !== "") return { operation: "GetObject", input: { Bucket: name, Key: key }, answer: () => this.#object(name, key) };
    const prefix = query.get("prefix") ?? "";
    const token = query.get("continuation-token") ?? undefined;
    const startAfter = query.get("start-after") ?? "";
    return { operation: "ListObjectsV2", input: { Bucket: name, Prefix: prefix }, answer: () => this.#list(name, { prefix, token, startAfter }) };
  }

  #bucket(name: string): Map<string, StoredObject> {
    const bucket = this.#buckets.get(name);
    if (!bucket) throw new AwsError("NoSuchBucket", "The specified bucket does not exist", 404);
    return bucket;
  }

  #object(name: string, key: string) {
    const object = this.#bucket(name).get(key);
    if (!object) throw new AwsError("NoSuchKey", "The specified key does not exist.", 404);
    return {
      body: object.body,
      headers: { "content-type": "binary/octet-stream", etag: etagOf(object.body), "last-modified": object.modifiedAt.toUTCString() },
    };
  }

  #list(name: string, { prefix, token, startAfter }: { prefix: string; token: string | undefined; startAfter: string }) {
    const found = [...this.#bucket(name)].filter(([key]) => key.startsWith(prefix) && key > startAfter).sort(([a], [b]) => (a < b ? -1 : 1));
    const { page, nextToken } = pageOf(found, this.pageSize, token, { name, prefix });
    const contents = page.map(
      ([key, { body, modifiedAt }]) =>
        xml`<Contents><Key>${key}</Key><LastModified>${modifiedAt.toISOString()}</LastModified><ETag>${etagOf(body)}</ETag><Size>${body.length}</Size><StorageClass>STANDARD</StorageClass></Contents>`,
    );
    const next = nextToken === undefined ? "" : xml`<NextContinuationToken>${nextToken}</NextContinuationToken>`;
    const head = xml`<Name>${name}</Name><Prefix>${prefix}</Prefix><KeyCount>${page.length}</KeyCount><MaxKeys>${this.pageSize}</MaxKeys><IsTruncated>${nextToken !== undefined}</IsTruncated>`;
    return { body: `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${head}${next}${contents.join("")}</ListBucketResult>` };
  }
}
