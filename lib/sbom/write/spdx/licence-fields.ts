import { isLicenceExpression, isNoLicence, referencesIn } from "../licences";

export type ExtractedLicence = { licenseId: string; extractedText: string; name?: string };

/**
 * Licences as SPDX expressions. A name that is on no list becomes a reference of the document (SPDX 2.3, clause 10), so
 * that every field is a valid expression.
 */
export class LicenceFields {
  readonly #byName = new Map<string, string>();
  readonly #extracted = new Map<string, ExtractedLicence>();

  /** One expression for a list: all of them apply. Null for an empty list. */
  expressionOf(licences: readonly string[]): string | null {
    const [first] = licences;
    if (first === undefined) return null;
    if (licences.length === 1) return isNoLicence(first) ? first : this.#expression(first);
    const stated = licences.filter((text) => !isNoLicence(text)).map((text) => this.#expression(text));
    return stated.length === 0 ? "NOASSERTION" : stated.map((text) => (text.includes(" ") ? `(${text})` : text)).join(" AND ");
  }

  extracted(): ExtractedLicence[] {
    return [...this.#extracted.values()];
  }

  #expression(text: string): string {
    if (isLicenceExpression(text)) {
      for (const licenseId of referencesIn(text)) this.#add({ licenseId, extractedText: "NOASSERTION" });
      return text;
    }
    let licenseId = this.#byName.get(text);
    if (licenseId === undefined) {
      licenseId = `LicenseRef-wherein-${this.#byName.size + 1}`;
      this.#byName.set(text, licenseId);
      this.#add({ licenseId, extractedText: text, name: text });
    }
    return licenseId;
  }

  #add(licence: ExtractedLicence): void {
    if (!this.#extracted.has(licence.licenseId)) this.#extracted.set(licence.licenseId, licence);
  }
}
