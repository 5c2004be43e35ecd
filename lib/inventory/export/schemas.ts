import { z } from "zod";
import { getBuildSchema, getServiceSchema } from "@/lib/inventory/read/schemas";
import { type ExportFormatName, exportFormat, exportFormats } from "@/lib/sbom/write/formats";

const formats = exportFormats.map(({ format }) => format) as [ExportFormatName, ...ExportFormatName[]];

const target = {
  format: z.enum(formats),
  /** One that the format has; without it the first of the format. */
  specVersion: z.string().max(20).optional(),
};

const hasVersion = ({ format, specVersion }: { format: ExportFormatName; specVersion?: string | undefined }) =>
  specVersion === undefined || exportFormat(format).versions.includes(specVersion);
const versionFault = {
  path: ["specVersion"],
  message: `not a version of this format; there are ${exportFormats.map(({ format, versions }) => `${format} ${versions.join(", ")}`).join("; ")}`,
};

export const exportQuerySchema = z.object(target).refine(hasVersion, versionFault);
export const exportBuildSchema = getBuildSchema.extend(target).refine(hasVersion, versionFault);
export const exportServiceSchema = getServiceSchema.extend(target).refine(hasVersion, versionFault);
