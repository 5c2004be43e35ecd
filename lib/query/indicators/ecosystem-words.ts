import { ecosystemOfWord } from "@/lib/purl";
import type { NamePlace } from "./claim";

// Words beside an ecosystem's own that say no more than "a package of it".
const filler =
  /^(?:packages?|modules?|librar(?:y|ies)|dependenc(?:y|ies)|registry|registries|ecosystem|images?|gems?|extensions?|index|repository|org|com|io)$/;
const phrases: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "python package index": "pypi",
    "node package manager": "npm",
    nodejs: "npm",
    javascript: "npm",
    typescript: "npm",
    yarn: "npm",
    pnpm: "npm",
    "go modules": "golang",
    "rust crate": "cargo",
    "rust crates": "cargo",
    crate: "cargo",
    crates: "cargo",
    "github action": "githubactions",
    "github actions": "githubactions",
    "github workflow": "githubactions",
    "docker image": "docker",
    "container image": "docker",
    "docker hub": "docker",
    dockerhub: "docker",
    "vs code": "vscode-extension",
    "visual studio code": "vscode-extension",
    "vs code extension": "vscode-extension",
    "vs code extensions": "vscode-extension",
    "vscode extension": "vscode-extension",
    "openvsx extension": "vscode-extension",
    openvsx: "vscode-extension",
    "open vsx": "vscode-extension",
    "maven central": "maven",
    "ruby gem": "gem",
    "ruby gems": "gem",
    "hex.pm": "hex",
    "pub.dev": "pub",
    "red hat": "redhat",
    "rocky linux": "rocky",
    "amazon linux": "amazon",
    vsx: "vscode-extension",
    swiftpm: "swift",
  }),
);

/** The ecosystem that a label names: `npm`, `npm package`, `crates.io`, `GitHub Actions`; null when it names none. */
export function placeOfLabel(label: string): NamePlace | null {
  if (label.length > 80) return null;
  const text = label
    .toLowerCase()
    .replace(/[_\s]+/g, " ")
    .replace(/^[\s([{"']+|[\s)\]}"':]+$/g, "");
  if (text === "" || text.length > 60) return null;
  const whole = placeOf(text);
  if (whole) return whole;
  const words = text.split(/[\s/]/).filter((word) => !filler.test(word));
  return words.length === 0 ? null : placeOf(words.join(" "));
}

function placeOf(text: string): NamePlace | null {
  return ecosystemOfWord(phrases.get(text) ?? text);
}

// Only words that are an ecosystem's and nothing else's: "go" and "node" stand in sentences.
const inSentence = /\b(npm|npmjs|pypi|rubygems|crates\.io|nuget|packagist|maven|golang|composer|cargo|go modules|github actions)\b/gi;

/** The one ecosystem that a heading names; null for none or several. */
export function ecosystemInHeading(text: string): string | null {
  const found = new Set<string>();
  for (const [word] of text.matchAll(inSentence)) {
    const place = placeOfLabel(word);
    if (place?.ecosystem) found.add(place.ecosystem);
  }
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}

const statement = /\b(?:defaults? to|default(?: ecosystem)?(?: is|:)|interpreted as|treated as|assumed? (?:to be )?|ecosystem\s*[:=])\s*["'`]?([\w.-]{2,30})/i;

/** What a remark says of names without an ecosystem: a purl type, `any` for none, or null when it says nothing of them. */
export function statedEcosystem(remark: string): string | null {
  const word = statement.exec(remark)?.[1];
  if (word === undefined) return null;
  return word.toLowerCase() === "any" ? "any" : (placeOfLabel(word.replace(/[.-]+$/, ""))?.ecosystem ?? null);
}
