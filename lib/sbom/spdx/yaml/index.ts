import { decodeText, warnOfDamage } from "../../decode-text";
import { isObject } from "../../json";
import { Places } from "../../places/places";
import type { Serialisation } from "../../serialisations";
import { locateMappings } from "./locate-mappings";
import { readYaml } from "./read";

const versionMember = /^[ \t]*["']?spdxVersion["']?[ \t]*:/m;
/** The members of an SPDX document that one may begin with. Keys are often sorted, which puts the version last. Each line can match in one way only. */
const firstMember =
  /^(?:(?:---|%|#)[^\n]*\n|[^\S\n]*\n)*["']?(?:Document|SPDXID|annotations|comment|creationInfo|dataLicense|documentDescribes|documentNamespace|externalDocumentRefs|files|hasExtractedLicensingInfos|name|packages|relationships|revieweds|snippets)["']?[ \t]*:/;

/** SPDX 2 as YAML: the JSON shape as it is. */
export const spdxYaml: Serialisation = {
  matches: (start, bytes) => !/^[{[<]/.test(start) && (versionMember.test(start) || (firstMember.test(start) && versionMember.test(decodeText(bytes)))),
  read: (bytes, sink) => {
    warnOfDamage(bytes, sink);
    const places = new Places();
    const value = readYaml(decodeText(bytes), sink, places);
    // The specification's own examples of 2.2 have the document in a member of this name.
    const inner = value.spdxVersion === undefined && isObject(value.Document) ? value.Document : null;
    const document = inner ?? value;
    const at = inner === null ? "" : "/Document";
    return { standard: "spdx-2", format: "spdx-yaml", document, at, locate: (pointers) => locateMappings({ document, at, places, pointers }) };
  },
};
