import { expect, it } from "vitest";
import { findAffectedServices } from "@/lib/blast-radius";
import { documentOf, type Held, reader, withInventory } from "./inventory-fixture";

const inventory = withInventory();
const maven = (version: string): Held => ({ name: "lib", version, purl: `pkg:maven/org.acme/lib@${encodeURIComponent(version)}` });

// Maven orders any text: without the check 1.x would stand between 1.0 and 2.0, and match or not by chance.
it("a service whose version is a range is undetermined, never affected and never clean", async () => {
  const versions = { wild: "1.x", interval: "[1.0,2.0)", dynamic: "latest.release", exact: "1.5" };
  for (const [service, version] of Object.entries(versions)) await inventory.ship({ service }, documentOf([maven(version)]));
  for (const q of ["maven:org.acme:lib@<2.0", "maven:org.acme:lib@>=3.0", "maven:org.acme:lib@1.5"]) {
    const { data, unknown } = await findAffectedServices({ ctx: reader, input: { q } });
    expect(
      data.map(({ service }) => service.slug),
      q,
    ).toEqual(q.includes(">=3.0") ? [] : ["exact"]);
    expect(unknown.map(({ service, reason }) => [service.slug, reason]).sort(), q).toEqual([
      ["dynamic", "unorderable_version"],
      ["interval", "unorderable_version"],
      ["wild", "unorderable_version"],
    ]);
  }
});
