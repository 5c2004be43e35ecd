import { z } from "zod";
import { artifactRefSchema, serviceRefSchema } from "@/lib/inventory/read/schemas/common";
import { artifactPathSchema } from "@/lib/inventory/retire/schemas";
import { uploadRequestSchema } from "@/lib/inventory/upload/schemas";

const { artifact, ref } = uploadRequestSchema.shape;

export const renameArtifactBodySchema = z
  .object({ name: artifact.describe("What the service ships; left out: as it is."), ref: ref.removeDefault().optional().describe("Left out: as it is.") })
  .refine(({ name, ref: given }) => name !== undefined || given !== undefined, { path: ["name"], message: "Give a name or a ref" });
export const renameArtifactSchema = renameArtifactBodySchema.and(artifactPathSchema);
export type RenameArtifact = z.input<typeof renameArtifactSchema>;

export const renamedArtifactSchema = z.object({
  service: serviceRefSchema,
  artifact: artifactRefSchema,
  changed: z.boolean().describe("False: it had these names already, and nothing changed."),
});
export type RenamedArtifact = z.infer<typeof renamedArtifactSchema>;
