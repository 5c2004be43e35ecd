import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatQuestion, labelOf, parseQuestion, type Question, type Term } from "./index";

/** A term in short: `ecosystem|namespace|name|kind version`. */
function short(term: Term): string {
  if (term.kind === "advisory") return `advisory ${term.id}`;
  if (term.kind === "hash") return `hash ${term.hex.slice(0, 4)}`;
  if (term.kind === "prefix") return `prefix ${term.ecosystem ?? "-"} ${term.prefix}`;
  const version = term.version.kind === "any" ? "any" : `${term.version.kind} ${term.version.text}`;
  return `${term.ecosystem ?? "-"}|${term.namespace ?? "-"}|${term.name}|${version}`;
}

const sha = "a".repeat(64);

/** question, canonical text, label, terms */
const table: [string, string, string, ...string[]][] = [
  ["lodash", "lodash", "lodash", "-|-|lodash|any"],
  ["lodash@4.17.20", "lodash@4.17.20", "lodash 4.17.20", "-|-|lodash|exact 4.17.20"],
  ["npm:lodash@<4.17.21", "npm:lodash@<4.17.21", "lodash < 4.17.21 (npm)", "npm|-|lodash|range <4.17.21"],
  ["lodash@>=4.0.0 <4.17.21", "lodash@>=4.0.0 <4.17.21", "lodash >= 4.0.0 < 4.17.21", "-|-|lodash|range >=4.0.0 <4.17.21"],
  ["axios@1.14.1 || 0.30.4", "axios@1.14.1 || 0.30.4", "axios 1.14.1 or 0.30.4", "-|-|axios|range 1.14.1 || 0.30.4"],
  ["axios@1.14.1||0.30.4", "axios@1.14.1 || 0.30.4", "axios 1.14.1 or 0.30.4", "-|-|axios|range 1.14.1 || 0.30.4"],
  ["axios@1.14.1, 0.30.4", "axios@1.14.1,0.30.4", "axios 1.14.1, 0.30.4", "-|-|axios|range 1.14.1,0.30.4"],
  ["gem:rails@~> 6.0", "gem:rails@~>6.0", "rails ~> 6.0 (RubyGems)", "gem|-|rails|range ~>6.0"],
  ["gem:rails@>= 4, < 5, != 4.1", "gem:rails@>=4 <5 !=4.1", "rails >= 4 < 5 != 4.1 (RubyGems)", "gem|-|rails|range >=4 <5 !=4.1"],
  ["nuget:Newtonsoft.Json@<13", "nuget:Newtonsoft.Json@<13", "Newtonsoft.Json < 13 (NuGet)", "nuget|-|Newtonsoft.Json|range <13"],
  ["nuget:Newtonsoft.Json@12.*", "nuget:Newtonsoft.Json@12.*", "Newtonsoft.Json 12.* (NuGet)", "nuget|-|Newtonsoft.Json|range 12.*"],
  ["composer:a/b@^1.2 || ~2.0", "composer:a/b@^1.2 || ~2.0", "a/b ^1.2 or ~2.0", "composer|-|a/b|range ^1.2 || ~2.0"],
  ["composer:a/b@1.0 - 2.0", "composer:a/b@1.0 - 2.0", "a/b 1.0 - 2.0", "composer|-|a/b|range 1.0 - 2.0"],
  ["hackage:aeson@>=1 && <2", "hackage:aeson@>=1 <2", "aeson >= 1 < 2 (Hackage)", "hackage|-|aeson|range >=1 <2"],
  ["hackage:aeson@^>=1.2 lens", "hackage:aeson@^>=1.2 lens", "aeson ^>= 1.2 (Hackage) or lens", "hackage|-|aeson|range ^>=1.2", "-|-|lens|any"],
  ["hackage:aeson ^>= 1.2", "hackage:aeson@^>=1.2", "aeson ^>= 1.2 (Hackage)", "hackage|-|aeson|range ^>=1.2"],
  ["cran:readxl@(>= 1.4)", "cran:readxl@(>=1.4)", "readxl (>= 1.4) (CRAN)", "cran|-|readxl|range (>=1.4)"],
  ["@scope/name@^1.2", "@scope/name@^1.2", "@scope/name ^1.2", "-|-|@scope/name|range ^1.2"],
  ["@scope/name", "@scope/name", "@scope/name", "-|-|@scope/name|any"],
  ["log4j-core@[2.0,2.17.1)", "log4j-core@[2.0,2.17.1)", "log4j-core [2.0,2.17.1)", "-|-|log4j-core|range [2.0,2.17.1)"],
  [
    "log4j-core@[2.0, 2.17.1) lodash",
    "log4j-core@[2.0,2.17.1) lodash",
    "log4j-core [2.0,2.17.1) or lodash",
    "-|-|log4j-core|range [2.0,2.17.1)",
    "-|-|lodash|any",
  ],
  ["log4j-core@(,1.0],[1.2,)", "log4j-core@(,1.0],[1.2,)", "log4j-core (,1.0],[1.2,)", "-|-|log4j-core|range (,1.0],[1.2,)"],
  ["log4j-core@<2.17.1", "log4j-core@<2.17.1", "log4j-core < 2.17.1", "-|-|log4j-core|range <2.17.1"],
  ["log4j-core < 2.17.1", "log4j-core@<2.17.1", "log4j-core < 2.17.1", "-|-|log4j-core|range <2.17.1"],
  [
    "log4j-core >= 2.0 < 2.17.1 lodash",
    "log4j-core@>=2.0 <2.17.1 lodash",
    "log4j-core >= 2.0 < 2.17.1 or lodash",
    "-|-|log4j-core|range >=2.0 <2.17.1",
    "-|-|lodash|any",
  ],
  ["requests==2.31.0", "requests@2.31.0", "requests 2.31.0", "-|-|requests|exact 2.31.0"],
  ["pip:Flask_Login>=0.6,<1", "pypi:Flask_Login@>=0.6,<1", "Flask_Login >= 0.6, < 1 (PyPI)", "pypi|-|Flask_Login|range >=0.6,<1"],
  ["django~=4.2", "django@~=4.2", "django ~= 4.2", "-|-|django|range ~=4.2"],
  [
    "org.apache.logging.log4j:log4j-core@2.14.1",
    "maven:org.apache.logging.log4j:log4j-core@2.14.1",
    "org.apache.logging.log4j:log4j-core 2.14.1",
    "maven|-|org.apache.logging.log4j:log4j-core|exact 2.14.1",
  ],
  [
    "org.apache.logging.log4j:log4j-core:2.14.1",
    "maven:org.apache.logging.log4j:log4j-core@2.14.1",
    "org.apache.logging.log4j:log4j-core 2.14.1",
    "maven|-|org.apache.logging.log4j:log4j-core|exact 2.14.1",
  ],
  ["junit:junit", "maven:junit:junit", "junit:junit", "maven|-|junit:junit|any"],
  ["mvn:log4j-core", "maven:log4j-core", "log4j-core (Maven)", "maven|-|log4j-core|any"],
  [
    "debian:openssl@<3.0.11-1~deb12u2",
    "debian:openssl@<3.0.11-1~deb12u2",
    "debian/openssl < 3.0.11-1~deb12u2",
    "deb|debian|debian/openssl|range <3.0.11-1~deb12u2",
  ],
  ["deb:debian/curl", "deb:debian/curl", "debian/curl", "deb|-|debian/curl|any"],
  ["deb:libx11-6@2:1.7.2-1", "deb:libx11-6@2:1.7.2-1", "libx11-6 2:1.7.2-1 (Debian package)", "deb|-|libx11-6|exact 2:1.7.2-1"],
  ["github.com/foo/bar@v1.2.3", "github.com/foo/bar@v1.2.3", "github.com/foo/bar v1.2.3", "-|-|github.com/foo/bar|exact v1.2.3"],
  ["go:github.com/foo/bar", "golang:github.com/foo/bar", "github.com/foo/bar", "golang|-|github.com/foo/bar|any"],
  ["pkg:npm/%40scope/name@1.2.3", "npm:@scope/name@1.2.3", "@scope/name 1.2.3", "npm|-|@scope/name|exact 1.2.3"],
  ["pkg:maven/g.h/a", "maven:g.h:a", "g.h:a", "maven|-|g.h:a|any"],
  ["pkg:npm/lodash < 4", "npm:lodash@<4", "lodash < 4 (npm)", "npm|-|lodash|range <4"],
  ["@scope/*", "@scope/*", "packages of @scope", "prefix npm @scope/"],
  ["org.apache.logging.log4j:*", "maven:org.apache.logging.log4j:*", "packages of org.apache.logging.log4j", "prefix maven org.apache.logging.log4j:"],
  ["github.com/foo/*", "github.com/foo/*", "packages of github.com/foo", "prefix - github.com/foo/"],
  ["debian:lib*", "deb:debian/lib*", "packages named debian/lib*", "prefix deb debian/lib"],
  [`sha256:${sha}`, `sha256:${sha}`, "sha256:aaaaaaaaaaaa…", "hash aaaa"],
  [sha.toUpperCase(), `sha256:${sha}`, "sha256:aaaaaaaaaaaa…", "hash aaaa"],
  ["chalk:5.6.1", "chalk@5.6.1", "chalk 5.6.1", "-|-|chalk|exact 5.6.1"],
  ["@ctrl/tinycolor:4.1.1", "@ctrl/tinycolor@4.1.1", "@ctrl/tinycolor 4.1.1", "-|-|@ctrl/tinycolor|exact 4.1.1"],
  [
    "chalk@5.6.1, debug@4.4.2,ansi-styles@6.2.2",
    "chalk@5.6.1 debug@4.4.2 ansi-styles@6.2.2",
    "chalk 5.6.1, debug 4.4.2 or ansi-styles 6.2.2",
    "-|-|chalk|exact 5.6.1",
    "-|-|debug|exact 4.4.2",
    "-|-|ansi-styles|exact 6.2.2",
  ],
  ["a1@1 || b1@2", "a1@1 b1@2", "a1 1 or b1 2", "-|-|a1|exact 1", "-|-|b1|exact 2"],
  ["lodash@1.0.0 - 2.0.0", "lodash@1.0.0 - 2.0.0", "lodash 1.0.0 - 2.0.0", "-|-|lodash|range 1.0.0 - 2.0.0"],
  ["lodash@*", "lodash", "lodash", "-|-|lodash|any"],
  ["lodash@=4.17.20", "lodash@4.17.20", "lodash 4.17.20", "-|-|lodash|exact 4.17.20"],
  ['swid:"tool sample"@1.0', 'swid:"tool sample"@1.0', "tool sample 1.0 (SWID)", "swid|-|tool sample|exact 1.0"],
  ['"CVE-2021-44228"', '"CVE-2021-44228"', "CVE-2021-44228", "-|-|CVE-2021-44228|any"],
  ["cve-2021-44228", "CVE-2021-44228", "packages affected by CVE-2021-44228", "advisory CVE-2021-44228"],
  ["GHSA-JFH8-C2JP-5V3Q", "GHSA-jfh8-c2jp-5v3q", "packages affected by GHSA-jfh8-c2jp-5v3q", "advisory GHSA-jfh8-c2jp-5v3q"],
  [
    "MAL-2025-1234, RHSA-2024:0001 lodash@1",
    "MAL-2025-1234 RHSA-2024:0001 lodash@1",
    "packages affected by MAL-2025-1234, packages affected by RHSA-2024:0001 or lodash 1",
    "advisory MAL-2025-1234",
    "advisory RHSA-2024:0001",
    "-|-|lodash|exact 1",
  ],
  ["CVE-2021-*", "CVE-2021-*", "packages named CVE-2021-*", "prefix - CVE-2021-"],
  [
    "x_FOP-typo3-cms-2016-09-14-1",
    "x_FOP-typo3-cms-2016-09-14-1",
    "packages affected by x_FOP-typo3-cms-2016-09-14-1",
    "advisory x_FOP-typo3-cms-2016-09-14-1",
  ],
  ["go-md2man", "go-md2man", "go-md2man", "-|-|go-md2man|any"],
  ["mini-html-with-text", "mini-html-with-text", "mini-html-with-text", "-|-|mini-html-with-text|any"],
  ["npm:cve-2021-1", "npm:cve-2021-1", "cve-2021-1 (npm)", "npm|-|cve-2021-1|any"],
  ["pkg:generic/foo%28bar%29@1", 'generic:"foo(bar)"@1', "foo(bar) 1 (generic)", "generic|-|foo(bar)|exact 1"],
  ["", "", "nothing"],
];

describe("the question", () => {
  for (const [text, canonical, label, ...terms] of table) {
    it(text || "(empty)", () => {
      const question = parseQuestion(text);
      expect(question.diagnostics).toEqual([]);
      expect(question.terms.map(short)).toEqual(terms);
      expect(formatQuestion(question)).toBe(canonical);
      expect(labelOf(question)).toBe(label);
    });
  }

  it("knows where each term stands", () => {
    const text = "  log4j-core < 2.17.1  team:payments lodash@4.17.20";
    const { terms } = parseQuestion(text);
    expect(terms.map(({ start, end }) => text.slice(start, end))).toEqual(["log4j-core < 2.17.1", "lodash@4.17.20"]);
  });

  it("counts what it does not show in the label", () => {
    expect(labelOf(parseQuestion("a1 b2 c3 d4 e5"))).toBe("a1, b2, c3 or 2 more");
  });
});

describe("ids of the OSV family", () => {
  it.each([
    "CVE-2021-44228 GHSA-jfh8-c2jp-5v3q MAL-2025-1234 OSV-2020-744 PYSEC-2021-1 RUSTSEC-2021-0001 GO-2021-0052 HSEC-2023-0001 RSEC-2023-1 GSD-2021-1",
    "PSF-2022-1 OSEC-2025-01 JLSEC-2025-1 LBSEC-2025-1 MGASA-2023-0123 OESA-2023-1234 V8-2024-1 ELSA-2023-1234 DRUPAL-CONTRIB-2020-001",
    "DSA-5555-1 DLA-3-1 DTSA-1-1 ELA-1-1 USN-6000-1 LSN-0084-1 RHSA-2023:1234 RHBA-2023:1 RHEA-2023:1 RLSA-2023:1 RXSA-2023:1 ALSA-2023:1 ALBA-2023:1",
    "SUSE-SU-2023:1234-1 openSUSE-SU-2024:13000-1 SUSE-RU-2023:1-1 ALPINE-CVE-2024-1 BELL-CVE-2024-1 CURL-CVE-2024-1 DEBIAN-CVE-2024-1 UBUNTU-CVE-2024-1",
    "EEF-CVE-2025-4748 ROOT-OS-ALPINE-317-CVE-2024-1 BIT-apache-2021-44224 CGA-23c4-q9rh-5v3q MINI-23c4-q9rh-5v3q ECHO-23c4-q9rh-5v3q",
    "AZL-12345 ASB-A-12345 PUB-A-12345 CLEANSTART-2026-AB12345 ALAS-2023-1234 ALAS2023-2023-123 PHSA-2023-4.0-0001 FreeBSD-2024-0001",
  ])("are read and written back: %s", (text) => {
    const question = parseQuestion(text);
    expect(question.terms.map(({ kind }) => kind)).toEqual(text.split(" ").map(() => "advisory"));
    expect(formatQuestion(question)).toBe(text);
    expect(formatQuestion(parseQuestion(text.toLowerCase()))).toBe(text);
  });
});

describe("facets", () => {
  it("narrow by team, service, kind, ref, scope, direct and time", () => {
    const { facets, terms, diagnostics } = parseQuestion(
      'lodash team:payments,web team:"My team" service:api kind:image ref:main scope:runtime,dev severity:critical,high direct:true asof:2026-01-31T08:00Z',
    );
    expect(diagnostics).toEqual([]);
    expect(terms).toHaveLength(1);
    expect(facets).toEqual({
      team: ["payments", "web", "My team"],
      service: ["api"],
      kind: ["image"],
      ref: ["main"],
      scope: ["runtime", "dev"],
      severity: ["critical", "high"],
      direct: true,
      asof: "2026-01-31T08:00:00.000Z",
    });
  });

  it("of findings are read, and short words for them", () => {
    const of = (text: string) => parseQuestion(text).facets;
    expect(of("tier:1,2 env:Production,prod-eu assignee:none due:overdue,soon decision:accepted kev:yes since:2026-01-31")).toEqual({
      tier: [1, 2],
      env: ["production", "prod-eu"],
      assignee: ["none"],
      due: ["overdue", "soon"],
      decision: ["accepted"],
      kev: true,
      since: "2026-01-31T00:00:00.000Z",
    });
    expect(of("is:overdue,mine is:exploited is:not-affected")).toEqual({ due: ["overdue"], assignee: ["me"], kev: true, decision: ["not_affected"] });
    expect(of("decision:todo")).toEqual({ decision: ["undecided", "affected", "under_investigation"] });
  });

  it("of findings are written back", () => {
    const text = "severity:high tier:1 env:production assignee:me due:overdue decision:undecided kev:true since:2026-01-31T00:00:00.000Z";
    expect(formatQuestion(parseQuestion(text))).toBe(text);
  });

  it("are written back", () => {
    const text = 'lodash team:payments team:"My team" ref:release/1.0 direct:false asof:2026-01-31T00:00:00.000Z';
    expect(formatQuestion(parseQuestion(text))).toBe(text);
  });
});

describe("what cannot be used is said, with its place", () => {
  const faults: [string, string, string][] = [
    ["lodash tier:5", "bad_facet_value", "tier:5"],
    ["lodash due:tomorrow", "bad_facet_value", "due:tomorrow"],
    ["lodash decision:maybe", "bad_facet_value", "decision:maybe"],
    ["lodash kev:perhaps", "bad_facet_value", "kev:perhaps"],
    ["lodash since:yesterday", "bad_facet_value", "since:yesterday"],
    ["lodash is:nice", "bad_facet_value", "is:nice"],
    ["lodash during:2026-01", "bad_facet_value", "during:2026-01"],
    ["sha512:abcd", "not_supported_yet", "sha512:abcd"],
    ["lodash owner:alice", "unknown_facet", "owner:alice"],
    ["lodash team:", "bad_facet_value", "team:"],
    ["lodash severity:urgent", "bad_facet_value", "severity:urgent"],
    ["lodash scope:runtim", "bad_facet_value", "scope:runtim"],
    ["lodash direct:maybe", "bad_facet_value", "direct:maybe"],
    ["lodash asof:yesterday", "bad_facet_value", "asof:yesterday"],
    ["lodash asof:2026-02-31x", "bad_facet_value", "asof:2026-02-31x"],
    ["lodash <", "unreadable_token", "<"],
    ["lodash@", "unreadable_token", "lodash@"],
    ["lodash@>=<", "range_unreadable", "lodash@>=<"],
    ["npm:lodash@<banana", "range_unreadable", "npm:lodash@<banana"],
    ["a@1@2", "unreadable_token", "a@1@2"],
    ["lodash@4.17.20 4.17.21", "unreadable_token", "4.17.21"],
    ["lodash @4.17.20", "unreadable_token", "@4.17.20"],
    ["lodash asof:2026-02-31", "bad_facet_value", "asof:2026-02-31"],
    ["*", "unreadable_token", "*"],
    ["npm:*", "unreadable_token", "npm:*"],
    ["a*b", "unreadable_token", "a*b"],
    ["???", "unreadable_token", "???"],
    ['lodash "open', "unreadable_token", '"open'],
    ["pkg:npm/", "unreadable_token", "pkg:npm/"],
    ["sha256:xyz", "unreadable_token", "sha256:xyz"],
    ["|| lodash", "unreadable_token", "||"],
    ["https://example.org/x", "unknown_facet", "https://example.org/x"],
    ["pkg:deb/debian/curl@7?arch=amd64", "qualifiers_ignored", "pkg:deb/debian/curl@7?arch=amd64"],
  ];
  for (const [text, code, place] of faults) {
    it(text, () => {
      const { diagnostics } = parseQuestion(text);
      expect(diagnostics.map((found) => [found.code, text.slice(found.start, found.end)])).toEqual([[code, place]]);
      expect(diagnostics[0]?.message).not.toBe("");
    });
  }

  it("refuses a text that is too long", () => {
    expect(parseQuestion("a".repeat(2_001)).diagnostics[0]?.code).toBe("question_too_long");
  });
});

describe("any text", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "lodash",
      "@scope/name",
      "@scope/*",
      "org.x:y",
      "pkg:npm/a@1",
      "npm:",
      "debian:",
      "team:",
      "team:a,b",
      "scope:dev",
      "severity:high,low",
      '"',
      "\\",
      "@",
      "<",
      ">=",
      "||",
      "-",
      ",",
      ";",
      " ",
      "  ",
      "1.0",
      "v2.3.4",
      "*",
      "[1,2)",
      "(",
      "^",
      "~",
      "=",
      "!=",
      "CVE-2021-1",
      "ghsa-jfh8-c2jp-5v3q",
      "RHSA-2024:1",
      "openSUSE-SU-2024:1-1",
      "sha256:",
      ":",
      "/",
      "\ue041",
      "x",
      "asof:2026-01-01",
    ),
    fc.string({ maxLength: 5 }),
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 30 }).map((list) => list.join("")),
    fc.array(piece, { maxLength: 12 }).map((list) => list.join(" ")),
    fc.string({ unit: "binary", maxLength: 2_000 }),
  );
  const meaning = ({ terms, facets }: Question) => ({ terms: terms.map((term) => ({ ...term, start: 0, end: 0 })), facets });

  it("is read without throwing, and the canonical text means the same", () => {
    fc.assert(
      fc.property(text, (input) => {
        const question = parseQuestion(input);
        for (const { start, end } of [...question.terms, ...question.diagnostics]) expect(0 <= start && start < end && end <= input.length).toBe(true);
        const canonical = formatQuestion(question);
        if (canonical.length > 2_000) return;
        const again = parseQuestion(canonical);
        expect(meaning(again), canonical).toEqual(meaning(question));
        expect(again.diagnostics, canonical).toEqual([]);
        labelOf(question);
      }),
      { numRuns: 5_000 },
    );
  });

  it("loses no word silently", () => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), (list) => {
        const input = list.join(" ");
        const { terms, diagnostics, facets } = parseQuestion(input);
        if (/[\p{L}\p{N}]/u.test(input)) expect(terms.length + diagnostics.length + Object.keys(facets).length).toBeGreaterThan(0);
      }),
      { numRuns: 2_000 },
    );
  });

  it("reads a facet as a URL writes it too", () => {
    expect(parseQuestion("lodash asof=2020-01-01 team=payments direct=true")).toMatchObject({
      terms: [{ name: "lodash", version: { kind: "any" } }],
      facets: { asof: "2020-01-01T00:00:00.000Z", team: ["payments"], direct: true },
      diagnostics: [],
    });
  });

  it("takes bounded time on hostile input", { timeout: 10_000 }, () => {
    for (const unit of ['"', "\\", "[", "(", "a@[", "a,", "a@1||", "<", "a:", "::", "@", "*", "a@>=1 ", "pkg:", "team:", " - ", "x.", "~", "\ud800"]) {
      const input = unit.repeat(2_000).slice(0, 2_000);
      expect(() => formatQuestion(parseQuestion(input)), unit).not.toThrow();
    }
  });
});
