import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { InspectorFinding } from "@/lib/aws/model";
import { type AwsEvent, identityOf, readAwsEvent, readFindingList } from "@/lib/aws/read";
import { identifyPurl } from "@/lib/purl";
import { readBom } from "@/lib/sbom";

const folder = resolve(import.meta.dirname, "../../../shared/corpus/aws");
const isPresent = existsSync(folder);
if (!isPresent) process.stderr.write("The corpus of AWS (../shared/corpus/aws) is not here: its tests are skipped.\n");

const filesIn = (name: string) => (isPresent ? readdirSync(join(folder, name)).sort() : []);
const bytesOf = (file: string) => readFileSync(join(folder, file));

function findingsIn(file: string): InspectorFinding[] {
  const read = readFindingList(bytesOf(`findings/${file}`));
  if (!read.ok || read.value.refused > 0) throw new Error(JSON.stringify(read));
  return read.value.findings;
}
function eventIn(file: string): AwsEvent {
  const read = readAwsEvent(JSON.parse(bytesOf(`events/${file}`).toString("utf8")));
  if (!read.ok) throw new Error(JSON.stringify(read.problem));
  return read.value;
}
const packagesOf = ({ packages }: InspectorFinding) =>
  packages.map(({ identity: found, unmapped, fixed }) =>
    found === null ? unmapped : [found.ecosystem, found.name, found.version, found.release || "-", fixed].join(" "),
  );

describe.skipIf(!isPresent)("findings as the API sends them", () => {
  const instance = {
    type: "AWS_EC2_INSTANCE",
    key: "arn:aws:ec2:us-east-2:123456789012:instance/i-0fabcdefabcdef50b",
    account: "123456789012",
    region: "us-east-2",
    platform: "AMAZON_LINUX_2",
    digest: null,
  };

  it("of a Go module and an RPM", () => {
    const [finding, ...others] = findingsIn("api-mixed-gobinary-os.json");
    if (finding === undefined) throw new Error("none");
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      arn: "arn:aws:inspector2:us-east-2:123456789012:finding/fb6294abcdef0123456789abcdef8123",
      account: "123456789012",
      region: "us-east-2",
      kind: "package",
      status: "ACTIVE",
      severity: "medium",
      score: 6.5,
      fixAvailable: "yes",
      exploitAvailable: false,
      epss: 0.00024,
      firstObservedAt: "2025-05-29T17:28:07.919Z",
      lastObservedAt: "2025-06-05T23:23:16.162Z",
      updatedAt: "2025-06-05T23:23:16.162Z",
      vulnerability: {
        id: "CVE-2025-22872",
        source: "NVD",
        vendorSeverity: "MEDIUM",
        isMalware: false,
        publishedAt: "2025-04-16T18:16:04.000Z",
        cvss: [{ source: "NVD", version: "3.1", vector: "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:C/C:L/I:L/A:L", score: 6.5 }],
      },
      resource: { ...instance, labels: { "aws:eks:cluster-name": "sei_demo_prod" } },
    });
    const net = "golang golang.org/x/net v0.30.0 - v0.38.0";
    expect(packagesOf(finding)).toEqual([
      "golang golang.org/x/net v0.1.0 - v0.38.0",
      ...[net, net, net, net],
      "rpm amazon/nerdctl 2.0.4-1.amzn2.0.1 amazon-2 2.0.5-1.amzn2.0.1",
    ]);
    expect(finding.packages[0]?.filePath).toBe("vol-0e47545061282cd35:/p1:opt/cni/bin/aws-cni");
  });

  it("of an RPM, with an ARN of another account", () => {
    const [finding] = findingsIn("api-os-rpm.json");
    if (finding === undefined) throw new Error("none");
    expect(finding).toMatchObject({
      account: "123456789012",
      epss: 0.00018,
      firstObservedAt: "2025-05-30T18:25:05.465Z",
      updatedAt: "2025-06-05T23:26:37.322Z",
      vulnerability: { id: "CVE-2024-35195", source: "AMAZON_CVE", related: ["ALAS2023-2025-957", "ALAS2-2025-2868"], vendorSeverity: "Medium" },
      resource: instance,
    });
    expect(finding.vulnerability?.cvss.map(({ source, score }) => [source, score])).toEqual([
      ["AMAZON_CVE", 6.5],
      ["NVD", 5.6],
    ]);
    expect(packagesOf(finding)).toEqual(["rpm amazon/python-requests 2.6.0-10.amzn2.0.5 amazon-2 2.6.0-10.amzn2.0.6"]);
  });

  it("are all that there are", () => expect(filesIn("findings")).toEqual(["api-mixed-gobinary-os.json", "api-os-rpm.json"]));
});

describe.skipIf(!isPresent)("events", () => {
  const ignored: [string, string][] = [
    ["cloudtrail-codeartifact-getauthorizationtoken-0.json", "cloudtrail"],
    ["cloudtrail-codeartifact-readfromrepository-1.json", "cloudtrail"],
    ["codeartifact-package-version-state-change-0.json", "CodeArtifact"],
    ["ecr-image-scan-1.json", "scan by ECR"],
    ["ecr-scan-resource-change-2.json", "how often"],
    ["ecs-container-instance-state-change-0.json", "machine"],
    ...[9, 10, 11, 12].map((n): [string, string] => [`ecs-deployment-state-change-${n}.json`, "deployment of ECS"]),
    ...[3, 4, 5, 6, 7].map((n): [string, string] => [`ecs-service-action-${n}.json`, "service of ECS"]),
  ];
  const kept: [string, object][] = [
    // The samples' digests are too short to be any.
    ["ecr-image-action-0.json", { kind: "image", image: { repository: "my-repository-name", digest: null, tag: "latest", action: "push" } }],
    ["ecr-image-action-3.json", { kind: "image", image: { repository: "my-repository-name", digest: null, tag: "latest", action: "delete" } }],
    [
      "ecs-task-state-change-1.json",
      {
        kind: "workloads",
        account: "111122223333",
        workloads: [
          {
            key: "arn:aws:ecs:us-west-2:111122223333:task/FargateCluster/c13b4cb40f1f4fe4a2971f76ae5a47ad/FargateApp",
            kind: "ecs",
            account: "111122223333",
            region: "us-west-2",
            cluster: "FargateCluster",
            group: "sample-fargate",
            digest: "sha256:74b2c688c700ec95a93e478cdb959737c148df3fbf5ea706abe0318726e885e6",
            startedAt: "2020-01-23T17:57:58.103Z",
            stoppedAt: null,
            version: 4,
          },
        ],
      },
    ],
    [
      "inspector2-finding-ecr-2021-legacy-dates.json",
      {
        kind: "finding",
        time: "2021-12-03T18:02:30.000Z",
        finding: {
          region: "us-east-2",
          updatedAt: "2021-12-03T18:02:30.000Z",
          fixAvailable: null,
          epss: null,
          vulnerability: { id: "CVE-2019-17498", source: "REDHAT_CVE", vendorSeverity: "Moderate", publishedAt: "2019-10-16T00:00:00.000Z" },
          resource: { type: "AWS_ECR_CONTAINER_IMAGE", name: "amazon/amazon-ecs-sample", region: "us-east-2", digest: null, tags: ["latest"] },
          packages: [{ identity: { ecosystem: "rpm", name: "amazon/libssh2", version: "1.4.3-12.amzn2.2", release: "amazon-2" }, fixed: null, unmapped: null }],
        },
      },
    ],
    [
      "inspector2-finding-ecr-2024.json",
      {
        kind: "finding",
        finding: {
          severity: "medium",
          score: null,
          firstObservedAt: "2024-09-04T16:55:38.411Z",
          vulnerability: { id: "CVE-2024-6119", source: "UBUNTU_CVE", cvss: [], related: ["USN-6986-1"], publishedAt: "2024-09-03T00:00:00.000Z" },
          resource: {
            name: "inspector2",
            platform: "UBUNTU_24_04",
            architecture: "arm64",
            digest: "sha256:84f507df33c6864d49c296fb734192696e4cb6f78166ac51ac8b9b118181085d",
          },
          packages: ["libssl3t64", "openssl"].map((name) => ({
            identity: { ecosystem: "deb", name: `ubuntu/${name}`, version: "3.0.13-0ubuntu3.2", release: "ubuntu-24.04" },
            fixed: "3.0.13-0ubuntu3.4",
            layer: "sha256:1567e7ea90b67fc95ccdeeec39bdc3045098dee7e0c604975b957a9f8c0e9616",
          })),
        },
      },
    ],
    [
      "inspector2-finding-lambda-code.json",
      {
        kind: "finding",
        finding: {
          kind: "code",
          severity: "critical",
          vulnerability: null,
          packages: [],
          resource: {
            type: "AWS_LAMBDA_FUNCTION",
            name: "VulnerableFunction",
            tags: ["$LATEST"],
            digest: "sha256:3bb8e414499f3c1f822b763a3dbcb9cd6f608c6fb3bac01aa9144c192f01dbb7",
          },
        },
      },
    ],
    [
      "inspector2-scan-ecr.json",
      {
        kind: "scan",
        scan: {
          repository: "inspector2",
          digest: "sha256:965fbcae990b0467ed5657caceaec165018ef44a4d2d46c7cdea80a9dff0d1ea",
          tags: ["ubuntu22"],
          status: "INITIAL_SCAN_COMPLETE",
          counts: { critical: 0, high: 0, medium: 0, total: 0 },
        },
      },
    ],
  ];

  it.each(kept)("%s is kept", (file, expected) => expect(eventIn(file)).toMatchObject(expected));
  it.each(ignored)("%s is read and ignored, with the reason", (file, reason) => {
    expect(eventIn(file)).toMatchObject({ kind: "ignored", account: expect.stringMatching(/^\d{12}$/), reason: expect.stringContaining(reason) });
  });
  it("are all that there are", () => expect([...kept, ...ignored].map(([file]) => file).sort()).toEqual(filesIn("events")));
});

describe.skipIf(!isPresent)("a row of a finding names what sbomgen lists", () => {
  const platforms: Record<string, string> = {
    "alpine_3.18.2.json": "ALPINE_3_18",
    "amazonlinux_latest.json": "AMAZON_LINUX_2023",
    "debian_latest.json": "DEBIAN_12",
    "fedora_latest.json": "FEDORA_39",
    "golang_latest.json": "DEBIAN_12",
    "node_latest.json": "DEBIAN_12",
    "postgres_latest.json": "DEBIAN_12",
    "ubuntu_latest.json": "UBUNTU_22_04",
  };
  const managers: Record<string, string> = { deb: "OS", rpm: "OS", apk: "OS", golang: "GOBINARY", npm: "NODEPKG", pypi: "PYTHONPKG" };

  it.each(filesIn("sbomgen"))("%s", (file) => {
    let compared = 0;
    for (const { ecosystem, name, version, release } of readBom(bytesOf(`sbomgen/${file}`)).components) {
      const manager = managers[ecosystem];
      if (manager === undefined) continue;
      compared += 1;
      const [, epoch = "0", rest = ""] = /^(?:(\d+):)?(.*)$/.exec(version) ?? [];
      const cut = manager === "OS" ? rest.lastIndexOf("-") : -1;
      const row = {
        manager,
        name: manager === "OS" ? name.slice(name.indexOf("/") + 1) : name,
        version: cut < 0 ? rest : rest.slice(0, cut),
        release: cut < 0 ? "" : rest.slice(cut + 1),
        epoch: Number(epoch),
        filePath: null,
      };
      expect(identityOf(row, platforms[file] ?? null), name).toEqual({ ecosystem, name, version, release });
    }
    expect(compared).toBeGreaterThan(9);
  });

  it("by its purl", () => {
    const purl = "pkg:deb/debian/libaudit1@3.0.9-1?arch=amd64&distro=bookworm&epoch=1";
    const row = { manager: "OS", name: "libaudit1", version: "3.0.9", release: "1", epoch: 1, filePath: null };
    expect(identityOf(row, "DEBIAN_12")).toEqual(identifyPurl(purl)?.identity);
  });
});
