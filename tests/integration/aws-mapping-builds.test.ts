import { beforeEach, expect, it } from "vitest";
import { systemContext } from "@/lib/auth";
import { createRule } from "@/lib/aws";
import { storeFindings } from "@/lib/aws/findings";
import { sweepResources } from "@/lib/aws/resources/sweep-resources";
import { plainPool } from "@/lib/db";
import { documentOf, npm, withInventory } from "./inventory-fixture";
import { findingOf, imageOf, packageOf } from "./setup/made-inspector";

const inventory = withInventory();
const ctx = systemContext("test");
const sweep = () => sweepResources({ ctx, input: { budgetMs: 5_000 } });
const version = "1:3.0.7-27.el9_4";
const libraryOf = (release: string) => ({
  name: "openssl-libs",
  version: "3.0.7-27.el9_4",
  purl: `pkg:rpm/redhat/openssl-libs@3.0.7-27.el9_4?arch=x86_64&epoch=1&distro=${release}`,
});

beforeEach(async () => {
  await inventory.empty();
  await inventory.database.pool.query(
    "select testing.emptied('aws_resource, aws_resource_artifact, aws_mapping_rule, aws_mapped_build, inspector_finding, inspector_package, observation, audit_event', 'restart identity')",
  );
});

/** What images number 1 to 3 are found to hold, as the observations name it: the distro's release, or nothing. */
async function observed(): Promise<string[]> {
  const { rows } = await inventory.database.pool.query<{ text: string }>(
    `select distinct p.name || ' ' || v.release as text from observation o join package_version v on v.id = o.package_version_id join package p on p.id = v.package_id
     order by 1`,
  );
  return rows.map(({ text }) => text);
}

const audits = async () =>
  (await inventory.database.pool.query("select detail from audit_event where action = 'aws_resources.mapped' and subject_id = 'builds'")).rows.map(
    ({ detail }) => detail,
  );

it("packages of what a rule maps are those that a later build lists, once", async () => {
  const { artifactId } = await inventory.ship({ service: "one", kind: "image", artifact: "api-image" }, documentOf([npm("lodash", "4.17.20")]));
  const findings = [1, 2, 3].map((n) =>
    findingOf(`arn:${n}`, {
      resource: imageOf(n, { name: "unlike", platform: "RHEL_9" }),
      packages: [
        packageOf("openssl-libs", version, { manager: "OS", identity: { ecosystem: "rpm", name: "redhat/openssl-libs", version, release: "redhat-9" } }),
      ],
    }),
  );
  await storeFindings(ctx, { findings, source: "api", subject: { kind: "aws_feed", id: "1" }, pool: plainPool() });
  await createRule({ ctx, input: { type: "AWS_ECR_CONTAINER_IMAGE", name: "unlike", artifactId } });
  await sweep();
  expect(await observed()).toEqual(["redhat/openssl-libs redhat-9"]);
  await inventory.ship({ service: "one", kind: "image", artifact: "api-image" }, documentOf([npm("lodash", "4.17.20"), libraryOf("rhel-9.4")]));
  await sweep();
  expect(await observed()).toEqual([expect.stringMatching(/openssl-libs r\w+-9\.4$/)]);
  expect(await audits()).toEqual([{ changed: 0, artifacts: 1, observations: 2 }]);
  await inventory.ship({ service: "one", kind: "image", artifact: "api-image" }, documentOf([npm("lodash", "4.17.21"), libraryOf("rhel-9.4")]));
  await sweep();
  expect(await audits()).toHaveLength(1);
});
