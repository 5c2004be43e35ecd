import { z } from "zod";
import { artifactRefSchema, serviceRefSchema } from "@/lib/inventory/read/schemas/common";
import { uploadRequestSchema } from "@/lib/inventory/upload/schemas";

const { service, artifact, kind, ref } = uploadRequestSchema.shape;

/** An artifact by the names that its uploads gave. `ref` has no default here: a forgotten one would retire the main branch. */
export const retireByNameSchema = z.object({
  service: service.describe("The service, as its uploads name it."),
  artifact: artifact.describe("What the service ships; the service's own name when absent, as for uploads."),
  kind,
  ref: ref.removeDefault().describe("Branch or tag that the artifact was built from. Required, unlike for uploads."),
});

export const artifactPathSchema = z.object({ id: z.coerce.number().int().positive().max(2_147_483_647) });

export const retireArtifactSchema = z.union([z.strictObject(artifactPathSchema.shape), z.strictObject(retireByNameSchema.shape)]);
export type RetireArtifact = z.input<typeof retireArtifactSchema>;
export type ArtifactToRetire = z.output<typeof retireArtifactSchema>;

export const retiredArtifactSchema = z.object({
  service: serviceRefSchema,
  artifact: artifactRefSchema,
  /** Since when it is retired. */
  retiredAt: z.iso.datetime(),
  changed: z.boolean().describe("False: it was retired already, and nothing changed."),
  presencesEnded: z.number().int().describe("Packages that it held until then."),
  findingsClosed: z.number().int(),
});
export type RetiredArtifact = z.infer<typeof retiredArtifactSchema>;
