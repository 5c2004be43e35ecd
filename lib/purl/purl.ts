import { encodePercent } from "./percent";
import { typeRule } from "./type-rules";

/** The parts of a package URL, decoded and normalised. Absent parts are null. */
export type Purl = {
  type: string;
  namespace: string | null;
  name: string;
  version: string | null;
  qualifiers: Record<string, string> | null;
  subpath: string | null;
};

const typeShape = /^[a-z][a-z0-9.-]*$/;
const qualifierKeyShape = /^[a-z][a-z0-9._-]*$/;

/** The same purl with the case and separator rules of its type applied. */
export function normalisePurl(purl: Purl): Purl {
  const type = purl.type.toLowerCase();
  const rule = typeRule(type);
  let { namespace, name, version } = purl;
  if (rule.lowerNamespace && namespace) namespace = namespace.toLowerCase();
  if (rule.lowerName) name = name.toLowerCase();
  if (rule.lowerVersion && version) version = version.toLowerCase();
  if (type === "pypi") name = name.replaceAll("_", "-");
  if (type === "pub") name = name.replace(/[^a-z0-9_]/g, "_");
  // Databricks lower-cases model names, other MLflow servers do not.
  if (type === "mlflow" && purl.qualifiers?.repository_url?.includes("databricks")) name = name.toLowerCase();
  return { ...purl, type, namespace: namespace || null, name, version: version || null };
}

/** Says in a few words what the specification forbids in this purl, or null when nothing. */
export function checkPurl(purl: Purl): string | null {
  if (!typeShape.test(purl.type)) return "its type may hold only letters, digits, dots and dashes, and starts with a letter";
  if (purl.name === "") return "a name is needed";
  const rule = typeRule(purl.type);
  if (rule.namespace === "required" && !purl.namespace) return `the type ${purl.type} needs a namespace`;
  if (rule.namespace === "prohibited" && purl.namespace) return `the type ${purl.type} has no namespace`;
  for (const key of Object.keys(purl.qualifiers ?? {})) {
    if (!qualifierKeyShape.test(key)) return "a qualifier's key may hold only letters, digits, dots, dashes and underscores";
  }
  return checkType(purl);
}

function checkType(purl: Purl): string | null {
  if (purl.type === "cpan" && purl.name.includes("::")) return "the type cpan wants a distribution name, not a module name";
  if (purl.type === "julia" && !purl.qualifiers?.uuid) return "the type julia needs the qualifier uuid";
  if (purl.type === "chrome-extension") {
    if (!/^[a-p]{32}$/.test(purl.name)) return "a Chrome extension's name is 32 letters from a to p";
    if (purl.version && !/^\d+(\.\d+){0,3}$/.test(purl.version)) return "a Chrome extension's version is one to four numbers";
  }
  return null;
}

/** The canonical text of a purl: parts encoded, qualifiers sorted by key, empty parts left out. */
export function formatPurl(input: Purl): string {
  const purl = normalisePurl(input);
  const path = (text: string) => text.split("/").filter(Boolean).map(encodePercent).join("/");
  let text = `pkg:${purl.type}/`;
  if (purl.namespace) text += `${path(purl.namespace)}/`;
  text += encodePercent(purl.name);
  if (purl.version) text += `@${encodePercent(purl.version)}`;
  const pairs = Object.entries(purl.qualifiers ?? {})
    .filter(([, value]) => value !== "")
    .map(([key, value]) => [key.toLowerCase(), encodePercent(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`);
  if (pairs.length > 0) text += `?${pairs.join("&")}`;
  if (purl.subpath) text += `#${path(purl.subpath)}`;
  return text;
}
