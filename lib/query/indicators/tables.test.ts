import { describe, expect, it } from "vitest";
import { readIndicators } from "./index";
import { indicatorsOf, verdictsOf } from "./test-lists";

it("takes no name from a cell that is none in plain text", () => {
  expect(indicatorsOf("package,version\n.~0,\na~1,\n")).toEqual(indicatorsOf(".~0\na~1\n"));
});

describe("a table of separated values", () => {
  it.each<[string, string, string[]]>([
    ["Wiz", "Package,Version\n02-echo,= 0.0.7\n@a/b,= 1.0.1 || = 1.0.2\n", ["npm:02-echo@0.0.7", "npm:@a/b@1.0.1", "npm:@a/b@1.0.2"]],
    ["Datadog, consolidated", 'package_name,package_versions,sources\n@a/b,"1.0.1, 1.0.2","koi, wiz"\n', ["npm:@a/b@1.0.1", "npm:@a/b@1.0.2"]],
    ["Datadog, packages", "ecosystem,package,version\nnpm,@a/b,1.1.7\nnpm,keyv,6.0.0\n", ["npm:@a/b@1.1.7", "npm:keyv@6.0.0"]],
    [
      "Datadog, artifacts",
      'artifact_type,name,affected_versions\npypi package,litellm,"1.82.7, 1.82.8"\ndocker image,aquasec/trivy,0.69.4\ngithub action,x/setup,0.2.0 to 0.2.6\nopenvsx extension,ast-results,2.53.0\n',
      [
        "pypi:litellm@1.82.7",
        "pypi:litellm@1.82.8",
        "docker:aquasec/trivy@0.69.4",
        "githubactions:x/setup@>=0.2.0 <=0.2.6",
        "vscode-extension:ast-results@2.53.0",
      ],
    ],
    ["JFrog", "package_name;versions\na;[1.0.1],[1.0.2]\n@b/c;[2.0.0]\n@b/d;[2.0.0]\n", ["npm:a@1.0.1", "npm:a@1.0.2", "npm:@b/c@2.0.0", "npm:@b/d@2.0.0"]],
    ["tabs", "Name\tRegistry\tCompromised Version(s)\nreq\tPyPI\t1.0 and 1.1\n", ["pypi:req@1.0", "pypi:req@1.1"]],
    ["bars", "module | version\n@a/x | 1.0.0 / 1.0.1\n", ["npm:@a/x@1.0.0", "npm:@a/x@1.0.1"]],
    ["purls", "purl,note\npkg:npm/%40a/b@1.0.0,x\npkg:pypi/c@2.0,y\n", ["npm:@a/b@1.0.0", "pypi:c@2.0"]],
    ["affected beside fixed", "Component,Fixed version,Latest version,Affected versions\nnpm:a,2.0.0,3.0.0,<2.0.0\n", ["npm:a@<2.0.0"]],
    ["Maven's columns", "groupId,artifactId,version,ecosystem\ng.h,a,1.0,maven\n", ["maven:g.h:a@1.0"]],
    ["quotes and line ends in cells", '"Package Name","Versions"\n"@a/b","1.0.0\n1.0.1"\n', ["npm:@a/b@1.0.0", "npm:@a/b@1.0.1"]],
    ["images", `image,digest,package,version\nx,y,ghcr.io/x/y,sha256:${"ab".repeat(32)}\n`, [`sha256:${"ab".repeat(32)}`]],
    ["advisories", "CVE ID,Severity\nCVE-2021-44228,critical\n", ["CVE-2021-44228"]],
  ])("of %s", (_who, text, expected) => {
    expect(indicatorsOf(text)).toEqual(expected);
    const list = readIndicators(text);
    expect(list.format).toBe("csv");
    expect(list.counts).toMatchObject({ header: 1, rejected: 0, noted: 0 });
  });

  it("of mixed indicators takes packages and digests, and says of the rest what the list calls it", () => {
    const text = `type,indicator,context
domain,evil[.]com,"C2, registered lately"
ipv4,142.11.206.73,x
url,http://evil[.]com:8000/1,x
user-agent,mozilla/4.0,x
npm package,axios@1.14.1,Compromised release
npm package,axios@0.30.4,Compromised release
sha256,${"92".repeat(32)},macOS
filepath,%TEMP%\\1.vbs,Windows
registry,HKCU\\Software\\Run\\Update,x
`;
    const list = readIndicators(text);
    expect(verdictsOf(list)).toEqual([
      "1 header",
      "2 rejected domain",
      "3 rejected ip_address",
      "4 rejected url",
      "5 rejected user_agent",
      "6 read",
      "7 read",
      "8 read",
      "9 rejected file_path",
      "10 rejected registry_key",
    ]);
    expect(indicatorsOf(text)).toEqual(["npm:axios@1.14.1", "npm:axios@0.30.4", `sha256:${"92".repeat(32)}`]);
  });

  it("has verdicts at the lines where its records start, remarks and blank lines too", () => {
    const text = '# exported\n\npackage,versions\na,"1.0.0\n1.0.1"\n\n@b/c,2.0.0\na,1.0.1\nc,\nd,various\ne,All tags but one\n';
    expect(verdictsOf(readIndicators(text, { ecosystem: "npm" }))).toEqual([
      "1 comment",
      "2 blank",
      "3 header",
      "4 read",
      "6 blank",
      "7 read",
      "8 duplicate",
      "9 read every_version",
      "10 read every_version",
      "11 rejected version_unreadable",
    ]);
  });

  it.each<[string, string, string[], string[]]>([
    ["patched versions alone", "Package,Patched versions\naxios,1.14.2\n@a/b,\n", ["2 rejected no_affected_version", "3 rejected no_affected_version"], []],
    ["a safe version", "Module;Ecosystem;Safe version\nc;npm;1.0.1\n", ["2 rejected no_affected_version"], []],
    ["where it is fixed", "Thing,Fixed in\naxios,1.14.2\n", ["2 rejected no_affected_version"], []],
    ["the first patched version", "npm package\tFirst patched version\naxios@1.14.1\t1.14.2\n", ["2 read"], ["npm:axios@1.14.1"]],
    [
      "affected versions in some rows",
      "Package,Affected versions,Patched versions\na,unknown,1.0.1\nb,,\n",
      ["2 rejected no_affected_version", "3 read every_version"],
      ["npm:b@*"],
    ],
    ["all versions", "Package,Affected versions,Fixed version\na,all versions,none\n", ["2 read"], ["npm:a@*"]],
    ["an advisory", "CVE ID,Fixed in\nCVE-2021-44228,2.17.1\n", ["2 read"], ["CVE-2021-44228"]],
    ["Markdown", "| Package | Patched versions |\n|---|---|\n| axios | 1.14.2 |\n", ["2 comment", "3 rejected no_affected_version"], []],
  ])("with a column of versions that are well again does not look for them: %s", (_what, text, verdicts, expected) => {
    expect(verdictsOf(readIndicators(text, { ecosystem: "npm" })).slice(1)).toEqual(verdicts);
    expect(indicatorsOf(text, { ecosystem: "npm" })).toEqual(expected);
  });

  it("with broken quotes is read line by line", () => {
    const list = readIndicators('package,version\nnpm:a,1.0.0\n"npm:b,1.0.0\nnpm:c,1.0.0\n');
    expect(list.indicators).toHaveLength(3);
  });
});

describe("Markdown", () => {
  const post = `# Attack on npm

Some packages, such as \`chalk@5.6.1\`, were hit.

## Compromised packages: PyPI

| Package | Malicious version(s) | Safe version |
|---------|:--------------------:|--------------|
| [req](https://pypi.org/project/req) | 1.0.1, 1.0.2 | 1.0.3 |
| **other** | \`2.0\` \\|\\| 2.1 | n/a |

## npm

- @a/b (1.1.1)
- left-pad
* \`c\`: 1.0.0, 1.0.1

\`\`\`
plain-name
@d/e@1.0.0
\`\`\`

\`\`\`javascript
const evil = require("evil");
else
\`\`\`

conclusion
`;
  it("is read in its tables, lists, blocks and sentences; names of a section have its ecosystem", () => {
    expect(indicatorsOf(post)).toEqual([
      "npm:chalk@5.6.1",
      "pypi:req@1.0.1",
      "pypi:req@1.0.2",
      "pypi:other@2.0",
      "pypi:other@2.1",
      "npm:@a/b@1.1.1",
      "npm:left-pad@*",
      "npm:c@1.0.0",
      "npm:c@1.0.1",
      "npm:plain-name@*",
      "npm:@d/e@1.0.0",
    ]);
    const list = readIndicators(post);
    expect(list.format).toBe("markdown");
    expect(verdictsOf(list).filter((verdict) => / rejected/.test(verdict))).toEqual([
      "24 rejected no_indicator",
      "25 rejected unreadable",
      "28 rejected unreadable",
    ]);
    expect(list.verdicts).toHaveLength(28);
  });

  it("with a table of other things takes only what is surely an indicator", () => {
    const text = "| Tool | Purpose |\n|---|---|\n| scanner | finds a@1.0.0 |\n| other | nothing |\n";
    expect(verdictsOf(readIndicators(text, { ecosystem: "npm" }))).toEqual(["1 header", "2 comment", "3 read read_in_part", "4 rejected no_indicator"]);
  });

  it("with a table without a known header is read by its shape", () => {
    expect(indicatorsOf("| npm | a | 1.0.0 |\n| npm | @b/c | 1.0.1, 1.0.2 |\n```\n```\n")).toEqual(["npm:a@1.0.0", "npm:@b/c@1.0.1", "npm:@b/c@1.0.2"]);
  });
});

describe("HTML", () => {
  it("is read in its tables, lists, headings and text; scripts are not", () => {
    const page = `<!DOCTYPE html>
<html><head><title>x@1.0.0</title><script>y@1.0.0</script></head><body>
<p>Two were hit: <code>chalk@5.6.1</code> and more.</p>
<table>
 <thead><tr><th>Package</th><th>Versions</th></tr></thead>
 <tbody>
 <tr><td><a href="https://x.test">@a/b</a></td><td>1.0.1<br>1.0.2</td></tr>
 <tr><td>c</td><td>&lt; 2.0.0</td></tr>
 </tbody>
</table>
<h2>PyPI</h2>
<ul><li>req==1.0</li><li>other</li></ul>
<pre>d@1.0.0
e@1.0.0</pre>
</body></html>
`;
    const list = readIndicators(page);
    expect(list.format).toBe("html");
    expect(indicatorsOf(page)).toEqual([
      "npm:chalk@5.6.1",
      "npm:@a/b@1.0.1",
      "npm:@a/b@1.0.2",
      "npm:c@<2.0.0",
      "pypi:req@1.0",
      "pypi:other@*",
      "pypi:d@1.0.0",
      "pypi:e@1.0.0",
    ]);
    expect(verdictsOf(list)).toEqual([
      "3 read read_in_part",
      "5 header",
      "7 read",
      "8 read",
      "11 header",
      "12 read",
      "12 read every_version",
      "13 read",
      "14 read",
    ]);
  });

  it("reads tables in the cells of another, each with its own columns, and loses nothing of the outer one", () => {
    const page = `<table>
<tr><th>Package</th><th>Versions</th><th>More</th></tr>
<tr><td>npm:a</td><td>1.0.0</td><td>see
 <table>
 <tr><th>Affected versions</th><th>Module</th></tr>
 <tr><td>2.0.0</td><td>npm:b</td></tr>
 </table> below</td></tr>
<tr><td>npm:c</td><td>3.0.0</td><td>x</td></tr>
</table>`;
    expect(indicatorsOf(page)).toEqual(["npm:a@1.0.0", "npm:b@2.0.0", "npm:c@3.0.0"]);
    expect(verdictsOf(readIndicators(page))).toEqual(["2 header", "3 read", "5 header", "6 read", "8 read"]);
    expect(indicatorsOf("<table><tr><td>Hit: npm:a@1.0.0<table><tr><td>npm:b@2.0.0</td></tr></table>and npm:c@3.0.0</td></tr></table>")).toEqual([
      "npm:a@1.0.0",
      "npm:c@3.0.0",
      "npm:b@2.0.0",
    ]);
    expect(indicatorsOf("<table><tr><td>npm:a@1.0.0<table><td>npm:b@2.0.0</td></table></td></tr></table>")).toEqual(["npm:a@1.0.0", "npm:b@2.0.0"]);
  });
});
