import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { InspectorFinding } from "../model";
import { readFinding } from "./index";
import { finding, findingOf, image, openssl } from "./test-findings";

function read(value: unknown): InspectorFinding {
  const outcome = readFinding(value);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problem));
  return outcome.value;
}
const problem = (value: unknown) => {
  const outcome = readFinding(value);
  return outcome.ok ? null : `${outcome.problem.code} ${outcome.problem.pointer}`;
};
const resource = (value: unknown) => read(finding({ resources: [value] })).resource;

describe("a finding", () => {
  it("is read with everything that it says", () => {
    const value = finding({ inspectorScore: 7.5, epss: { score: 0.25 }, fixAvailable: "PARTIAL", exploitAvailable: "YES" });
    expect(read(value)).toEqual({
      arn: "arn:aws:inspector2:eu-central-1:111122223333:finding/0123",
      account: "111122223333",
      region: "eu-central-1",
      kind: "package",
      status: "ACTIVE",
      severity: "high",
      score: 7.5,
      title: "CVE-2024-1 - openssl",
      description: "A flaw.",
      vulnerability: {
        id: "CVE-2024-1",
        source: "NVD",
        sourceUrl: null,
        related: [],
        isMalware: false,
        summary: "A flaw.",
        cvss: [],
        vendorSeverity: null,
        publishedAt: null,
        modifiedAt: null,
        references: [],
      },
      fixAvailable: "partial",
      exploitAvailable: true,
      epss: 0.25,
      firstObservedAt: "2025-05-23T11:33:20.500Z",
      lastObservedAt: "2025-05-23T11:35:00.250Z",
      updatedAt: "2025-05-23T11:36:40.125Z",
      resource: {
        key: image.id,
        type: "AWS_ECR_CONTAINER_IMAGE",
        typeName: "AWS_ECR_CONTAINER_IMAGE",
        account: "111122223333",
        region: "eu-central-1",
        name: "shop/api",
        tags: ["1.2", "latest"],
        labels: { team: "shop" },
        platform: "DEBIAN_12",
        architecture: "amd64",
        digest: `sha256:${"ab".repeat(32)}`,
      },
      further: [],
      packages: [
        {
          identity: { ecosystem: "deb", name: "debian/openssl", version: "3.0.11-1~deb12u2", release: "debian-12" },
          unmapped: null,
          manager: "OS",
          name: "openssl",
          version: "3.0.11",
          arch: "AMD64",
          filePath: null,
          fixed: "3.0.13-1~deb12u1",
          layer: null,
        },
      ],
      raw: value,
    });
  });

  it("is the same with the SDK's dates and with the spellings of events", () => {
    const { raw: _, ...expected } = read(finding());
    const times = (of: (date: Date) => unknown) =>
      finding(
        Object.fromEntries(
          Object.entries(finding()).flatMap(([name, value]) => (name.endsWith("At") ? [[name, of(new Date((value as number) * 1_000))]] : [])),
        ),
      );
    for (const value of [times((date) => date), times((date) => date.toISOString())]) {
      const { raw: __, ...found } = read(value);
      expect(found).toEqual(expected);
    }
  });

  it("without a date of its update has the last observation as its version", () => {
    expect(read(finding({ updatedAt: undefined })).updatedAt).toBe(read(finding()).lastObservedAt);
  });

  it.each(["ACTIVE", "SUPPRESSED", "CLOSED"])("of status %s is read", (status) => expect(read(finding({ status })).status).toBe(status));
  it.each([
    ["UNTRIAGED", "untriaged"],
    ["INFORMATIONAL", "informational"],
    ["CRITICAL", "critical"],
    ["SOMETHING_NEW", "untriaged"],
    [undefined, "untriaged"],
  ])("of severity %s is %s", (severity, word) => expect(read(finding({ severity })).severity).toBe(word));

  it("without scores has none, and none that cannot be", () => {
    expect(read(finding())).toMatchObject({ score: null, epss: null, fixAvailable: null, exploitAvailable: null });
    expect(read(finding({ inspectorScore: 11, epss: { score: 2 }, exploitAvailable: "NO" }))).toMatchObject({
      score: null,
      epss: null,
      exploitAvailable: false,
    });
  });

  it.each([
    [{ vulnerabilityId: "MAL-2025-1234" }, true],
    [{ vulnerabilityId: "GHSA-x", source: "OSSF" }, true],
    [{ vulnerabilityId: "GHSA-x", source: "OSSF_MAL" }, true],
    [{ vulnerabilityId: "CVE-2024-1", source: "OSSFUZZ" }, false],
    [{ vulnerabilityId: "SNYK-JS-MAL-1" }, false],
  ])("about %o is about malware: %s", (details, isMalware) => expect(read(findingOf(details)).vulnerability?.isMalware).toBe(isMalware));

  it("has bulletins as related, never as its id, and only addresses that can be linked to", () => {
    const { vulnerability } = read(
      findingOf({
        relatedVulnerabilities: ["ALAS2-2025-1", "ALAS2-2025-1", 7],
        sourceUrl: "javascript:alert(1)",
        referenceUrls: ["https://a.example/1", "file:///etc/passwd", null],
        vendorSeverity: "Moderate",
        cvss: [{ baseScore: 9.8, scoringVector: "CVSS:3.1/AV:N", version: "3.1", source: "NVD" }, { baseScore: "x" }, null],
        vendorCreatedAt: "Oct 16, 2019, 12:00:00 AM",
      }),
    );
    expect(vulnerability).toMatchObject({
      id: "CVE-2024-1",
      related: ["ALAS2-2025-1"],
      sourceUrl: null,
      references: ["https://a.example/1"],
      vendorSeverity: "Moderate",
      cvss: [{ source: "NVD", version: "3.1", vector: "CVSS:3.1/AV:N", score: 9.8 }],
      publishedAt: "2019-10-16T00:00:00.000Z",
    });
  });

  it.each([
    ["CODE_VULNERABILITY", "code"],
    ["NETWORK_REACHABILITY", "network"],
  ])("of type %s has no vulnerability and no packages", (type, kind) => {
    expect(read(finding({ type, packageVulnerabilityDetails: undefined }))).toMatchObject({ kind, vulnerability: null, packages: [] });
  });

  it.each([
    [null, "not_an_object "],
    [[], "not_an_object "],
    ["x", "not_an_object "],
    [finding({ findingArn: undefined }), "missing /findingArn"],
    [finding({ findingArn: 7 }), "wrong_type /findingArn"],
    [finding({ findingArn: "arn:aws:s3:::bucket" }), "arn_unusable /findingArn"],
    [finding({ awsAccountId: "12345" }), "account_unusable /awsAccountId"],
    [finding({ awsAccountId: 111122223333 }), "account_unusable /awsAccountId"],
    [finding({ type: "SOMETHING_NEW" }), "value_unknown /type"],
    [finding({ status: "OPEN" }), "value_unknown /status"],
    [finding({ status: undefined }), "missing /status"],
    [finding({ updatedAt: "yesterday" }), "time_unreadable /updatedAt"],
    [finding({ firstObservedAt: null }), "missing /firstObservedAt"],
    [finding({ resources: [] }), "not_an_object /resources/0"],
    [finding({ resources: [{ ...image, id: "" }] }), "missing /resources/0/id"],
    [finding({ resources: [image, { ...image, id: "" }] }), "missing /resources/1/id"],
    [finding({ packageVulnerabilityDetails: {} }), "missing /packageVulnerabilityDetails/vulnerabilityId"],
    [finding({ description: JSON.parse("[".repeat(100) + "]".repeat(100)) }), "too_deep "],
  ])("%# is refused: %s", (value, expected) => expect(problem(value)).toBe(expected));
});

describe("its packages", () => {
  it("say why they name nothing, row by row", () => {
    const rows = [openssl, { ...openssl, packageManager: undefined }, null, "x", { ...openssl, packageManager: "JAR", name: "log4j-core" }];
    expect(read(findingOf({ vulnerablePackages: rows })).packages.map(({ unmapped }) => unmapped)).toEqual([
      null,
      "manager_unknown",
      "not_an_object",
      "not_an_object",
      "maven_group_missing",
    ]);
    expect(read(findingOf({ vulnerablePackages: { 0: openssl } })).packages).toEqual([]);
  });

  it("past the first 1,000 are counted in one row", () => {
    const { packages } = read(findingOf({ vulnerablePackages: new Array(5_000).fill(openssl) }));
    expect(packages).toHaveLength(1_001);
    expect(packages[1_000]).toMatchObject({ identity: null, unmapped: "too_many", name: "4000 more" });
  });

  it("name the layer that they are in, of an image or of a function", () => {
    const layers = [{ sourceLayerHash: `sha256:${"1".repeat(64)}` }, { sourceLambdaLayerArn: "arn:aws:lambda:eu-central-1:111122223333:layer:x:1" }];
    const rows = layers.map((layer) => ({ ...openssl, ...layer, epoch: "2" }));
    expect(read(findingOf({ vulnerablePackages: rows })).packages).toMatchObject([
      { layer: layers[0]?.sourceLayerHash, identity: { version: "2:3.0.11-1~deb12u2" } },
      { layer: layers[1]?.sourceLambdaLayerArn },
    ]);
  });
});

describe("its resources", () => {
  const other = { ...image, id: image.id.replaceAll("ab", "cd"), region: "eu-west-1" };
  const keysOf = (resources: unknown[]) => {
    const { resource: first, further } = read(finding({ resources }));
    return [first, ...further].map(({ key }) => key);
  };

  it("are all read, once each and in one order", () => {
    expect(keysOf([image, other])).toEqual([image.id, other.id]);
    expect(keysOf([other, image, other])).toEqual([image.id, other.id]);
  });

  it("are ten at most", () => {
    expect(keysOf(Array.from({ length: 12 }, (_, i) => ({ ...image, id: `${image.id}${i}` })))).toHaveLength(10);
  });
});

describe("its resource", () => {
  it("is a function with the digest of its code and its version", () => {
    const details = {
      awsLambdaFunction: { functionName: "f", codeSha256: "O7jkFEmfPB+CK3Y6Pby5zW9gjG+zusAaqRRMGS8B27c=", version: "7", architectures: ["ARM64"] },
    };
    expect(resource({ id: "arn:aws:lambda:us-gov-west-1:444455556666:function:f:7", type: "AWS_LAMBDA_FUNCTION", region: "us-gov-west-1", details })).toEqual({
      key: "arn:aws:lambda:us-gov-west-1:444455556666:function:f:7",
      type: "AWS_LAMBDA_FUNCTION",
      typeName: "AWS_LAMBDA_FUNCTION",
      account: "444455556666",
      region: "us-gov-west-1",
      name: "f",
      tags: ["7"],
      labels: {},
      platform: null,
      architecture: "ARM64",
      digest: `sha256:${Buffer.from("O7jkFEmfPB+CK3Y6Pby5zW9gjG+zusAaqRRMGS8B27c=", "base64").toString("hex")}`,
    });
    expect(resource({ id: "arn:aws:lambda:eu-west-1:444455556666:function:f", type: "AWS_LAMBDA_FUNCTION" })).toMatchObject({
      name: "f",
      tags: [],
      digest: null,
    });
  });

  it.each([
    [
      { id: "i-0abc", type: "AWS_EC2_INSTANCE", region: "us-east-2", details: { awsEc2Instance: { platform: "AMAZON_LINUX_2" } } },
      { key: "arn:aws:ec2:us-east-2:111122223333:instance/i-0abc", name: "i-0abc", platform: "AMAZON_LINUX_2" },
    ],
    [
      { id: "arn:aws:ecr:us-east-2:444455556666:repository/a/b", type: "AWS_ECR_REPOSITORY" },
      { name: "a/b", account: "444455556666", region: "us-east-2" },
    ],
    [
      { id: "arn:aws:codecommit:x", type: "CODE_REPOSITORY", details: { codeRepository: { projectName: "shop" } } },
      { type: "CODE_REPOSITORY", name: "shop" },
    ],
    [
      { id: "/subscriptions/1/vm/x", type: "Microsoft.Compute/virtualMachines", details: { vm: { vmName: "x", platform: "UBUNTU_22_04" } } },
      { type: "OTHER", name: "x", platform: "UBUNTU_22_04" },
    ],
    [
      {
        id: "/r",
        type: "Microsoft.ContainerRegistry/registry/containerImage",
        details: { image: { repositoryName: "a", imageDigest: `sha256:${"A".repeat(64)}`, imageTags: ["1"] } },
      },
      { type: "OTHER", typeName: "Microsoft.ContainerRegistry/registry/containerImage", name: "a", tags: ["1"], digest: `sha256:${"a".repeat(64)}` },
    ],
    [
      { id: "/s", type: "Microsoft.Web/sites", details: { serverlessFunction: { serverlessFunctionName: "s", codeDigest: "nonsense" } } },
      { type: "OTHER", name: "s", digest: null },
    ],
    [
      { ...image, region: "N/A", details: { awsEcrContainerImage: { imageHash: "sha256:abEXAMPLE" } } },
      { region: "eu-central-1", digest: `sha256:${"ab".repeat(32)}` },
    ],
    [
      { ...image, id: "arn:aws:ecr:us-east-2:1:repository/a/sha256:EXAMPLE", details: {} },
      { name: "a", digest: null, account: "111122223333" },
    ],
    [{ ...image, tags: JSON.parse('{"__proto__":"x","a":7,"b":"c"}') }, { labels: { ["__proto__"]: "x", b: "c" } }],
  ])("%# is read", (value, expected) => expect(resource(value)).toMatchObject(expected));
});

describe("hostile input", () => {
  it("never throws, whatever a part of a finding is", () => {
    const names = [...Object.keys(finding()), "epss", "inspectorScore"];
    const details = ["vulnerabilityId", "source", "sourceUrl", "cvss", "referenceUrls", "relatedVulnerabilities", "vulnerablePackages", "vendorCreatedAt"];
    const anything = fc.anything({ withDate: true, withNullPrototype: true, withBigInt: true });
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.constantFrom(...details), anything, anything, (name, detail, value, other) => {
        for (const each of [finding({ [name]: value }), findingOf({ [detail]: other }), finding({ resources: [{ ...image, details: value }] }), value])
          readFinding(each);
      }),
      { numRuns: 1_000 },
    );
  });

  it("is kept to text that a database takes and to bounded length", () => {
    const { title, description, packages } = read({
      ...findingOf({ vulnerablePackages: [{ ...openssl, filePath: "x".repeat(90_000) }] }),
      title: "a\u0000b\ud800c",
      description: "😀".repeat(90_000),
    });
    expect(title).toBe("abc");
    expect(description?.length).toBeLessThanOrEqual(10_000);
    expect(description).not.toMatch(/\p{Cs}/u);
    expect(packages[0]?.filePath).toHaveLength(2_000);
  });
});
