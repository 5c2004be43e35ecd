import { beforeEach, expect, it } from "vitest";
import { mapResources } from "@/lib/aws/resources/map-resources";
import { withInspectorStore } from "./setup/inspector-store";
import { findingOf, hex, hour, imageOf, packageOf } from "./setup/made-inspector";

const { rows, take, ship, empty, inTransaction } = withInspectorStore();
beforeEach(async () => {
  await empty();
  await rows("select testing.emptied('presence')");
});

const version = "1:3.0.7-27.el9_4";
const openssl = (release: string, name = "redhat/openssl-libs") => ({ ecosystem: "rpm", name, version, release });
const image = imageOf(1, { platform: "RHEL_9" });
const finding = findingOf("arn:1", {
  resource: image,
  packages: [packageOf("openssl-libs", version, { manager: "OS", identity: openssl("redhat-9") })],
});

/** The SBOM of the artifact lists the package so. */
async function hold(artifactId: number, { name, release }: { name: string; release: string }): Promise<number> {
  await rows("insert into package (ecosystem, name, leaf) values ('rpm', $1, 'openssl-libs') on conflict do nothing", [name]);
  const [held] = await rows<{ id: number }>(
    `insert into package_version (package_id, version, release) select id, $2, $3 from package where ecosystem = 'rpm' and name = $1
     on conflict (package_id, version, release) do update set version = excluded.version returning id`,
    [name, version, release],
  );
  await rows(`insert into presence (artifact_id, package_version_id, from_seq, from_at, depth, scope, direct, via) values ($1, $2, 1, $3, 1, 0, true, '{}')`, [
    artifactId,
    held?.id,
    hour(0),
  ]);
  return held?.id ?? 0;
}

const observed = () =>
  rows<{ artifact: number; version: number }>(`select artifact_id as artifact, package_version_id as version from observation order by 1, 2`);

it("one installed RPM is one package version, whatever minor release and namespace the SBOM gives", async () => {
  const artifact = await ship("web", [hex(1)]);
  const held = await hold(artifact, { name: "rhel/openssl-libs", release: "rhel-9.4" });
  await take([finding]);
  expect(await observed()).toEqual([{ artifact, version: held }]);
});

it("ends the same where the build comes after the finding, and for what is reported anew", async () => {
  await take([finding]);
  expect(await observed()).toEqual([]);
  const artifact = await ship("web", [hex(1)]);
  const held = await hold(artifact, { name: "redhat/openssl-libs", release: "redhat-9.4" });
  const [resource] = await rows<{ id: number }>("select id from aws_resource");
  await inTransaction((client) => mapResources(client, { resourceIds: [resource?.id ?? 0], at: new Date(hour(2)) }));
  expect(await observed()).toEqual([{ artifact, version: held }]);
  await take([{ ...finding, severity: "critical", updatedAt: hour(3) }]);
  expect(await observed()).toEqual([{ artifact, version: held }]);
});

it("leaves a package alone that the SBOM does not list, or lists in another version", async () => {
  const artifact = await ship("web", [hex(1)]);
  await hold(artifact, { name: "redhat/openssl-libs", release: "redhat-9.4" });
  const older = findingOf("arn:2", {
    resource: image,
    packages: [packageOf("openssl-libs", "1:3.0.1-1.el9", { identity: { ...openssl("redhat-9"), version: "1:3.0.1-1.el9" } })],
  });
  await take([older]);
  const [said] = await rows<{ id: number }>("select package_version_id as id from inspector_package");
  expect(await observed()).toEqual([{ artifact, version: said?.id }]);
});

const jar = findingOf("arn:2", {
  resource: imageOf(1),
  packages: [{ ...packageOf("log4j-core", "2.14.1", { manager: "JAR" }), identity: null, unmapped: "maven_group_missing" }],
});

/** The SBOM of the artifact lists a Maven package so. */
async function holdMaven(artifactId: number, name: string): Promise<number> {
  const [held] = await rows<{ id: number }>(
    `with k as (insert into package (ecosystem, name, leaf) values ('maven', $1, 'log4j-core') on conflict (ecosystem, name) do update set leaf = excluded.leaf returning id)
     insert into package_version (package_id, version) select id, '2.14.1' from k on conflict (package_id, version, release) do update set version = excluded.version returning id`,
    [name],
  );
  await rows(`insert into presence (artifact_id, package_version_id, from_seq, from_at, depth, scope, direct, via) values ($1, $2, 1, $3, 1, 0, true, '{}')`, [
    artifactId,
    held?.id,
    hour(0),
  ]);
  return held?.id ?? 0;
}

it("a jar that is named without its group is the artifact that the image's SBOM lists, and the SBOM says which", async () => {
  const artifact = await ship("web", [hex(1)]);
  const held = await holdMaven(artifact, "org.apache.logging.log4j:log4j-core");
  await take([jar]);
  expect(await observed()).toEqual([{ artifact, version: held }]);
  expect(await rows("select unmapped from inspector_package where name = 'log4j-core'")).toEqual([{ unmapped: null }]);
});

it("a jar stays unmapped where two groups have an artifact of that name and version, and where no SBOM lists any", async () => {
  const artifact = await ship("web", [hex(1)]);
  await take([jar]);
  expect(await observed()).toEqual([]);
  await holdMaven(artifact, "org.apache.logging.log4j:log4j-core");
  await holdMaven(artifact, "com.example.fork:log4j-core");
  await take([{ ...jar, updatedAt: hour(3) }]);
  expect(await observed()).toEqual([]);
  expect(await rows("select unmapped from inspector_package where name = 'log4j-core'")).toEqual([{ unmapped: "maven_group_missing" }]);
});
