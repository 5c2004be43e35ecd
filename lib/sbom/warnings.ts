import type { Warning } from "./model";

const pointersMax = 5;

/** What each warning code means, in words for the person who sent the document. */
const messages = {
  invalid_utf8: "The document is not valid UTF-8; unreadable bytes were replaced.",
  text_cleaned: "Text held NUL characters or half surrogate pairs; they were removed.",
  text_shortened: "A text of the document's head was too long and was cut.",
  spec_version_unknown: "The specification version is not one that Wherein knows; the document was read as the nearest known one.",
  spec_version_draft: "The document follows the draft of CycloneDX 2.0, which may still change; it was read as far as the draft is known.",
  spec_version_not_text: "The specification version is not a text; its value was used all the same.",
  bom_format_unusual: 'bomFormat is missing or not written "CycloneDX"; the document was recognised by its other content.',
  timestamp_unreadable: "The document's own time stamp cannot be read; it was ignored.",
  not_a_list: "A list was expected here; a single component was read, anything else ignored.",
  not_an_object: "An object was expected here; the entry was skipped.",
  not_a_text: "A text was expected here; the value was ignored.",
  version_not_text: "A version is a number instead of a text; its digits were used.",
  version_range: "A version is a range or a placeholder, not one version; it is kept as text and cannot be ordered.",
  purl_invalid: "A purl cannot be read; the component is kept by its name, without an ecosystem.",
  purl_repaired: "A purl was not written by the rules; it was read by its evident meaning.",
  component_without_name: "A component has neither a usable purl nor a name; it was skipped.",
  name_too_long: "A component's name is longer than 1,000 bytes; it was skipped.",
  version_too_long: "A component's version or release is longer than 500 bytes; it was skipped.",
  no_components: "The document lists no component that could be taken; whether the service contains a package is answered with unknown.",
  stated_incomplete:
    "The document says of itself that it is incomplete; whether the service contains a package that it does not list is answered with unknown.",
  distro_duplicate: "A language package is the files of a distro package of the document, as its generator says; it is counted as that package.",
  duplicate_ref: "Several components have the same reference; edges go to the first of them.",
  hash_malformed: "A hash has an unknown algorithm or is not hex digits of the right length; it was left out.",
  dangling_ref: "A dependency names a reference that no component has; the edge was left out.",
  self_dependency: "A component depends on itself; the edge was left out.",
  dependency_cycle: "Components depend on each other in a circle; paths through it end where they meet themselves.",
  described_unknown: "The document says it describes something that it does not contain as a package.",
  root_missing: "The document has dependencies but says not of what; components that nothing depends on count as direct.",
  relationship_unknown: "A relationship has a type that SPDX does not define; it was ignored.",
  component_choice: "The document offers alternatives of which only some are used; all of them count as contained.",
  xml_namespace_missing: "The XML document does not say which version of CycloneDX it is; it was read as the newest one.",
  xml_doctype_ignored: "The XML document has a DOCTYPE; it was not looked at.",
  xml_character: "The XML document holds characters that XML does not allow; they were taken as they are.",
  line_unreadable: "A line is neither a tag with a value nor a comment; it was ignored.",
  tag_unknown: "A tag is not one that SPDX defines; it was ignored.",
  tag_misplaced: "A tag stands where nothing is that it could belong to; it was ignored.",
  tag_repeated: "A tag that may stand once is there again; the first value was used.",
  tag_value_unreadable: "The value of a tag is not written as SPDX says; it was ignored.",
  yaml_key_repeated: "A name stands twice in a YAML mapping; the last value was used.",
  yaml_key_not_text: "A name in a YAML mapping is a list or a mapping; it was ignored.",
  licence_circular: "A set of licences contains itself or is too large; the licence was left out.",
} as const;

export type WarningCode = keyof typeof messages;

/** For a document of which no component was taken: not a fault of its form, so its reader has nothing to put right. */
export function nothingListed(): Warning {
  return { code: "no_components", message: messages.no_components, count: 1, pointers: [""] };
}

/** For a document that says of itself that it is incomplete. */
export function statedIncomplete(): Warning {
  return { code: "stated_incomplete", message: messages.stated_incomplete, count: 1, pointers: [""] };
}

/** Collects warnings by code: how often, and the first few places. Pointers are only built for those. */
export class WarningSink {
  readonly #byCode = new Map<WarningCode, Warning>();

  add(code: WarningCode, pointer: () => string, count = 1): void {
    let warning = this.#byCode.get(code);
    if (warning === undefined) {
      warning = { code, message: messages[code], count: 0, pointers: [] };
      this.#byCode.set(code, warning);
    }
    warning.count += count;
    if (warning.pointers.length < pointersMax) {
      const text = pointer();
      if (!warning.pointers.includes(text)) warning.pointers.push(text);
    }
  }

  /** All warnings, in the order in which their code first appeared. */
  list(): Warning[] {
    return [...this.#byCode.values()];
  }
}
