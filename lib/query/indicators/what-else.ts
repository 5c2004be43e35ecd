import { brief, type Note } from "./claim";

const note = (code: string, message: string): Note => ({ code, message });
const ipv4 = /^(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5}|\/\d{1,2})?$/;
const topLevel =
  "com|net|org|xyz|top|ru|cn|info|biz|site|online|club|help|cloud|live|pw|cc|eu|de|uk|fr|nl|gov|edu|mil|dev|app|shop|store|space|website|tech|icu|work|fun|link|click|onion|workers\\.dev|pages\\.dev|su|ir|kp|to|in|br";
const fileEnds =
  "exe|dll|sys|bat|cmd|ps1|vbs|sh|bash|zsh|py|pyc|pth|rb|php|pl|jar|war|class|json|ya?ml|toml|xml|txt|log|csv|zip|gz|tgz|tar|7z|rar|whl|nupkg|vsix|bin|so|dylib|dmg|pkg|deb|rpm|msi|md|html?|lock|pdf|png|jpe?g|svg|wasm|node|mjs|cjs|tsx?|jsx";

/** Other kinds of indicators, by the shape of all of the text; the first that fits is it. */
const kinds: readonly (readonly [RegExp, string, string])[] = [
  [/^(?:md5[:=\s]+)?[0-9a-f]{32}$/i, "hash_md5", "An MD5 hash. Components are found by sha256 only."],
  [/^(?:sha-?1[:=\s]+)?[0-9a-f]{40}$/i, "hash_sha1", "A SHA-1 hash, or a commit. Components are found by sha256 only."],
  [/^(?:sha-?(?:224|384|512)[:=\s-]+[\w+/=]+|[0-9a-f]{96}|[0-9a-f]{128})$/i, "hash_other", "A hash that is not SHA-256. Components are found by sha256 only."],
  [/^[a-z][a-z0-9+.-]*:\/\//i, "url", "A web address, and none of a package's page."],
  [/^(?:mailto:)?[\w.+-]+@[a-z][\w-]*(?:\.[\w-]+)*\.[a-z]{2,20}$/i, "email", "An e-mail address, not a package."],
  [ipv4, "ip_address", "An IP address, not a package."],
  [/^\[?(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}\]?(?::\d+)?$/i, "ip_address", "An IP address, not a package."],
  [/^0x[0-9a-f]{40,64}$/i, "wallet", "The address of a wallet or contract, not a package."],
  [
    /^(?:bc1[0-9a-z]{25,87}|[13][1-9A-HJ-NP-Za-km-z]{25,34}|T[1-9A-HJ-NP-Za-km-z]{33}|(?:ltc1|addr1|cosmos1)[0-9a-z]{30,110})$/,
    "wallet",
    "The address of a wallet, not a package.",
  ],
  [/^cpe:[/2]/i, "cpe", "A CPE name, which names products, not packages. Give the package's name or its purl."],
  [/^(?:HK(?:LM|CU|CR|U|CC)|HKEY_\w+)\\/i, "registry_key", "A key of the Windows registry, not a package."],
  [
    /^(?:[a-z]:\\|\\\\|%\w+%|~\/|\.{1,2}\/|\$\{?\w+\}?\/|\/(?:tmp|etc|usr|var|home|opt|root|bin|dev|proc|Library|Users|private|Applications)\b)/i,
    "file_path",
    "The path of a file, not a package.",
  ],
  [new RegExp(`^[\\w.+ -]{1,200}\\.(?:${fileEnds})$`, "i"), "file_name", "The name of a file, not a package."],
  [new RegExp(`^(?:\\*\\.)?[\\w-]+(?:\\.[\\w-]+)*\\.(?:${topLevel})(?::\\d{1,5})?(?:/\\S*)?$`, "i"), "domain", "The name of a host, not a package."],
  [/^\d{4}-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?$/, "date", "A date, not a package."],
  [
    /^[<>=~^]{0,2} ?v?\d[\w.+-]*(?: ?(?:,|\|\|) ?[<>=~^]{0,2} ?v?\d[\w.+-]*)*$/i,
    "version_only",
    "A version without a package. Write both in one line: name@version.",
  ],
];

/** What kind of indicator a text is that names no package; null when it is of no kind that is known. */
export function otherKind(text: string): Note | null {
  if (text.length > 2_000) return null;
  const found = kinds.find(([shape]) => shape.test(text));
  return found ? note(found[1], found[2]) : null;
}

/** As `otherKind`, and for everything else the sentence that nothing is named. */
export function whatElse(text: string): Note {
  return (
    otherKind(text) ??
    (/\s/.test(text)
      ? note("no_indicator", "No package version, advisory or digest is named here.")
      : note("unreadable", `"${brief(text)}" is no package, advisory or digest that can be read.`))
  );
}

// A column or a JSON field that says what kind a row is.
const kindWords: ReadonlyMap<string, string> = new Map(
  Object.entries({
    domain: "domain",
    hostname: "domain",
    host: "domain",
    fqdn: "domain",
    ip: "ip_address",
    ipv4: "ip_address",
    ipv6: "ip_address",
    "ip address": "ip_address",
    url: "url",
    uri: "url",
    md5: "hash_md5",
    sha1: "hash_sha1",
    sha512: "hash_other",
    ssdeep: "hash_other",
    imphash: "hash_other",
    "user agent": "user_agent",
    useragent: "user_agent",
    filepath: "file_path",
    "file path": "file_path",
    path: "file_path",
    filename: "file_name",
    "file name": "file_name",
    file: "file_name",
    email: "email",
    "email address": "email",
    registry: "registry_key",
    "registry key": "registry_key",
    mutex: "mutex",
    wallet: "wallet",
    "wallet address": "wallet",
    process: "process",
    "github repository": "repository",
    "github repo": "repository",
    "github account": "account",
    account: "account",
    username: "account",
    user: "account",
  }),
);

/** The refusal of what a list itself calls a domain, a file and so on; null for every other word. */
export function refusalOfKind(label: string): Note | null {
  const text = label
    .toLowerCase()
    .replace(/[_\s-]+/g, " ")
    .trim();
  const code = kindWords.get(text);
  return code === undefined ? null : note(code, `The list calls this "${text}": it is not a package.`);
}
