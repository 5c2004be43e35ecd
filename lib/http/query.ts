import { ZodObject, type ZodType } from "zod";
import type { InputFault } from "@/lib/errors";
import { faultsOf, invalid } from "./problem";

/**
 * The query of a URL, parsed: a parameter given once is a text, given more often a list. Throws `invalid` with the
 * pointer `?name` for each parameter that is unknown or does not fit: none is ever ignored.
 */
export function parseQuery<T>(schema: ZodType<T>, search: URLSearchParams): T {
  const faults: InputFault[] = [];
  const known = schema instanceof ZodObject ? new Set(Object.keys(schema.shape)) : null;
  const values = new Map<string, string | string[]>();
  for (const name of new Set(search.keys())) {
    const all = search.getAll(name);
    if (known !== null && !known.has(name)) faults.push({ pointer: `?${name.slice(0, 100)}`, detail: "Unknown parameter", code: "unknown_parameter" });
    else if (all.some((value) => value.includes("\0"))) faults.push({ pointer: `?${name}`, detail: "Must not have a NUL character", code: "nul" });
    else values.set(name, all.length > 1 ? all : (all[0] ?? ""));
  }
  const result = schema.safeParse(Object.fromEntries(values));
  if (!result.success) faults.push(...faultsOf(result.error, "query"));
  if (!result.success || faults.length > 0) throw invalid(faults);
  return result.data;
}
