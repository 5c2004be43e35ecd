import type { ComponentLicences } from "../../model";
import { LicenceFields } from "../spdx/licence-fields";
import type { ElementList } from "./elements";

const terms = "https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing";

/** Licences as elements of their own that components are related to (SPDX 3.0.1, Simple Licensing). */
export class LicenceElements {
  readonly #list: ElementList;
  readonly #fields = new LicenceFields();

  constructor(list: ElementList) {
    this.#list = list;
  }

  relate(component: string, { declared, concluded }: ComponentLicences): void {
    this.#relate(component, "hasDeclaredLicense", this.#fields.expressionOf(declared));
    this.#relate(component, "hasConcludedLicense", this.#fields.expressionOf(concluded));
  }

  #relate(component: string, type: string, expression: string | null): void {
    if (expression !== null) this.#list.relate(component, type, [this.#elementOf(expression)]);
  }

  #elementOf(expression: string): string {
    if (expression === "NONE") return `${terms}/NoneLicense`;
    if (expression === "NOASSERTION") return `${terms}/NoAssertionLicense`;
    const custom = this.#fields
      .extracted()
      .filter(({ licenseId }) => refersTo(expression, licenseId))
      .map(({ licenseId, extractedText, name }) => {
        const text = { name: name ?? licenseId, simplelicensing_licenseText: extractedText };
        const value = this.#list.shared("simplelicensing_SimpleLicensingText", "licence-text", licenseId, text);
        return { type: "DictionaryEntry", key: licenseId, value };
      });
    return this.#list.shared("simplelicensing_LicenseExpression", "licence", expression, {
      simplelicensing_licenseExpression: expression,
      ...(custom.length > 0 && { simplelicensing_customIdToUri: custom }),
    });
  }
}

function refersTo(expression: string, licenseId: string): boolean {
  return expression.split(/[\s()]+/).includes(licenseId);
}
