import { z } from "zod";
import type { ImageIndex } from "@/lib/aws/model";

/** Media types of manifests that list others. */
export const indexTypes = ["application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json"] as const;

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const indexSchema = z.object({
  manifests: z
    .array(
      z.object({
        digest: z.string(),
        platform: z.object({ os: z.string().optional(), architecture: z.string().optional() }).optional(),
        annotations: z.record(z.string(), z.string()).optional(),
      }),
    )
    .max(10_000),
});

/**
 * The images for one platform each that an index lists, or null when the manifest is none. What describes an image (attestations, which say "unknown" for
 * their platform) is no image.
 */
export function readIndex(indexDigest: string, manifest: string): ImageIndex | null {
  if (!digest.safeParse(indexDigest).success) return null;
  const read = indexSchema.safeParse(parsed(manifest));
  if (!read.success) return null;
  const images = read.data.manifests.filter(
    ({ platform, annotations }) => platform?.os !== "unknown" && annotations?.["vnd.docker.reference.type"] !== "attestation-manifest",
  );
  const platforms = [...new Set(images.flatMap((image) => (digest.safeParse(image.digest).success ? [image.digest] : [])))];
  return { digest: indexDigest, platforms };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
