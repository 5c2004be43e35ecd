import { decodeText, warnOfDamage } from "../../decode-text";
import type { Serialisation } from "../../serialisations";
import { readYaml } from "./read";

const versionMember = /^["']?spdxVersion["']?[ \t]*:/m;
/** The members of an SPDX document that one may begin with. Keys are often sorted, which puts the version last. */
const firstMember =
  /^(?:(?:---|%|#)[^\n]*\n|\s*\n)*["']?(?:SPDXID|annotations|comment|creationInfo|dataLicense|documentDescribes|documentNamespace|externalDocumentRefs|files|hasExtractedLicensingInfos|name|packages|relationships|revieweds|snippets)["']?[ \t]*:/;

/** SPDX 2 as YAML: the JSON shape as it is. */
export const spdxYaml: Serialisation = {
  matches: (start, bytes) => !/^[{[<]/.test(start) && (versionMember.test(start) || (firstMember.test(start) && versionMember.test(decodeText(bytes)))),
  read: (bytes, sink) => {
    warnOfDamage(bytes, sink);
    return { standard: "spdx-2", format: "spdx-yaml", document: readYaml(decodeText(bytes), sink), at: "" };
  },
};
