/** What Wherein knows of one ecosystem (purl type). Types that are not listed here are ecosystems all the same. */
type Ecosystem = {
  /** The purl type. */
  ecosystem: string;
  /** For people. */
  label: string;
  /** True where a bare name (`openssl`, `log4j-core`) means the last segment of the package name. */
  bareNameIsLeaf: boolean;
  /** Words before a colon in the search grammar, beside the purl type itself. */
  words: readonly string[];
  /** Words that also fix the namespace: `debian:openssl` is deb with the namespace `debian`. */
  namespaces: readonly string[];
  /** Purl types that tools write for this ecosystem although the specification knows no such type. */
  typeAliases: readonly string[];
};

const row = (ecosystem: string, label: string, rest: Partial<Omit<Ecosystem, "ecosystem" | "label">> = {}): Ecosystem => ({
  ecosystem,
  label,
  bareNameIsLeaf: false,
  words: [],
  namespaces: [],
  typeAliases: [],
  ...rest,
});

const ecosystems: readonly Ecosystem[] = [
  row("npm", "npm", { words: ["node", "npmjs"], typeAliases: ["npmjs"] }),
  row("pypi", "PyPI", { words: ["pip", "python"], typeAliases: ["pip", "python"] }),
  row("maven", "Maven", { bareNameIsLeaf: true, words: ["mvn", "java"], typeAliases: ["mvn"] }),
  row("cargo", "crates.io", { words: ["crates.io", "crates", "rust"], typeAliases: ["crates.io", "crates", "rust"] }),
  row("gem", "RubyGems", { words: ["rubygems", "ruby"], typeAliases: ["rubygems"] }),
  row("golang", "Go", { words: ["go"], typeAliases: ["go"] }),
  row("nuget", "NuGet", { words: ["dotnet"], typeAliases: ["dotnet"] }),
  row("composer", "Packagist", { words: ["packagist", "php"], typeAliases: ["packagist"] }),
  row("hex", "Hex", { words: ["elixir", "erlang"] }),
  row("pub", "Pub", { words: ["dart"] }),
  row("swift", "Swift", { words: ["swifturl"] }),
  row("cocoapods", "CocoaPods", { words: ["pods"] }),
  row("conan", "Conan", { words: ["conancenter"] }),
  row("conda", "Conda"),
  row("cran", "CRAN"),
  row("hackage", "Hackage", { words: ["haskell"] }),
  row("github", "GitHub"),
  row("githubactions", "GitHub Actions", { words: ["actions", "gha"], typeAliases: ["actions"] }),
  row("gitlab", "GitLab"),
  row("bitbucket", "Bitbucket"),
  row("docker", "Docker", { words: ["image"] }),
  row("oci", "OCI"),
  row("generic", "generic"),
  row("huggingface", "Hugging Face"),
  row("mlflow", "MLflow"),
  row("bitnami", "Bitnami"),
  row("cpan", "CPAN", { words: ["perl"] }),
  row("julia", "Julia"),
  row("luarocks", "LuaRocks"),
  row("opam", "opam", { words: ["ocaml"] }),
  row("swid", "SWID"),
  row("vscode-extension", "VS Code extension", { words: ["vscode"] }),
  row("alpm", "Arch Linux", { bareNameIsLeaf: true, namespaces: ["arch"] }),
  row("deb", "Debian package", { bareNameIsLeaf: true, words: ["dpkg"], typeAliases: ["dpkg"], namespaces: ["debian", "ubuntu"] }),
  row("rpm", "RPM", {
    bareNameIsLeaf: true,
    namespaces: ["redhat", "rhel", "fedora", "centos", "almalinux", "rocky", "amazon", "oracle", "opensuse", "suse", "photon"],
  }),
  row("apk", "Alpine package", { bareNameIsLeaf: true, namespaces: ["alpine", "wolfi", "chainguard"] }),
];

const byType = new Map(ecosystems.map((entry) => [entry.ecosystem, entry]));
const byWord = new Map<string, { ecosystem: string; namespace: string | null }>();
const byAlias = new Map<string, { ecosystem: string; namespace: string | null }>();
for (const entry of ecosystems) {
  byWord.set(entry.ecosystem, { ecosystem: entry.ecosystem, namespace: null });
  for (const word of entry.words) byWord.set(word, { ecosystem: entry.ecosystem, namespace: null });
  for (const alias of entry.typeAliases) byAlias.set(alias, { ecosystem: entry.ecosystem, namespace: null });
  for (const namespace of entry.namespaces) {
    byWord.set(namespace, { ecosystem: entry.ecosystem, namespace });
    byAlias.set(namespace, { ecosystem: entry.ecosystem, namespace });
  }
}

/** What a word before a colon means in the search grammar (`pip:`, `debian:`), any case; null when it is no such word. */
export function ecosystemOfWord(word: string): { ecosystem: string; namespace: string | null } | null {
  return byWord.get(word.toLowerCase()) ?? null;
}

/** The ecosystem meant by a purl type that the specification does not know (`pkg:pip/...`, `pkg:alpine/...`), or null. */
export function ecosystemOfTypeAlias(type: string): { ecosystem: string; namespace: string | null } | null {
  return byAlias.get(type) ?? null;
}

/** The name for people: `npm`, `PyPI`, or the purl type itself. */
export function ecosystemLabel(ecosystem: string): string {
  return byType.get(ecosystem)?.label ?? ecosystem;
}

/** The ecosystems where a bare name means the last segment. */
export const leafEcosystems: readonly string[] = ecosystems.filter((entry) => entry.bareNameIsLeaf).map((entry) => entry.ecosystem);

/** Last segment of a package name, lower-cased: `log4j-core` of `org.apache.logging.log4j:log4j-core`. */
export function leafOf(ecosystem: string, name: string): string {
  const cut = ecosystem === "maven" ? Math.max(name.lastIndexOf(":"), name.lastIndexOf("/")) : name.lastIndexOf("/");
  return (cut < 0 ? name : name.slice(cut + 1)).toLowerCase();
}
