import type { S3Client } from "@aws-sdk/client-s3";
import { pagesOf } from "../pages";

export type ReportObject = { key: string; bytes: number; modifiedAt: Date };

/** Bucket and prefix of an address such as `s3://bucket/prefix`. */
export function placeOf(address: string): { bucket: string; prefix: string } {
  const [, bucket = "", prefix = ""] = /^s3:\/\/([^/]+)\/?(.*)$/s.exec(address) ?? [];
  return { bucket, prefix };
}

/** Files below a prefix that were written since then, oldest first. */
export async function listObjects(client: S3Client, address: string, since: Date): Promise<ReportObject[]> {
  const { ListObjectsV2Command } = await import("@aws-sdk/client-s3");
  const { bucket, prefix } = placeOf(address);
  const ask = (token: string | undefined) =>
    client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...(token === undefined ? {} : { ContinuationToken: token }) }));
  const found: ReportObject[] = [];
  for await (const { Contents = [] } of pagesOf(ask, ({ NextContinuationToken }) => NextContinuationToken)) {
    for (const { Key, Size = 0, LastModified } of Contents)
      if (Key !== undefined && !Key.endsWith("/") && LastModified !== undefined && LastModified >= since)
        found.push({ key: Key, bytes: Size, modifiedAt: LastModified });
  }
  return found.sort((a, b) => a.modifiedAt.getTime() - b.modifiedAt.getTime() || (a.key < b.key ? -1 : 1));
}
