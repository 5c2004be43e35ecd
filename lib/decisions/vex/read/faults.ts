/** What can be wrong with a part of a VEX document. `left_out` is not imported, `noted` is, with something to say about it. */
const faultKinds = {
  not_an_object: ["left_out", "An object is expected here."],
  not_a_list: ["left_out", "A list is expected here."],
  vulnerability_missing: ["left_out", "The statement names no vulnerability."],
  vulnerability_unreadable: ["left_out", "An id of the vulnerability is no text of at most 200 characters."],
  too_many_names: ["left_out", "The vulnerability has more than 100 ids; the rest was left out."],
  status_missing: ["left_out", "The statement has no status."],
  status_unknown: ["left_out", "The status is none of the format's."],
  no_analysis: ["left_out", "The vulnerability has no analysis with a state, so nothing is said of it."],
  products_missing: ["left_out", "The statement names nothing that it is about."],
  product_unreadable: ["left_out", "A product has neither an id that can be read nor a purl, a hash or a name."],
  package_unreadable: ["left_out", "A package inside of a product has no purl that can be read."],
  reference_unknown: ["left_out", "Nothing in the document has this reference."],
  nested_too_deep: ["left_out", "Products stand in each other more than 20 times."],
  range_unreadable: ["left_out", "The range of versions cannot be read."],
  text_too_long: ["left_out", "A name or version is longer than what is stored."],
  timestamp_unreadable: ["noted", "The time cannot be read."],
  justification_missing: ["noted", "Nothing says why it is not affected."],
  justification_unknown: ["noted", "The justification is none of the format's; it was kept as text."],
  justification_misplaced: ["noted", "There is a justification although the status is another than not affected; it was kept as text."],
  response_unknown: ["noted", "The response is none of the format's; it was left out."],
  detail_shortened: ["noted", "A text is longer than 10,000 characters; it was cut."],
  url_unreadable: ["noted", "The address of the evidence cannot be read; it was left out."],
  purl_repaired: ["noted", "A purl was not written by the rules; it was read by its evident meaning."],
  version_unknown: ["noted", "The version of the specification is not one that Wherein knows; it was read as the nearest known one."],
  category_unusual: ["noted", "The document is not of the category csaf_vex."],
  contradiction: ["noted", "The same product has several statuses at once."],
  twice_said: ["noted", "The name of a product is given twice; the first counts."],
} as const satisfies Record<string, readonly ["left_out" | "noted", string]>;

export type VexFaultCode = keyof typeof faultKinds;
export type VexFault = { code: VexFaultCode; outcome: "left_out" | "noted"; pointer: string; detail: string };

/** How many faults are listed; the others are counted. */
export const vexFaultsMax = 1_000;

/** Collects faults in the order of the document; only those that are listed cost their pointer. */
export class VexFaults {
  readonly list: VexFault[] = [];
  count = 0;

  add(code: VexFaultCode, pointer: () => string, more = ""): void {
    this.count += 1;
    if (this.list.length >= vexFaultsMax) return;
    const [outcome, detail] = faultKinds[code];
    this.list.push({ code, outcome, pointer: pointer(), detail: more === "" ? detail : `${detail} ${more}` });
  }
}
