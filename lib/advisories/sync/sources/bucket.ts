import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { openSpoolFile } from "@/lib/inventory/spool/open-spool-file";
import type { SpoolDirectory } from "@/lib/inventory/spool/spool-directory";
import { RecordZip } from "../archive/read-zip";
import { archiveBytesMax, changesBytesMax, listBytesMax, recordBytesMax } from "../limits";
import { sourceProblem } from "../source-problem";
import { type HttpPatience, httpGet, wholeBody } from "./http-get";
import { readChanges } from "./read-changes";
import { type Change, type Everything, plainRecord, type RecordSource, type SourceRecord } from "./record-source";
import { isRecordId, isUnlisted, requireEcosystemName } from "./source-names";

/** What reading over HTTP needs: where archives go while they are read, how patient it is, and what ends it. */
export type Reading = { spool: SpoolDirectory; patience: HttpPatience; signal: AbortSignal };

/** An ecosystem of a bucket laid out like OSV's: `all.zip`, `modified_id.csv` and a file for each record. */
export class BucketSource implements RecordSource {
  readonly #base: string;
  readonly #list: string;

  constructor(
    base: string,
    private readonly ecosystem: string,
    private readonly reading: Reading,
  ) {
    const bucket = base.replace(/\/+$/, "");
    this.#base = `${bucket}/${encodeURIComponent(requireEcosystemName(ecosystem))}`;
    this.#list = `${bucket}/ecosystems.txt`;
  }

  async changesSince(since: Date | null): Promise<Change[] | null> {
    const url = `${this.#base}/modified_id.csv`;
    const answer = await httpGet({ ...this.reading, url, bytesMax: changesBytesMax }, (body) => readChanges(body, since, url));
    return answer.kind === "read" ? answer.value : null;
  }

  async record(id: string): Promise<SourceRecord | null> {
    if (!isRecordId(id)) return null;
    const url = `${this.#base}/${encodeURIComponent(id)}.json`;
    try {
      const answer = await httpGet({ ...this.reading, url, bytesMax: recordBytesMax }, wholeBody);
      return answer.kind === "read" ? plainRecord(id, answer.value) : null;
    } catch (error) {
      if (error instanceof Error && "reason" in error && error.reason === "source_too_large") return plainRecord(id, null);
      throw error;
    }
  }

  async everything(etag: string | null): Promise<Everything | "unchanged" | "unlisted"> {
    const url = `${this.#base}/all.zip`;
    const file = this.reading.spool.reserve(archiveBytesMax);
    try {
      const answer = await httpGet({ ...this.reading, url, etag, bytesMax: archiveBytesMax }, async (body) =>
        pipeline(body as AsyncIterable<Buffer> & Readable, await openSpoolFile(file.path)),
      );
      if (answer.kind === "missing") {
        if (!(await this.#isUnlisted())) throw sourceProblem("source_missing", `The source has no ecosystem "${this.ecosystem}": there is nothing at ${url}.`);
        await file.remove();
        return "unlisted";
      }
      if (answer.kind === "unchanged") {
        await file.remove();
        return "unchanged";
      }
      const zip = await RecordZip.open(file.path, url);
      return {
        etag: answer.etag,
        count: zip.count,
        records: (wanted) => zip.records(wanted),
        close: async () => {
          await zip.close();
          await file.remove();
        },
      };
    } catch (error) {
      await file.remove();
      throw error;
    }
  }

  async #isUnlisted(): Promise<boolean> {
    const answer = await httpGet({ ...this.reading, url: this.#list, bytesMax: listBytesMax }, wholeBody);
    return answer.kind === "read" && isUnlisted(answer.value, this.ecosystem);
  }
}
