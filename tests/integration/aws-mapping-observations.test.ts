import { beforeEach, describe, expect, it } from "vitest";
import { mapAll } from "./aws-resources-fixture";
import { withInspectorStore } from "./setup/inspector-store";
import { findingOf, hex, imageOf } from "./setup/made-inspector";

const store = withInspectorStore();
const rule = (artifactId: number) =>
  store.rows(
    "insert into aws_mapping_rule (position, type, name, artifact_id, created_by, created_at) values (1, 'AWS_ECR_CONTAINER_IMAGE', 'web-?', $1, 'test', now())",
    [artifactId],
  );
const map = () => mapAll(store.pool(), [1]);
const observed = (service: string) => `${service} left@1.0.0 CVE-2026-1 open high 0h - 1/1 -`;

beforeEach(async () => {
  await store.empty();
  await store.rows("select testing.emptied('aws_mapping_rule, aws_mapped_build')");
});

describe("what a finding says of an artifact", () => {
  it("follows the resource from artifact to artifact, and leaves none behind", async () => {
    const [one, two] = [await store.ship("one", [hex(1)]), await store.ship("two", [hex(2)])];
    await rule(one);
    await store.take([findingOf("f1", { resource: imageOf(9, { name: "web-1" }) })]);
    expect(await store.observations()).toEqual([observed("one")]);
    await store.rows("update aws_mapping_rule set artifact_id = $1", [two]);
    await map();
    expect(await store.observations()).toEqual([observed("two")]);
    await store.rows("update build set digests = array[$2] where artifact_id = $1", [one, hex(9)]);
    await store.rows("update build set digests = array[$2] where artifact_id = $1", [two, hex(9)]);
    await map();
    expect(await store.observations()).toEqual([observed("one"), observed("two")]);
    await store.rows("select testing.emptied('build, aws_mapping_rule')");
    await map();
    expect(await store.observations()).toEqual([]);
  });
});
