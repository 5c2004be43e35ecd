import { WhereinError } from "@/lib/errors";
import type { QueueAnswer } from "./thread-queue";

type Refusal = { reason: string; detail: string };

/** What a caller is told where a task was not begun, or not ended. */
export type Refusals = { full: Refusal; timedOut: Refusal; outOfMemory: Refusal };

/** What a task of a thread returned. Throws what it threw: a WhereinError again, for each bundle has a class of its own; and for no answer `unavailable` or `too_large`. */
export function resultOf(answer: QueueAnswer, { full, timedOut, outOfMemory }: Refusals): unknown {
  switch (answer.kind) {
    case "done":
      return answer.result;
    case "refused": {
      const { code, reason, detail, errors } = answer.failure;
      throw new WhereinError(code, detail, { errors, ...(reason === null ? {} : { reason }) });
    }
    case "full":
      throw new WhereinError("unavailable", full.detail, { reason: full.reason });
    case "timedOut":
      throw new WhereinError("too_large", timedOut.detail, { reason: timedOut.reason });
    case "outOfMemory":
      throw new WhereinError("too_large", outOfMemory.detail, { reason: outOfMemory.reason });
    case "broken":
    case "crashed":
      throw new Error(`document task failed: ${answer.message}`);
  }
}
