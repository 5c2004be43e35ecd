import { beforeAll, expect, it } from "vitest";
import { exportAffected, findAffectedServices, listPackageServices } from "@/lib/blast-radius";
import { freshnessSummary, getBuild, getService, listServiceBuilds, listServices, listTeams, type ServiceList } from "@/lib/inventory/read";
import { daysAgo, documentOf, npm, reader, withInventory } from "./inventory-fixture";

const inventory = withInventory();
const ctx = reader;
const nameless = { name: "", version: "1.0.0", purl: null };

beforeAll(async () => {
  await inventory.own("payments", ["empty", "whole"]);
  await inventory.own("search", ["partial", "silent"]);
  await inventory.ship({ service: "whole" }, documentOf([npm("a", "1.0.0")]));
  await inventory.ship({ service: "old", builtAt: daysAgo(40) }, documentOf([npm("a", "1.0.0")]));
  await inventory.ship({ service: "empty" }, documentOf([]));
  // Older than the window as well: that it could not be read is the graver of the two.
  await inventory.ship({ service: "partial", builtAt: daysAgo(40) }, documentOf([npm("a", "1.0.0"), nameless]));
  await inventory.ship({ service: "one-of-two", artifact: "api" }, documentOf([npm("a", "1.0.0")]));
  await inventory.ship({ service: "one-of-two", artifact: "worker" }, documentOf([]));
});

it("a service whose newest SBOM lists nothing or was not read in full is incomplete, never current", async () => {
  const { data } = await listServices({ ctx, input: {} });
  expect(data.map(({ slug, status }) => [slug, status])).toEqual([
    ["empty", "incomplete"],
    ["old", "stale"],
    ["one-of-two", "incomplete"],
    ["partial", "incomplete"],
    ["silent", "no_sbom"],
    ["whole", "fresh"],
  ]);
  for (const { slug, status } of data) expect((await getService({ ctx, input: { slug } })).status, slug).toBe(status);
});

it("a service is current exactly when the question calls it clean or affected for what it can know", async () => {
  const { unknown, verdict } = await findAffectedServices({ ctx, input: { q: "npm:nobody-has-it" } });
  const { data } = await listServices({ ctx, input: { status: ["stale", "incomplete", "no_sbom"] } });
  expect(unknown.map(({ service }) => service.slug).toSorted()).toEqual(data.map(({ slug }) => slug));
  expect(verdict.clean).toBe((await listServices({ ctx, input: { status: "fresh" } })).meta.rows);
});

it("an artifact and a build say it of themselves", async () => {
  const { artifacts } = await getService({ ctx, input: { slug: "one-of-two" } });
  expect(artifacts.map(({ name, status }) => [name, status]).toSorted()).toEqual([
    ["api", "fresh"],
    ["worker", "incomplete"],
  ]);
  const { data } = await listServiceBuilds({ ctx, input: { slug: "one-of-two" } });
  expect(data.map(({ artifact, incomplete }) => [artifact.name, incomplete]).toSorted()).toEqual([
    ["api", false],
    ["worker", true],
  ]);
  const worker = data.find(({ incomplete }) => incomplete);
  expect(await getBuild({ ctx, input: { slug: "one-of-two", artifactId: worker?.artifact.id ?? 0, seq: 1 } })).toMatchObject({ incomplete: true });
});

it("the totals of the fleet and of the teams add up", async () => {
  const { services } = await freshnessSummary({ ctx, input: {} });
  expect(services).toEqual({ total: 6, fresh: 1, stale: 1, incomplete: 3, noSbom: 1, retired: 0 });
  expect((await listTeams({ ctx, input: {} })).data.map(({ slug, services: all, ...rest }) => [slug, all, rest])).toEqual([
    ["payments", 2, { name: "payments", contact: null, fresh: 1, stale: 0, incomplete: 1, noSbom: 0, retired: 0 }],
    ["search", 2, { name: "search", contact: null, fresh: 0, stale: 0, incomplete: 1, noSbom: 1, retired: 0 }],
  ]);
});

it("the counts of each filter add up to the list under the others", async () => {
  const sum = (counts: readonly number[]) => counts.reduce((total, each) => total + each, 0);
  const byTeam = ({ meta }: ServiceList) => meta.byTeam.map(({ team, services }) => [team?.slug ?? null, services]);
  const incomplete = await listServices({ ctx, input: { status: "incomplete" } });
  expect(byTeam(incomplete)).toEqual([
    ["payments", 1],
    ["search", 1],
    [null, 1],
  ]);
  expect(sum(incomplete.meta.byTeam.map(({ services }) => services))).toBe(incomplete.meta.rows);
  const payments = await listServices({ ctx, input: { team: "payments" } });
  expect(payments.meta.byStatus).toEqual({ fresh: 1, stale: 0, incomplete: 1, no_sbom: 0, retired: 0 });
  expect(sum(Object.values(payments.meta.byStatus))).toBe(payments.meta.rows);
  const both = await listServices({ ctx, input: { team: "search", status: ["no_sbom", "incomplete"], q: "part" } });
  expect([both.meta.rows, both.meta.byStatus.incomplete, byTeam(both)]).toEqual([
    1,
    1,
    [
      ["payments", 0],
      ["search", 1],
    ],
  ]);
});

it("a row says that its SBOM was not read in full, in the answer, on the package's page and in the CSV", async () => {
  const { data } = await findAffectedServices({ ctx, input: { q: "npm:a" } });
  const marks = data.map(({ service, artifact, stale, incomplete }) => [service.slug, artifact.name, stale, incomplete]).toSorted();
  expect(marks).toEqual([
    ["old", "old", true, false],
    ["one-of-two", "api", false, false],
    ["partial", "partial", true, true],
    ["whole", "whole", false, false],
  ]);
  const services = await listPackageServices({ ctx, input: { ecosystem: "npm", name: "a" } });
  expect(services.data.filter(({ incomplete }) => incomplete).map(({ service }) => service.slug)).toEqual(["partial"]);
  const { body } = await exportAffected({ ctx, input: { q: "npm:a", format: "csv" } });
  const lines = (await new Response(body).text()).split("\r\n");
  const column = lines[0]?.split(",").indexOf("incomplete") ?? -1;
  const cells = lines.find((line) => line.includes("partial"))?.split(",") ?? [];
  expect([cells[column - 1], cells[column]]).toEqual(["true", "true"]);
});
