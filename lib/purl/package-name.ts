import { typeRule } from "./type-rules";

const pypiSeparators = /[-_.]+/g;
const hasUpper = /[A-Z\u0080-\uffff]/;

/** The whole name (namespace included, written as the ecosystem does) in the one form under which Wherein stores it. */
export type NameNormaliser = (name: string) => string;

const asIs: NameNormaliser = (name) => name;
const lower: NameNormaliser = (name) => (hasUpper.test(name) ? name.toLowerCase() : name);
const rpm: NameNormaliser = (name) => {
  const cut = name.lastIndexOf("/");
  return cut < 0 ? name : lower(name.slice(0, cut)) + name.slice(cut);
};
// PEP 503: runs of "-", "_" and "." are one "-".
const pypi: NameNormaliser = (name) => lower(name).replace(pypiSeparators, "-");
const pub: NameNormaliser = (name) => lower(name).replaceAll("-", "_");
// The Go module proxy writes an upper-case letter as "!" and its lower-case form.
const golang: NameNormaliser = (name) => (name.includes("!") ? name.replace(/!([a-z])/g, (_, letter: string) => letter.toUpperCase()) : name);

// NuGet ids are compared without case although the purl specification keeps it.
const special = new Map<string, NameNormaliser>([
  ["pypi", pypi],
  ["pub", pub],
  ["golang", golang],
  ["nuget", lower],
  ["rpm", rpm],
]);

/** The normaliser of an ecosystem; a type without rules keeps its names as they are. */
export function nameNormaliser(ecosystem: string): NameNormaliser {
  const known = special.get(ecosystem);
  if (known) return known;
  const rule = typeRule(ecosystem);
  return rule.lowerName ? lower : asIs;
}

/** The stored form of a name that a person typed for this ecosystem: `Flask_Login` of pypi is `flask-login`. */
export function normaliseName(ecosystem: string, name: string): string {
  return nameNormaliser(ecosystem)(name);
}

/** The stored forms that a name without an ecosystem may have: as typed, lower-cased, and as PyPI and pub write it. */
export function nameCandidates(name: string): string[] {
  return [...new Set([name, lower(name), pypi(name), pub(name)])];
}
