import { decodeText, warnOfDamage } from "../../decode-text";
import { Places } from "../../places/places";
import type { Serialisation } from "../../serialisations";
import { locateTags } from "./locate-tags";
import { readTagValue } from "./read";

const versionTag = /^[ \t]*SPDXVersion[ \t]*:/m;
/** Blank lines and comments, then a tag that no other format starts a line with. */
const firstTag = /^(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n?|\n))*[ \t]*(?:DataLicense|DocumentName|DocumentNamespace|PackageName)[ \t]*:/;

/** SPDX 2 as tag-value. */
export const spdxTagValue: Serialisation = {
  matches: (start) => !/^[{[<]/.test(start) && (versionTag.test(start) || firstTag.test(start)),
  read: (bytes, sink) => {
    warnOfDamage(bytes, sink);
    const text = decodeText(bytes);
    const places = new Places();
    const document = readTagValue(text, sink, places);
    return { standard: "spdx-2", format: "spdx-tag-value", document, at: "", locate: (pointers) => locateTags({ text, document, places, pointers }) };
  },
};
