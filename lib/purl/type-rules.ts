/** What the purl specification says of one type. Source: the type definitions of package-url/purl-spec. */
export type TypeRule = {
  namespace: "required" | "prohibited" | "optional";
  lowerNamespace: boolean;
  lowerName: boolean;
  lowerVersion: boolean;
};

const defaults: TypeRule = { namespace: "optional", lowerNamespace: false, lowerName: false, lowerVersion: false };
const lowerBoth = { lowerNamespace: true, lowerName: true };
const named = { namespace: "prohibited" } as const;
const spaced = { namespace: "required" } as const;

const rules = new Map<string, Partial<TypeRule>>(
  Object.entries({
    alpm: { ...spaced, ...lowerBoth },
    apk: { ...spaced, ...lowerBoth },
    bazel: named,
    bitbucket: { ...spaced, ...lowerBoth },
    bitnami: { ...named, lowerName: true },
    brew: lowerBoth,
    cargo: named,
    "chrome-extension": { ...named, lowerName: true },
    cocoapods: named,
    composer: { ...spaced, ...lowerBoth },
    conda: named,
    cran: named,
    deb: { ...spaced, ...lowerBoth },
    gem: named,
    git: spaced,
    github: { ...spaced, ...lowerBoth },
    githubactions: lowerBoth,
    gitlab: lowerBoth,
    golang: {},
    hackage: named,
    hex: lowerBoth,
    huggingface: { lowerVersion: true },
    julia: named,
    luarocks: lowerBoth,
    maven: spaced,
    mlflow: named,
    nuget: named,
    oci: { ...named, lowerName: true, lowerVersion: true },
    opam: named,
    otp: { ...named, lowerName: true },
    pub: { ...named, lowerName: true },
    pypi: { ...named, lowerName: true, lowerVersion: true },
    qpkg: { ...spaced, lowerNamespace: true },
    rpm: { lowerNamespace: true },
    swift: spaced,
    vcpkg: named,
    "vscode-extension": { ...spaced, ...lowerBoth, lowerVersion: true },
    yocto: { lowerNamespace: true },
  } satisfies Record<string, Partial<TypeRule>>),
);

/** The rule of a purl type (lower case); a type that is not listed has no rule of its own. */
export function typeRule(type: string): TypeRule {
  return { ...defaults, ...rules.get(type) };
}
