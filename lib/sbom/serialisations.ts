import { cyclonedxProtobuf } from "./cyclonedx/protobuf/read-protobuf";
import { cyclonedxXml } from "./cyclonedx/xml/read-xml";
import type { FoundDocument } from "./detect";
import { spdxRdf } from "./spdx/rdf";
import { spdxTagValue } from "./spdx/tag-value";
import { spdxXml } from "./spdx/xml";
import { spdxYaml } from "./spdx/yaml";
import type { WarningSink } from "./warnings";

/**
 * A way to write an SBOM other than JSON. It is recognised by its first bytes and turned into the JSON shape of its
 * standard, so that each standard has one reader whatever a document was written in.
 */
export type Serialisation = {
  /** `start` is the text of the first 4,096 bytes, without byte order mark and leading white space. */
  matches(start: string, bytes: Uint8Array): boolean;
  /** Throws `WhereinError` (`invalid` with a reason and a place) for what is not well-formed. */
  read(bytes: Uint8Array, sink: WarningSink): FoundDocument;
};

/** In the order in which they are tried. What none of them recognises is read as JSON. */
export const serialisations: readonly Serialisation[] = [cyclonedxXml, cyclonedxProtobuf, spdxTagValue, spdxYaml, spdxRdf, spdxXml];
