import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAwsEvent, readCoverage } from "./index";

const at = "2026-01-02T03:04:05.000Z";
const digest = `sha256:${"ab".repeat(32)}`;
const row = (changes: Record<string, unknown> = {}) => ({
  resourceType: "AWS_ECR_CONTAINER_IMAGE",
  resourceId: `arn:aws:ecr:eu-central-1:111122223333:repository/shop/api/${digest}`,
  accountId: "111122223333",
  scanType: "PACKAGE",
  scanStatus: { statusCode: "ACTIVE", reason: "SUCCESSFUL" },
  resourceMetadata: { ecrImage: { tags: ["1.2"] }, ecrRepository: { name: "shop/api" } },
  lastScannedAt: 1_748_000_000.5,
  ...changes,
});
const read = (value: unknown) => {
  const outcome = readCoverage(value, { at, region: "eu-west-1" });
  if (!outcome.ok) throw new Error(outcome.problem.code);
  return outcome.value;
};
const only = (changes: Record<string, unknown>) => read([row(changes)]).coverage[0];

describe("coverage", () => {
  it("is read with the resource as findings name it", () => {
    expect(read({ coveredResources: [row()], nextToken: "x" })).toEqual({
      coverage: [
        {
          resource: {
            key: row().resourceId,
            type: "AWS_ECR_CONTAINER_IMAGE",
            typeName: "AWS_ECR_CONTAINER_IMAGE",
            account: "111122223333",
            region: "eu-central-1",
            name: "shop/api",
            tags: ["1.2"],
            labels: {},
            platform: null,
            architecture: null,
            digest,
          },
          status: "ACTIVE",
          reason: "SUCCESSFUL",
          scannedAt: "2025-05-23T11:33:20.500Z",
          at,
        },
      ],
      problems: [],
      others: 0,
    });
  });

  it("is a body, a list, or one row, with dates of the SDK too", () => {
    for (const value of [{ coveredResources: [row()] }, [row()], row(), [row({ lastScannedAt: new Date(1_748_000_000_500) })]]) {
      expect(read(value).coverage).toMatchObject([{ scannedAt: "2025-05-23T11:33:20.500Z" }]);
    }
    expect(read({ coveredResources: [] }).coverage).toEqual([]);
  });

  it("counts rows on scans of code and of the network, which say nothing of packages", () => {
    const rows = ["PACKAGE", "CODE", "NETWORK"].map((scanType) => row({ scanType }));
    expect(read(rows)).toMatchObject({ coverage: [{}], others: 2, problems: [] });
    expect(
      only({ resourceType: "CODE_REPOSITORY", resourceId: "arn:x", scanType: "CODE", resourceMetadata: { codeRepository: { projectName: "shop" } } }),
    ).toMatchObject({
      resource: { name: "shop", type: "CODE_REPOSITORY" },
    });
  });

  it.each([
    [
      { resourceType: "AWS_EC2_INSTANCE", resourceId: "i-0a", resourceMetadata: { ec2: { tags: { team: "a" }, platform: "LINUX" } } },
      { key: "arn:aws:ec2:eu-west-1:111122223333:instance/i-0a", name: "i-0a", region: "eu-west-1", labels: { team: "a" }, platform: null },
    ],
    [
      {
        resourceType: "AWS_LAMBDA_FUNCTION",
        resourceId: "arn:aws:lambda:eu-west-1:111122223333:function:f:$LATEST",
        resourceMetadata: { lambdaFunction: { functionTags: { a: "b" } } },
      },
      { name: "f", tags: ["$LATEST"], labels: { a: "b" }, region: "eu-west-1" },
    ],
    [
      { resourceType: "Microsoft.Web/sites", resourceId: "/s", providerRegion: "westeurope" },
      { type: "OTHER", key: "111122223333/eu-west-1//s", region: "eu-west-1" },
    ],
  ])("%# names its resource", (changes, expected) => expect(only(changes)?.resource).toMatchObject(expected));

  it("has a problem for each row that cannot be read", () => {
    const rows = [row(), null, row({ accountId: "1" }), row({ scanStatus: {} }), row({ scanStatus: { statusCode: "MAYBE" } }), row({ resourceId: undefined })];
    expect(read({ coveredResources: rows }).problems.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      "not_an_object /coveredResources/1",
      "account_unusable /coveredResources/2/accountId",
      "missing /coveredResources/3/scanStatus",
      "value_unknown /coveredResources/4/scanStatus",
      "missing /coveredResources/5/resourceId",
    ]);
    expect(read([null]).problems[0]?.pointer).toBe("/0");
    for (const value of [null, 7, "x", {}, { coveredResources: {} }])
      expect(readCoverage(value, { at })).toMatchObject({ ok: false, problem: { code: "not_coverage" } });
    fc.assert(fc.property(fc.anything(), fc.constantFrom(...Object.keys(row())), (value, name) => void readCoverage([value, row({ [name]: value })], { at })));
  });
});

describe("an event of coverage", () => {
  const event = (detail: Record<string, unknown>, resources: unknown = ["i-087d63509b8c97098"]) => ({
    id: "e1",
    account: "111122223333",
    region: "us-east-1",
    time: "2023-01-20T22:51:39Z",
    "detail-type": "Inspector2 Coverage",
    source: "aws.inspector2",
    resources,
    detail: {
      scanStatus: { reason: "UNMANAGED_EC2_INSTANCE", statusCodeValue: "INACTIVE" },
      scanType: "PACKAGE",
      eventTimestamp: "2023-01-20T22:51:35.665501Z",
      ...detail,
    },
  });

  it("says it of the resources that it names, at its own time", () => {
    const resources = ["i-087d63509b8c97098", row().resourceId, "arn:aws:lambda:us-east-1:111122223333:function:f:3"];
    const found = readAwsEvent(event({}, resources));
    expect(found).toMatchObject({ ok: true, value: { kind: "coverage" } });
    if (!found.ok || found.value.kind !== "coverage") return;
    expect(found.value.coverage.map(({ resource: { type, region, account } }) => [type, region, account])).toEqual([
      ["AWS_EC2_INSTANCE", "us-east-1", "111122223333"],
      ["AWS_ECR_CONTAINER_IMAGE", "eu-central-1", "111122223333"],
      ["AWS_LAMBDA_FUNCTION", "us-east-1", "111122223333"],
    ]);
    expect(found.value.coverage[0]).toMatchObject({ status: "INACTIVE", reason: "UNMANAGED_EC2_INSTANCE", scannedAt: null, at: "2023-01-20T22:51:35.665Z" });
  });

  it("is ignored for other scans, and refused without status or resource", () => {
    expect(readAwsEvent(event({ scanType: "NETWORK" }))).toMatchObject({ ok: true, value: { kind: "ignored" } });
    expect(readAwsEvent(event({ scanStatus: null }))).toMatchObject({ ok: false, problem: { code: "missing", pointer: "/detail/scanStatus" } });
    expect(readAwsEvent(event({}, []))).toMatchObject({ ok: false, problem: { code: "missing", pointer: "/resources" } });
  });
});
