import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import { WhereinError } from "@/lib/errors";
import { readIndicators } from "./index";
import { indicatorsOf, verdictsOf } from "./test-lists";

const npm = { ecosystem: "npm" } as const;

describe("one line", () => {
  it.each<[string, string[]]>([
    ["lodash@4.17.20", ["npm:lodash@4.17.20"]],
    ["lodash@v1", ["npm:lodash@1"]],
    ["02-echo:0.0.7", ["npm:02-echo@0.0.7"]],
    ["@scope/x:1.0.0", ["npm:@scope/x@1.0.0"]],
    ["npm:@scope/x:1.0", ["npm:@scope/x@1.0"]],
    ["npm: left-pad@1.0.0", ["npm:left-pad@1.0.0"]],
    ["pypi:Flask_Login:1.0", ["pypi:flask-login@1.0"]],
    ["composer:vendor/package:1.2.3", ["composer:vendor/package@1.2.3"]],
    ["crates:serde:1.0.1", ["cargo:serde@1.0.1"]],
    ["go:github.com/a/b:v0.10.1-dev.20", ["golang:github.com/a/b@v0.10.1-dev.20"]],
    ["github.com/a/b@v0.0.0-20260805081246-648cd8543c4f", ["golang:github.com/a/b@v0.0.0-20260805081246-648cd8543c4f"]],
    ["node:18.2.0", ["npm:node@18.2.0"]],
    ["requests==2.31.0", ["npm:requests@2.31.0"]],
    ["a@1.0.0 || 2.0.0", ["npm:a@1.0.0", "npm:a@2.0.0"]],
    ["a = 1.0.0 || = 1.1.0", ["npm:a@1.0.0", "npm:a@1.1.0"]],
    ["a 1.2.3", ["npm:a@1.2.3"]],
    ["a v2", ["npm:a@2"]],
    ["a (1.2.3, 1.2.4)", ["npm:a@1.2.3", "npm:a@1.2.4"]],
    ["a: 1.2.3, 1.2.4", ["npm:a@1.2.3", "npm:a@1.2.4"]],
    ["a - 1.2.3", ["npm:a@1.2.3"]],
    ["a \u2013 1.2.3", ["npm:a@1.2.3"]],
    ["a, 1.2.3", ["npm:a@1.2.3"]],
    ["npm,a,1.2.3", ["npm:a@1.2.3"]],
    ["a\t1.2.3\t1.2.4", ["npm:a@1.2.3", "npm:a@1.2.4"]],
    ["@scope/name versions 1.2.3 and 1.2.4", ["npm:@scope/name@1.2.3", "npm:@scope/name@1.2.4"]],
    ["a (versions 1.2.3 and 1.2.4)", ["npm:a@1.2.3", "npm:a@1.2.4"]],
    ["a - compromised versions: 1.2.3, 1.2.4", ["npm:a@1.2.3", "npm:a@1.2.4"]],
    ["a@1.2.3/1.2.4", ["npm:a@1.2.3", "npm:a@1.2.4"]],
    ["a@[1.0.0],[1.0.1]", ["npm:a@1.0.0", "npm:a@1.0.1"]],
    ["a@>=1.0.0 <2.0.0", ["npm:a@>=1.0.0 <2.0.0"]],
    ["a@>= 1.0.0, < 2.0.0", ["npm:a@>=1.0.0,<2.0.0"]],
    ["a >=1 <2 || >=3 <4", ["npm:a@>=1 <2", "npm:a@>=3 <4"]],
    ["a@^1.2", ["npm:a@^1.2"]],
    ["a@1.x", ["npm:a@1.x"]],
    ["a < 1.2.3", ["npm:a@<1.2.3"]],
    ["a 1.0.0 to 1.4.0", ["npm:a@>=1.0.0 <=1.4.0"]],
    ["a 1.0.0 - 1.4.0", ["npm:a@1.0.0 - 1.4.0"]],
    ["a before 1.2.3", ["npm:a@<1.2.3"]],
    ["a 1.2.3 and later", ["npm:a@>=1.2.3"]],
    ["a 1.2.3 and earlier, 2.0.0", ["npm:a@<=1.2.3", "npm:a@2.0.0"]],
    ["a (all versions)", ["npm:a@*"]],
    ["a@*", ["npm:a@*"]],
    ["maven:org.apache.logging.log4j:log4j-core:2.14.1", ["maven:org.apache.logging.log4j:log4j-core@2.14.1"]],
    ["org.apache.logging.log4j:log4j-core:2.14.1", ["maven:org.apache.logging.log4j:log4j-core@2.14.1"]],
    ["maven:g:a@[2.0,2.17.1)", ["maven:g:a@[2.0,2.17.1)"]],
    ["nuget:A.B@(1.0,2.0)", ["nuget:a.b@(1.0,2.0)"]],
    ["debian:openssl@3.0.11-1~deb12u2", ["debian:openssl@3.0.11-1~deb12u2"]],
    ["gha:actions/checkout@v4", ["githubactions:actions/checkout@v4"]],
    [
      "gha:tj-actions/changed-files@0e58ed8671d6b60d0890c21b07f8835ace038e67",
      ["githubactions:tj-actions/changed-files@0e58ed8671d6b60d0890c21b07f8835ace038e67"],
    ],
    ["[npm] a@1.0.0", ["npm:a@1.0.0"]],
    ["a@1.0.0 (PyPI)", ["pypi:a@1.0.0"]],
    ["pkg:npm/%40scope/name@1.2.3", ["npm:@scope/name@1.2.3"]],
    ["pkg:pypi/Django@4.2", ["pypi:django@4.2"]],
    ["@scope/*", ["npm:@scope/*"]],
    ["cve-2021-44228", ["CVE-2021-44228"]],
    ["GHSA-JFH8-C2JP-5V3Q", ["GHSA-jfh8-c2jp-5v3q"]],
    ["MAL-2025-1234", ["MAL-2025-1234"]],
    [`sha256:${"AB".repeat(32)}`, [`sha256:${"ab".repeat(32)}`]],
    [`ghcr.io/x/y@sha256:${"AB".repeat(32)}`, [`sha256:${"ab".repeat(32)}`]],
    [`docker:x/y@sha256:${"ab".repeat(32)}`, [`docker:x/y@sha256:${"ab".repeat(32)}`, `sha256:${"ab".repeat(32)}`]],
    ["ab".repeat(32), [`sha256:${"ab".repeat(32)}`]],
    ["https://www.npmjs.com/package/@a/b/v/1.2.3", ["npm:@a/b@1.2.3"]],
    ["hxxps://pypi[.]org/project/Some_Thing/1.0/", ["pypi:some-thing@1.0"]],
    ["https://osv.dev/vulnerability/MAL-2025-1234", ["MAL-2025-1234"]],
    ["a@1.0.0, b@2.0.0", ["npm:a@1.0.0", "npm:b@2.0.0"]],
    ["a@1.0.0 b@2.0.0 and c:3.0.0", ["npm:a@1.0.0", "npm:b@2.0.0", "npm:c@3.0.0"]],
    ["a@1.0.0 # and b@2.0.0", ["npm:a@1.0.0", "npm:b@2.0.0"]],
    ["a@1.0.0 -- b@2.0.0", ["npm:a@1.0.0", "npm:b@2.0.0"]],
    ["a@1.0.0 // b@2.0.0, @c/d@3.0.0", ["npm:a@1.0.0", "npm:b@2.0.0", "npm:@c/d@3.0.0"]],
    ["a@1.0.0 <!-- pkg:pypi/b@2.0 -->", ["npm:a@1.0.0", "pypi:b@2.0"]],
    ["a@1.0.0 /* b==2.0.0 */", ["npm:a@1.0.0", "npm:b@2.0.0"]],
    ['"a": "1.2.3",', ["npm:a@1.2.3"]],
    ["'a': ['1.2.3', '1.2.4'],", ["npm:a@1.2.3", "npm:a@1.2.4"]],
    ['"a": {"1.2.3"},', ["npm:a@1.2.3"]],
    ["\u251c\u2500\u2500 a@1.2.3", ["npm:a@1.2.3"]],
    [`SHA256: ${"4f".repeat(32)}`, [`sha256:${"4f".repeat(32)}`]],
    ["socket.io@4.8.1", ["npm:socket.io@4.8.1"]],
    ["__proto__@1.0.0", ["npm:__proto__@1.0.0"]],
    ["constructor:1.0.0", ["npm:constructor@1.0.0"]],
  ])("%s", (line, expected) => {
    const list = readIndicators(line, npm);
    expect(verdictsOf(list)).toEqual(["1 read"]);
    expect(indicatorsOf(line, npm)).toEqual(expected);
  });

  it.each([
    ["- a@1.0.0"],
    ["* `a@1.0.0`"],
    ["\u2022 a@1.0.0 \u274c"],
    ["\u2705 a@1.0.0"],
    ["1. a@1.0.0"],
    ["12) a@1.0.0"],
    ["- [x] a@1.0.0"],
    ["> a@1.0.0"],
    ['"a@1.0.0",'],
    ["'a@1.0.0';"],
    ["\u201ca@1.0.0\u201d"],
    ["a@1.0.0  # the worm"],
    ["a@1.0.0 // the worm"],
    ["a@1.0.0 # see CVE-2021-44228 and https://example.test/b, 2.6m a week, e=mc2"],
    ["a@1.0.0 <!-- the worm -->"],
    ["\u00a0a\u200b@1.0.0\u00a0"],
    ["\ufeffa@1.0.0"],
    ["a[@]1[.]0[.]0"],
    ["a(at)1.0.0"],
    ["**a**@1.0.0"],
    ["[a@1.0.0](https://example.test/a)"],
    ["<code>a@1.0.0</code>"],
    ["\\@x\\/y@1.0.0".slice(6) && "a@1\\.0\\.0"],
  ])("with marks around it: %s", (line) => expect(indicatorsOf(line, npm)).toEqual(["npm:a@1.0.0"]));

  it.each<[string, string]>([
    ["142.11.206.73", "ip_address"],
    ["142.11.206[.]73:8080", "ip_address"],
    ["2001:db8::1", "ip_address"],
    ["evil.example.com", "domain"],
    ["evil[.]io", "domain"],
    ["evil.com:8000", "domain"],
    ["hxxp://evil[.]com:8000/6202033", "url"],
    ["https://github.com/a/b", "url"],
    ["d41d8cd98f00b204e9800998ecf8427e", "hash_md5"],
    ["da39a3ee5e6b4b0d3255bfef95601890afd80709", "hash_sha1"],
    ["ab".repeat(64), "hash_other"],
    ["bun_environment.json", "file_name"],
    ["/tmp/ld.py", "file_path"],
    ["%PROGRAMDATA%\\wt.exe", "file_path"],
    ["HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run\\Update", "registry_key"],
    ["0x52908400098527886E0F7030069857D2E4169EE7", "wallet"],
    ["1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "wallet"],
    ["someone@example.com", "email"],
    ["2025-09-08", "date"],
    ["1.2.3", "version_only"],
    ["1.2.3, 1.2.4", "version_only"],
    ["cpe:2.3:a:apache:log4j:2.14.1:*:*:*:*:*:*:*", "cpe"],
    ["These packages were found to be harmful.", "no_indicator"],
    ["Published on September 8, 2025 at noon", "no_indicator"],
    ["Python 3", "no_indicator"],
    ["Total: 187", "no_indicator"],
    ["Version: 1.2.3", "version_only"],
    ["evil.com # the worm", "domain"],
    ["a@", "version_missing"],
    ["a@latest # 1.2.3", "version_unreadable"],
    ["a@latest", "version_unreadable"],
    ["!!!", "unreadable"],
  ])("that is something else is rejected with what it is: %s", (line, code) => {
    const list = readIndicators(line, npm);
    expect(verdictsOf(list)).toEqual([`1 rejected ${code}`]);
    expect(list.verdicts[0]?.message).toMatch(/\w.*\.$/);
    expect(list.indicators).toEqual([]);
  });

  it.each<[string, string[], string]>([
    ["On Monday chalk@5.6.1 and debug@4.4.2 were published.", ["npm:chalk@5.6.1", "npm:debug@4.4.2"], "read_in_part"],
    ["the @ctrl/tinycolor versions 4.1.1, 4.1.2 were trojanised", ["npm:@ctrl/tinycolor@4.1.1", "npm:@ctrl/tinycolor@4.1.2"], "read_in_part"],
    ["See CVE-2021-44228, which affects log4j.", ["CVE-2021-44228"], "read_in_part"],
    ["axios@1.14.1 Compromised release", ["npm:axios@1.14.1"], "read_in_part"],
    ["strip-ansi 7.1.1 - 261.17m downloads per week", ["npm:strip-ansi@7.1.1"], "read_in_part"],
    ["event-stream | 3.3.6 | npm", ["npm:event-stream@3.3.6"], "read_in_part"],
    ["a,1.2.3,koi", ["npm:a@1.2.3"], "read_in_part"],
    ["a@1.0.0 - malicious", ["npm:a@1.0.0"], "read_in_part"],
    [`bundle.js - ${"4f".repeat(32)}`, [`sha256:${"4f".repeat(32)}`], "read_in_part"],
    ["a@1.0.0 # pulled in b@2.0.0", ["npm:a@1.0.0", "npm:b@2.0.0"], "read_in_part"],
    ["a@1.0.0 # with b 2.0.0", ["npm:a@1.0.0"], "read_in_part"],
    ["a@1.0.0 # fixed in a@1.0.1", ["npm:a@1.0.0"], "read_in_part"],
    ["evil.com # dropped by b@2.0.0", ["npm:b@2.0.0"], "read_in_part"],
    ["PyPI # b@2.0.0", ["npm:b@2.0.0"], "read_in_part"],
    ["a@1.0.0, latest", ["npm:a@1.0.0"], "read_in_part"],
    ["pkg:deb/debian/openssl@3.0.11?distro=debian-12", ["deb:debian/openssl@3.0.11"], "qualifiers_ignored"],
    ["left-pad", ["npm:left-pad@*"], "every_version"],
    ["@scope/left-pad", ["npm:@scope/left-pad@*"], "every_version"],
    ["left-pad (unknown)", ["npm:left-pad@*"], "every_version"],
  ])("that is read with a note: %s", (line, expected, code) => {
    const list = readIndicators(line, npm);
    expect(verdictsOf(list)).toEqual([`1 read ${code}`]);
    expect(list.counts).toMatchObject({ read: 0, noted: 1 });
    expect(indicatorsOf(line, npm)).toEqual(expected);
  });

  it("without a version is nothing where the caller says so, unless the list says that all are meant", () => {
    const list = readIndicators("left-pad\nright-pad@*\nup-pad all versions\n", { ...npm, bareNames: "reject" });
    expect(verdictsOf(list)).toEqual(["1 rejected bare_name", "2 read", "3 read"]);
  });

  it("with a range that its ecosystem does not know is rejected with the reason", () => {
    expect(verdictsOf(readIndicators("pypi:a@^1.2\nnpm:b@>=banana", {}))).toEqual(["1 rejected range_unreadable", "2 rejected version_unreadable"]);
  });
});

describe("a list", () => {
  it("has one verdict for each line, and counts that add up to them", () => {
    const text = "# remark\n\nnpm:a@1.0.0\nnpm:a:1.0.0\nevil.com\n// remark\nPyPI:\nb@1.0.0\nc\n<!-- two\nlines -->\nd@1.0.0\n";
    const list = readIndicators(text);
    expect(verdictsOf(list)).toEqual([
      "1 comment",
      "2 blank",
      "3 read",
      "4 duplicate",
      "5 rejected domain",
      "6 comment",
      "7 header",
      "8 read",
      "9 read every_version",
      "10 comment",
      "11 comment",
      "12 read",
    ]);
    expect(list.verdicts.map(({ indicators }) => indicators)).toEqual([[], [], [0], [0], [], [], [], [1], [2], [], [], [3]]);
    expect(list.lines).toBe(12);
    expect(list.counts).toEqual({ read: 3, noted: 1, rejected: 1, comment: 4, blank: 1, header: 1, duplicate: 1 });
    expect(indicatorsOf(text)).toEqual(["npm:a@1.0.0", "pypi:b@1.0.0", "pypi:c@*", "pypi:d@1.0.0"]);
  });

  it("gives bare names the ecosystem of the caller, else the one that it states, else the one of most of its lines, else none", () => {
    const ecosystemOf = (text: string, ecosystem?: string) => readIndicators(text, ecosystem === undefined ? {} : { ecosystem }).ecosystem;
    expect(ecosystemOf("npm:a@1.0\nb@1.0", "pip")).toEqual({ value: "pypi", from: "choice" });
    expect(ecosystemOf("# bare names default to npm\npypi:a@1.0\nb@1.0")).toEqual({ value: "npm", from: "list" });
    expect(ecosystemOf("pypi:a@1.0\npypi:b@1.0\n@c/d@1.0\ne@1.0")).toEqual({ value: "pypi", from: "list" });
    expect(ecosystemOf("pypi:a@1.0\n@c/d@1.0\ne@1.0")).toEqual({ value: null, from: "none" });
    expect(indicatorsOf("pypi:a@1.0\n@c/d@1.0\ne@1.0")).toEqual(["pypi:a@1.0", "npm:@c/d@1.0", "e@1.0"]);
    expect(verdictsOf(readIndicators("e@1.0"))).toEqual(["1 read any_ecosystem"]);
    expect(indicatorsOf("npm:a@1.0\nvendor/thing@1.0")).toEqual(["npm:a@1.0", "vendor/thing@1.0"]);
  });

  it("gives versions in lines of their own to the name above them", () => {
    const text = "@a/b\n  - 1.0.0\n  - 1.0.1\nc:\n  2.0.0, 2.0.1\nlast\n\n3.0.0 of many\n";
    expect(verdictsOf(readIndicators(text, npm)).slice(0, 6)).toEqual(["1 header", "2 read", "3 read", "4 header", "5 read", "6 read every_version"]);
    expect(indicatorsOf(text, npm)).toEqual(["npm:@a/b@1.0.0", "npm:@a/b@1.0.1", "npm:c@2.0.0", "npm:c@2.0.1", "npm:last@*"]);
  });

  it("reads an advisory's text: the package in one line, its versions in the next", () => {
    const text = "**Package**: @a/b (npm)\n**Affected versions**: >= 1.0.0, < 1.0.5\n\nPackage name: c\nVersions: 1.0.0, 1.0.1\n";
    expect(indicatorsOf(text, npm)).toEqual(["npm:@a/b@>=1.0.0,<1.0.5", "npm:c@1.0.0", "npm:c@1.0.1"]);
    expect(indicatorsOf("vscode:publisher.name@1.0.0")).toEqual(["vscode-extension:publisher/name@1.0.0"]);
  });

  it("keeps what the list states above what a heading says", () => {
    const text = "# Bare entries are interpreted as npm\n# PyPI wave\npypi:a:1.0\nPyPI:\nb:1.0.0\n";
    expect(indicatorsOf(text)).toEqual(["pypi:a@1.0", "npm:b@1.0.0"]);
  });

  it("is read in UTF-16, with every kind of line end, and with hidden characters written out in its verdicts", () => {
    expect(indicatorsOf(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("npm:a@1.0\r\nnpm:b@1.0\r\n", "utf16le")]))).toEqual(["npm:a@1.0", "npm:b@1.0"]);
    const list = readIndicators("npm:a@1.0\rnpm:b\u202e@1.0\u2028npm:c@1.0\r\n");
    expect(verdictsOf(list)).toEqual(["1 read", "2 read", "3 read"]);
    expect(list.verdicts[1]?.text).toBe("npm:b<U+202E>@1.0");
    expect(readIndicators(`npm:a@1.0 ${"x".repeat(1_000)}`).verdicts[0]?.text).toHaveLength(200);
  });

  it("is refused beyond its limits, and when it is no text, with a reason", () => {
    const reasonOf = (input: string | Uint8Array, options = {}) => {
      try {
        readIndicators(input, options);
      } catch (error) {
        if (error instanceof WhereinError) return `${error.code} ${error.reason}`;
        throw error;
      }
      return "none";
    };
    expect(reasonOf("a@1\n".repeat(50_001))).toBe("too_large too_many_lines");
    expect(reasonOf("a@1\n".repeat(50_000))).toBe("none");
    expect(reasonOf("a".repeat(65_537))).toBe("too_large line_too_long");
    expect(reasonOf(`a@${"1.0,".repeat(2_001)}`)).toBe("too_large too_many_versions");
    expect(reasonOf(Buffer.alloc(16 * 1_048_576 + 1, "a"))).toBe("too_large list_too_large");
    expect(reasonOf("[".repeat(1_000_000))).toBe("too_large too_deep");
    expect(reasonOf(`<table>${"<div>".repeat(100_000)}`)).toBe("too_large too_deep");
    expect(reasonOf("PK\u0003\u0004 and so on")).toBe("unsupported not_text");
    expect(reasonOf("a@1", { ecosystem: "klingon" })).toBe("invalid ecosystem_unknown");
  });
});
