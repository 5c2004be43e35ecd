import { runDocumentTask } from "@/lib/inventory/documents/run-document-task";
import { type IndicatorList, type ReadOptions, readIndicators } from "@/lib/query/indicators";

/** Lists up to this size are read at once: some thousand lines, which take milliseconds. */
const atOnceBytesMax = 256 * 1_024;
const timeoutMs = 15_000;

/** A list of indicators, read; larger ones in the document thread, so that no page waits for them. Throws what `readIndicators` throws, and `too_large` after 15 s. */
export async function readList(content: Uint8Array, options: ReadOptions): Promise<IndicatorList> {
  if (content.length <= atOnceBytesMax) return readIndicators(content, options);
  const whole = { head: content, encoding: "identity", bytes: new Uint8Array(0) };
  return runDocumentTask("readIndicators", { documents: [whole], options }, { timeoutMs });
}
