import type { Context } from "@/lib/context";
import { uuidv7 } from "@/lib/db";

/** The context of work that no person or token asked for: start-up, command lines, the worker. `name` is shown in the audit trail. */
export function systemContext(name: string, requestId = uuidv7()): Context {
  return { actor: { kind: "system", name }, requestId };
}
