import { z } from "zod";
import { artifactRefSchema, packageRefSchema, serviceRefSchema } from "@/lib/inventory/read/schemas";

export const pathsMax = 10;

export const explainPresenceSchema = z.object({
  artifact: z.coerce.number().int().positive().describe("The artifact's id."),
  packageVersion: z.coerce.number().int().positive().describe("The package version's id."),
  build: z.coerce.number().int().positive().optional().describe("Sequence number of the build; without it the head."),
});
export type ExplainPresence = z.infer<typeof explainPresenceSchema>;

export const pathNodeSchema = packageRefSchema.extend({ packageVersionId: z.number().int(), version: z.string() });
export type PathNode = z.infer<typeof pathNodeSchema>;

export const presencePathsSchema = z.object({
  service: serviceRefSchema,
  artifact: artifactRefSchema,
  build: z.object({ seq: z.number().int(), version: z.string().nullable(), builtAt: z.iso.datetime() }),
  target: pathNodeSchema,
  /** Shortest paths, each from a direct dependency to the target; the root itself is left out. */
  paths: z.array(z.array(pathNodeSchema)),
  /** True when there are more shortest paths than are given. */
  truncated: z.boolean(),
  /** True when the document names no usable root: a path then begins at what nothing depends on. */
  rootAssumed: z.boolean(),
  /** The same paths as a text tree, with hidden characters written out: `<U+202E>`. */
  text: z.string(),
});
export type PresencePaths = z.infer<typeof presencePathsSchema>;
