import { WhereinError } from "@/lib/errors";
import type { BuildRequest, UploadRequestInput } from "./schemas";

/** A build may be dated this far ahead of our clock; past that it would stay the head for ever. */
const clockSkewMaxMs = 5 * 60_000;

/** The settled request: defaults filled in, digests a sorted set, times in UTC. Throws `invalid` for a future `builtAt`. */
export function toBuildRequest(input: UploadRequestInput, now: Date): BuildRequest {
  const slug = slugOf(input.service);
  const builtAt = input.builtAt === undefined ? null : new Date(input.builtAt);
  if (builtAt && builtAt.getTime() > now.getTime() + clockSkewMaxMs) {
    throw new WhereinError("invalid", "builtAt lies in the future.", {
      reason: "built_at_in_the_future",
      errors: [{ pointer: "?builtAt", detail: `${builtAt.toISOString()} is after ${now.toISOString()}` }],
    });
  }
  const digests = input.digest === undefined ? [] : [input.digest].flat();
  return {
    service: { slug, name: input.service },
    artifact: { kind: input.kind, name: input.artifact ?? input.service, ref: input.ref },
    version: input.version ?? null,
    commit: input.commit ?? null,
    digests: [...new Set(digests)].sort(),
    builtAt: builtAt?.toISOString() ?? null,
    runUrl: input.runUrl ?? null,
  };
}

/** The service's identity in URLs: lower case letters, digits, `.`, `_` and `-`. Throws `invalid` when nothing is left. */
export function slugOf(name: string): string {
  const slug = name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}._-]+/gu, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
  if (slug !== "") return slug;
  throw new WhereinError("invalid", "The service needs a name with at least one letter or digit.", {
    reason: "service_name_unusable",
    errors: [{ pointer: "?service", detail: "no letter or digit" }],
  });
}
