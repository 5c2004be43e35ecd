import type { VexFormat } from "../read/model";
import type { VexExport } from "./model";
import { writeCsaf } from "./write-csaf";
import { writeCyclonedxVex } from "./write-cyclonedx";
import { writeOpenvex } from "./write-openvex";

type Written = { contentType: string; extension: string; write: (given: VexExport) => string };

/** The formats in which decisions are written. */
export const vexWriters: Readonly<Record<VexFormat, Written>> = {
  openvex: { contentType: "application/json", extension: "openvex.json", write: writeOpenvex },
  cyclonedx: { contentType: "application/vnd.cyclonedx+json; version=1.6", extension: "cdx.json", write: writeCyclonedxVex },
  csaf: { contentType: "application/json", extension: "csaf.json", write: writeCsaf },
};
