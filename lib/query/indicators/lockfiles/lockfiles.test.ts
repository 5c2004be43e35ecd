import { describe, expect, it } from "vitest";
import type { ListFormat } from "../index";
import { readIndicators } from "../index";
import { indicatorsOf, verdictsOf } from "../test-lists";

const npm3 = {
  name: "x",
  lockfileVersion: 3,
  packages: {
    "": { name: "x", version: "0.1.0" },
    "node_modules/@a/b": { version: "1.0.0" },
    "node_modules/@a/b/node_modules/c": { version: "2.0.0" },
    "node_modules/alias": { name: "real", version: "3.0.0" },
    "node_modules/linked": { link: true, resolved: "packages/linked" },
    "packages/linked": { version: "0.0.1" },
  },
};
const npm1 = {
  name: "x",
  lockfileVersion: 1,
  dependencies: { a: { version: "1.0.0", dependencies: { b: { version: "2.0.0" } } }, g: { version: "git+ssh://git@github.com/x/g.git#abc" } },
};

describe("a lock file is a list of what it locks", () => {
  it.each<[ListFormat, string, string[]]>([
    ["npm-lock", JSON.stringify(npm3, null, 2), ["npm:@a/b@1.0.0", "npm:c@2.0.0", "npm:real@3.0.0"]],
    ["npm-lock", JSON.stringify(npm1), ["npm:a@1.0.0", "npm:b@2.0.0"]],
    [
      "yarn-lock",
      '# yarn lockfile v1\n\n\n"@a/b@^1.0.0", "@a/b@^1.1.0":\n  version "1.1.0"\n  dependencies:\n    c "^2.0.0"\n\nc@^2.0.0:\n  version "2.0.0"\n',
      ["npm:@a/b@1.1.0", "npm:c@2.0.0"],
    ],
    [
      "yarn-lock",
      '__metadata:\n  version: 8\n\n"@a/b@npm:^1.0.0":\n  version: 1.1.0\n  resolution: "@a/b@npm:1.1.0"\n\n"al@npm:real@^2":\n  version: 2.0.0\n\n"x@workspace:.":\n  version: 0.0.0-use.local\n',
      ["npm:@a/b@1.1.0", "npm:real@2.0.0"],
    ],
    [
      "pnpm-lock",
      "lockfileVersion: '9.0'\n\nimporters:\n  .: {}\n\npackages:\n\n  '@a/b@1.0.0':\n    resolution: {integrity: x}\n\n  c@2.0.0(d@1.0.0):\n    resolution: {integrity: x}\n\nsnapshots:\n\n  e@1.0.0: {}\n",
      ["npm:@a/b@1.0.0", "npm:c@2.0.0"],
    ],
    ["pnpm-lock", "lockfileVersion: 5.4\npackages:\n  /@a/b/1.0.0_peer@2.0.0:\n    dev: true\n  /c/2.0.0:\n    dev: true\n", ["npm:@a/b@1.0.0", "npm:c@2.0.0"]],
    [
      "requirements",
      "# pinned\nFlask_Login[x]==1.0 \\\n    --hash=sha256:ab\nurllib3>=1.26,<2 ; python_version < '3.8'\n-r other.txt\n",
      ["pypi:flask-login@1.0", "pypi:urllib3@>=1.26,<2"],
    ],
    [
      "poetry-lock",
      '[[package]]\nname = "A.b"\nversion = "1.0"\ndescription = "x"\noptional = false\n\n[package.dependencies]\nname = "no"\nversion = "9"\n\n[metadata]\nname = "no"\n',
      ["pypi:a-b@1.0"],
    ],
    [
      "uv-lock",
      'version = 1\nrequires-python = ">=3.12"\n\n[[package]]\nname = "me"\nversion = "0.1"\nsource = { editable = "." }\n\n[[package]]\nname = "b"\nversion = "2.0"\nsource = { registry = "https://pypi.org/simple" }\n',
      ["pypi:b@2.0"],
    ],
    ["pipfile-lock", JSON.stringify({ _meta: {}, default: { a: { version: "==1.0" } }, develop: { b: { version: "==2.0" } } }), ["pypi:a@1.0", "pypi:b@2.0"]],
    [
      "cargo-lock",
      '# generated\nversion = 4\n\n[[package]]\nname = "serde"\nversion = "1.0.1"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\ndependencies = [\n "x",\n]\n',
      ["cargo:serde@1.0.1"],
    ],
    ["go-sum", "github.com/a/b v1.2.3 h1:abc=\ngithub.com/a/b v1.2.3/go.mod h1:def=\n", ["golang:github.com/a/b@v1.2.3"]],
    [
      "go-mod",
      "module example.org/x\n\ngo 1.22\n\nrequire github.com/a/b v1.2.3\n\nrequire (\n\tgolang.org/x/c v0.1.0 // indirect\n)\n\nreplace (\n\tx v1.0.0 => y v1.0.0\n)\n",
      ["golang:github.com/a/b@v1.2.3", "golang:golang.org/x/c@v0.1.0"],
    ],
    [
      "gemfile-lock",
      "GEM\n  remote: https://rubygems.org/\n  specs:\n    nokogiri (1.15.0-x86_64-linux)\n      racc (~> 1.4)\n    rake (13.0.6)\n\nPLATFORMS\n  ruby\n",
      ["gem:nokogiri@1.15.0", "gem:rake@13.0.6"],
    ],
    [
      "composer-lock",
      JSON.stringify({ "content-hash": "x", packages: [{ name: "a/b", version: "v1.0.0" }], "packages-dev": [{ name: "c/d", version: "2.0" }] }),
      ["composer:a/b@v1.0.0", "composer:c/d@2.0"],
    ],
    [
      "sbom",
      JSON.stringify({
        bomFormat: "CycloneDX",
        specVersion: "1.5",
        version: 1,
        components: [{ type: "library", name: "a", version: "1.0.0", purl: "pkg:npm/a@1.0.0" }],
      }),
      ["npm:a@1.0.0"],
    ],
    [
      "sbom",
      "SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: d\nPackageName: b\nSPDXID: SPDXRef-b\nPackageVersion: 2.0\nExternalRef: PACKAGE-MANAGER purl pkg:pypi/b@2.0\n",
      ["pypi:b@2.0"],
    ],
  ])("%s", (format, text, expected) => {
    expect(readIndicators(text).format).toBe(format);
    expect(indicatorsOf(text)).toEqual(expected);
  });

  it("says at which line each stands, and what is from no registry", () => {
    expect(verdictsOf(readIndicators(JSON.stringify(npm3, null, 2)))).toEqual([
      "5 rejected not_published",
      "9 read",
      "12 read",
      "15 read",
      "19 rejected not_published",
      "23 rejected not_published",
    ]);
    expect(verdictsOf(readIndicators(JSON.stringify(npm1)))).toEqual(["1 read", "1 read", "1 rejected not_published"]);
  });

  it.each<[ListFormat, string, string[]]>([
    [
      "npm-lock",
      JSON.stringify({ lockfileVersion: 3, packages: { "node_modules/a": { version: "1.0.0", resolved: "file:a.tgz" } } }),
      ["1 rejected not_published"],
    ],
    [
      "yarn-lock",
      '__metadata:\n  version: 8\n\n"x@workspace:.":\n  version: 0.0.0-use.local\n\n"a@npm:^1":\n  version: 1.0.0\n',
      ["4 rejected not_published", "7 read"],
    ],
    [
      "yarn-lock",
      '# yarn lockfile v1\n\n"x@file:./x":\n  version "1.0.0"\n\n"y@link:../y":\n  version "0.0.0"\n',
      ["3 rejected not_published", "6 rejected not_published"],
    ],
    [
      "uv-lock",
      'requires-python = ">=3.12"\n[[package]]\nname = "me"\nversion = "0.1"\nsource = { editable = "." }\n[[package]]\nname = "p"\nversion = "0.1"\nsource = { path = "p.whl" }\n',
      ["2 rejected not_published", "6 rejected not_published"],
    ],
    [
      "poetry-lock",
      '[[package]]\nname = "a"\nversion = "1.0"\noptional = false\n\n[package.source]\ntype = "directory"\nurl = "../a"\n\n[[package]]\nname = "b"\nversion = "1.0"\noptional = false\n\n[package.source]\ntype = "legacy"\nurl = "https://x.test"\n',
      ["1 rejected not_published", "10 read"],
    ],
    [
      "gemfile-lock",
      "PATH\n  remote: .\n  specs:\n    me (0.1.0)\n\nGEM\n  remote: https://rubygems.org/\n  specs:\n    rake (13.0.6)\n",
      ["4 rejected not_published", "9 read"],
    ],
  ])("says of what lies in a workspace, behind a link or in a file that it is in no registry: %s", (format, text, expected) => {
    const list = readIndicators(text);
    expect(list.format).toBe(format);
    expect(verdictsOf(list)).toEqual(expected);
  });

  it("requirements.txt without pip's marks is known by its name", () => {
    const text = "requests==2.31.0\nurllib3>=1.26\n";
    expect(readIndicators(text, { fileName: "dev-requirements.txt" }).format).toBe("requirements");
    expect(readIndicators(text).format).toBe("lines");
  });
});
