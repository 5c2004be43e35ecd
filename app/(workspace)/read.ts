import { notFound } from "next/navigation";
import type { Context } from "@/lib/context";
import { WhereinError } from "@/lib/errors";

/**
 * Waits for what a page reads. What does not exist is the 404 page; any other error carries the request id to the error
 * page, which in production learns nothing else of it.
 */
export async function readFor<T>(ctx: Context, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof WhereinError && error.code === "not_found") notFound();
    if (error instanceof Error && !("digest" in error)) {
      const kind = error instanceof WhereinError ? error.code : error.name === "ZodError" ? "invalid" : "internal";
      Object.assign(error, { digest: `${kind};${ctx.requestId}` });
    }
    throw error;
  }
}
