import { identifyPurl } from "@/lib/purl";
import { readAdvisoryId } from "../advisory-id";
import { type Claim, isPackageName, type NamePlace } from "./claim";

/** Longest address or purl that is read. */
const purlLengthMax = 4_096;

type Page = { host: RegExp; path: RegExp; ecosystem: string; name?: (...parts: string[]) => string };

// The name is the first group, the version the last; a middle one belongs to the name.
const pages: readonly Page[] = [
  { host: /^(?:www\.)?npmjs\.(?:com|org)$/, path: /^\/package\/((?:@[^/]+\/)?[^/@]+)(?:\/v\/([^/]+))?/, ecosystem: "npm" },
  { host: /^registry\.(?:npmjs\.org|yarnpkg\.com)$/, path: /^\/((?:@[^/]+\/)?[^/]+)\/-\/[^/]*?-(v?\d[^/]*)\.tgz$/, ecosystem: "npm" },
  { host: /^registry\.(?:npmjs\.org|yarnpkg\.com)$/, path: /^\/((?:@[^/]+\/)?[^/@]+)(?:\/(\d[^/]*))?\/?$/, ecosystem: "npm" },
  { host: /^(?:unpkg\.com|cdn\.jsdelivr\.net)$/, path: /^\/(?:npm\/)?((?:@[^/]+\/)?[^/@]+)(?:@([^/]+))?/, ecosystem: "npm" },
  { host: /^socket\.dev$/, path: /^\/npm\/package\/((?:@[^/]+\/)?[^/@]+)(?:\/(?:overview|files|versions)\/([^/]+))?/, ecosystem: "npm" },
  { host: /^socket\.dev$/, path: /^\/pypi\/package\/([^/@]+)(?:\/(?:overview|files)\/([^/]+))?/, ecosystem: "pypi" },
  { host: /^(?:test\.)?pypi\.org$/, path: /^\/(?:project|pypi|simple)\/([^/]+)(?:\/([^/]+))?/, ecosystem: "pypi" },
  { host: /^rubygems\.org$/, path: /^\/gems\/([^/]+)(?:\/versions\/([^/]+))?/, ecosystem: "gem" },
  { host: /^(?:www\.)?crates\.io$/, path: /^\/crates\/([^/]+)(?:\/([^/]+))?/, ecosystem: "cargo" },
  { host: /^(?:www\.)?nuget\.org$/, path: /^\/packages\/([^/]+)(?:\/([^/]+))?/i, ecosystem: "nuget" },
  { host: /^packagist\.org$/, path: /^\/packages\/([^/]+\/[^/#]+)(?:#([^/]+))?/, ecosystem: "composer" },
  { host: /^pkg\.go\.dev$/, path: /^\/(?!vuln\/)([^@]+)(?:@([^/]+))?/, ecosystem: "golang" },
  {
    host: /^(?:mvnrepository\.com|(?:central\.sonatype\.com|search\.maven\.org))$/,
    path: /^\/artifact\/([^/]+)\/([^/]+)(?:\/([^/]+))?/,
    ecosystem: "maven",
    name: (group = "", artifact = "") => `${group}:${artifact}`,
  },
  { host: /^hex\.pm$/, path: /^\/packages\/([^/]+)(?:\/([^/]+))?/, ecosystem: "hex" },
  { host: /^pub\.dev$/, path: /^\/packages\/([^/]+)(?:\/versions\/([^/]+))?/, ecosystem: "pub" },
];

const noVersion = /^(?:versions?|history|files?|readme|dependents|dependencies|score|changelog|tab|latest|#.*)$/i;

/** What the page at an address is about: a package or a version of it, an advisory; null for every other page. */
export function claimOfAddress(address: string): Claim | null {
  if (address.length > purlLengthMax) return null;
  const found = /^https?:\/\/([^/?#]+)(\/[^?]*)?/i.exec(address);
  if (!found) return null;
  const host = (found[1] ?? "").toLowerCase();
  const path = decoded(found[2] ?? "/");
  for (const page of pages) {
    const parts = page.host.test(host) ? page.path.exec(path) : null;
    if (parts) return claimOf(page, parts);
  }
  return advisoryOf(host, path);
}

function claimOf({ ecosystem, name: join }: Page, [, ...parts]: RegExpExecArray): Claim | null {
  const version = parts.pop();
  const name = (join ? join(...parts) : (parts[0] ?? "")).replace(/\/+$/, "");
  if (!isPackageName(name)) return null;
  const place: NamePlace = { ecosystem, namespace: null };
  const given = version === undefined || noVersion.test(version) || !/^v?\d[\w.+~!-]*$/.test(version) ? null : version;
  return { kind: "package", ...place, name, versions: given === null ? [] : [{ kind: "exact", text: given }], isBare: given === null };
}

const advisoryPages = /^(?:osv\.dev|(?:www\.)?github\.com|nvd\.nist\.gov|(?:www\.)?cve\.org|cve\.mitre\.org|rustsec\.org|pkg\.go\.dev)$/;

function advisoryOf(host: string, path: string): Claim | null {
  if (!advisoryPages.test(host)) return null;
  for (const segment of path.split(/[/#]/)) {
    const id = readAdvisoryId(segment.replace(/\.html$/, ""));
    if (id !== null) return { kind: "advisory", id };
  }
  return null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What a purl names, or null when it is none. `notes` say what of it does not narrow a search. */
export function claimOfPurl(text: string): { claim: Claim; ignored: string | null } | null {
  const identity = identifyPurl(text)?.identity;
  if (!identity || !isPackageName(identity.name)) return null;
  const { ecosystem, name, version } = identity;
  const isBare = version === "";
  const qualifiers = (/\?([^#]*)/.exec(text)?.[1] ?? "")
    .split("&")
    .map((pair) => pair.split("=")[0] ?? "")
    .filter((key) => key !== "" && key !== "epoch");
  const claim: Claim = {
    kind: "package",
    ecosystem,
    namespace: null,
    name,
    versions: isBare ? [] : [version === "*" ? { kind: "any" } : { kind: "exact", text: version }],
    isBare,
  };
  return { claim, ignored: qualifiers.length === 0 ? null : qualifiers.join(", ") };
}
