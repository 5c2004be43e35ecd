import { releaseOf, withEpoch } from "./distro-version";
import { ecosystemOfTypeAlias } from "./ecosystems";
import type { IdentifiedPurl } from "./identify-purl";
import { nameNormaliser } from "./package-name";
import { decodePercent, purlLengthMax, replaceLoneSurrogates, withoutSlashesAtEnd } from "./percent";

const controls = /\p{Cc}/gu;

/**
 * The slow and forgiving reading of a purl: decodes, repairs what real tools write wrongly and says so. Repairs:
 * `html_entities`, `type_alias`, `bad_percent_encoding`, `control_characters`, `encoded_slash`, `version_in_name`, `colon_separator`.
 * Returns null when the text has no scheme, no usable type or no name.
 */
export function repairPurl(raw: string): IdentifiedPurl | null {
  const repairs: string[] = [];
  let text = raw.slice(0, purlLengthMax).trim();
  if (text.includes("&amp;")) {
    text = text.replaceAll("&amp;", "&");
    repairs.push("html_entities");
  }
  const parts = /^pkg:\/*([A-Za-z][A-Za-z0-9.+-]*)\/+([^?#]*)(?:\?([^#]*))?/i.exec(text);
  if (!parts) return null;
  const type = (parts[1] ?? "").toLowerCase();
  const alias = ecosystemOfTypeAlias(type);
  const ecosystem = alias?.ecosystem ?? type;
  if (alias) repairs.push("type_alias");
  const read = (part: string) => decodeForgiving(part, repairs);

  let path = withoutSlashesAtEnd(parts[2] ?? "");
  let version = "";
  const at = path.lastIndexOf("@");
  if (at > 0) {
    version = read(path.slice(at + 1));
    path = path.slice(0, at);
  }
  const pieces = path.split("/").filter(Boolean);
  let name = pieces.map(read).filter(Boolean).join("/");
  const swallowedAt = version === "" ? name.lastIndexOf("@") : -1;
  if (swallowedAt > 0 && /^v?\d[^/]*$/.test(name.slice(swallowedAt + 1))) {
    version = name.slice(swallowedAt + 1);
    name = name.slice(0, swallowedAt);
    repairs.push("version_in_name");
  }
  if (ecosystem === "npm" && pieces.length === 1 && name.startsWith("@") && name.includes("/")) repairs.push("encoded_slash");
  if (ecosystem === "maven") name = mavenName(name, repairs);
  if (alias?.namespace && !name.startsWith(`${alias.namespace}/`)) name = `${alias.namespace}/${name}`;
  name = nameNormaliser(ecosystem)(name);
  if (name === "" || /[/:]$/.test(name) || /^@[^/]*$/.test(name)) return null;

  let release = "";
  if (ecosystem === "deb" || ecosystem === "rpm" || ecosystem === "apk") {
    const qualifiers = new Map((parts[3] ?? "").split("&").map((pair) => pairOf(pair, read)));
    const cut = name.indexOf("/");
    release = releaseOf(cut < 0 ? "" : name.slice(0, cut), qualifiers.get("distro") ?? "");
    version = withEpoch(version, qualifiers.get("epoch") ?? "");
  }
  return { identity: { ecosystem, name, version, release }, repairs: [...new Set(repairs)] };
}

/** `group:artifact`. GitHub's dependency graph writes the colon into the purl itself. */
function mavenName(name: string, repairs: string[]): string {
  const cut = name.lastIndexOf("/");
  if (cut >= 0) return `${name.slice(0, cut)}:${name.slice(cut + 1)}`;
  if (name.includes(":")) repairs.push("colon_separator");
  return name;
}

function pairOf(pair: string, read: (part: string) => string): [string, string] {
  const equals = pair.indexOf("=");
  return equals < 0 ? [pair.toLowerCase(), ""] : [pair.slice(0, equals).toLowerCase(), read(pair.slice(equals + 1))];
}

function decodeForgiving(part: string, repairs: string[]): string {
  let text = decodePercent(part);
  if (text === null) {
    text = part;
    repairs.push("bad_percent_encoding");
  }
  text = replaceLoneSurrogates(text);
  // PostgreSQL takes no NUL in text, and no name or version holds a control character.
  if (/\p{Cc}/u.test(text)) {
    text = text.replace(controls, "");
    repairs.push("control_characters");
  }
  return text.trim();
}
