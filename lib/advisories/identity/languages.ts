/** An ecosystem of OSV whose packages are no distro's, and the purl type under which the dictionary has them. */
export type OsvLanguage = {
  osv: string;
  ecosystem: string;
  /** Purl types for whose packages the folder is mirrored. */
  feedsFor: readonly string[];
  /** OSV's name of a package as the dictionary writes it, before its own rules of case and separators; null: it names none of the inventory's. */
  nameOf: (name: string) => string | null;
};

const asIs = (name: string) => name;
const language = (osv: string, ecosystem: string, rest: Partial<Pick<OsvLanguage, "feedsFor" | "nameOf">> = {}): OsvLanguage => ({
  osv,
  ecosystem,
  feedsFor: [ecosystem],
  nameOf: asIs,
  ...rest,
});

/** `https://github.com/vapor/vapor.git` as the purl's `github.com/vapor/vapor`. */
const swiftName = (name: string) => name.replace(/^[a-z+]+:\/\//i, "").replace(/(?:\.git)?\/*$/, "");
/** `publisher.name` as the purl's `publisher/name`. */
const extensionName = (name: string) => name.replace(".", "/");
/** Only this one module has Kubernetes' own versions; k8s.io/apiserver 1.28 is the Go module's 0.28. */
const kubernetesName = (name: string) => (name === "k8s.io/kubernetes" ? name : null);

export const osvLanguages: readonly OsvLanguage[] = [
  language("npm", "npm"),
  language("PyPI", "pypi"),
  language("Maven", "maven"),
  language("crates.io", "cargo"),
  language("RubyGems", "gem"),
  language("Go", "golang"),
  language("NuGet", "nuget"),
  language("Packagist", "composer"),
  language("Hex", "hex"),
  language("Pub", "pub"),
  language("SwiftURL", "swift", { nameOf: swiftName }),
  language("GitHub Actions", "githubactions", { feedsFor: ["githubactions", "github"] }),
  language("ConanCenter", "conan"),
  language("CRAN", "cran"),
  language("Bioconductor", "bioconductor"),
  language("Hackage", "hackage"),
  language("Julia", "julia"),
  language("opam", "opam"),
  language("Bitnami", "bitnami"),
  language("VSCode", "vscode-extension", { nameOf: extensionName }),
  // Mirrored when set, not by the inventory: nearly all its names are skipped.
  language("Kubernetes", "golang", { feedsFor: [], nameOf: kubernetesName }),
];

/** Ecosystems whose names are no package's that an SBOM could list, each with the reason in words for people. */
export const notInventoried: ReadonlyMap<string, string> = new Map([
  ["oss-fuzz", "OSS-Fuzz names fuzzing projects, not packages."],
  ["android", "Android names repositories of its source tree, not packages."],
  ["linux", "The kernel's own releases are not in SBOMs; distro kernels have their distro's advisories."],
  ["ghc", "GHC names parts of the compiler, not packages."],
  ["freebsd", "No package URL of FreeBSD's ports is defined."],
  ["git", "Commits cannot be compared with versions."],
]);
