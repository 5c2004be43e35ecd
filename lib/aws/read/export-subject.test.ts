import { describe, expect, it } from "vitest";
import { readExportSubject } from "./export-subject";

const hex = "ab".repeat(32);
const digest = `sha256:${hex}`;
const properties = (said: Record<string, string>) => Object.entries(said).map(([name, value]) => ({ name, value }));
const cyclonedx = (said: Record<string, string>) =>
  JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.4", metadata: { timestamp: "2026-11-20T01:02:03Z", properties: properties(said) }, components: [] });
const spdx = (said: object) => JSON.stringify({ spdxVersion: "SPDX-2.3", creationInfo: { created: "2026-11-20T01:02:03Z" }, ...said, packages: [] });
const at = "2026-11-20T01:02:03.000Z";
const account = "111122223333";
const functionArn = `arn:aws:lambda:eu-central-1:${account}:function:shop-pay:7`;

describe("readExportSubject", () => {
  it.each([
    [
      "an image in CycloneDX",
      cyclonedx({ imageId: digest, accountId: account, resourceType: "AWS_ECR_CONTAINER_IMAGE" }),
      "a.json",
      { digest, account, arn: null },
    ],
    ["an image in SPDX", spdx({ name: `${account}/ECR/shop/api`, documentNamespace: `ECR://${digest}/DEBIAN_12` }), "a.json", { digest, account, arn: null }],
    ["an image by the name of its file", spdx({ name: "x" }), `p/sha256_${hex}.json`, { digest, account: null, arn: null }],
    [
      "a function by the name of its file",
      cyclonedx({ accountId: account, resourceType: "AWS_LAMBDA_FUNCTION" }),
      `resource=AWS_LAMBDA_FUNCTION/${functionArn}.json.gz`,
      { digest: null, account, arn: functionArn },
    ],
    [
      "an image by the ARN in the name of its file",
      spdx({ name: "x" }),
      `arn:aws:ecr:eu-central-1:${account}:repository/shop/api/${digest}.json`,
      { digest, account, arn: `arn:aws:ecr:eu-central-1:${account}:repository/shop/api/${digest}` },
    ],
  ])("tells %s", (_, start, key, said) => {
    expect(readExportSubject(start, key)).toEqual({ ...said, at });
  });

  it.each([
    ["an instance in CycloneDX", cyclonedx({ accountId: account, resourceType: "AWS_EC2_INSTANCE", ami: digest })],
    ["an instance in SPDX", spdx({ name: `${account}/EC2/i-022fba820db137c64/ami-074ea14c08effb2d8`, documentNamespace: "EC2://i-022fba820db137c64" })],
    ["what only names an image among its components", JSON.stringify({ bomFormat: "CycloneDX", components: [{ name: digest }] })],
  ])("tells nothing of %s", (_, start) => {
    expect(readExportSubject(start, "a.json")).toBeNull();
  });
});
