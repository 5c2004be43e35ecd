import { describe, expect, it } from "vitest";
import { inSnapshot } from "@/lib/inventory/read";
import { withInventory } from "./inventory-fixture";

const inventory = withInventory();
const teams = "select slug from team order by slug";
const slugsOf = ({ rows }: { rows: { slug: string }[] }) => rows.map(({ slug }) => slug);

describe("a snapshot that is ended with its last reads", () => {
  it("answers what was asked in the same turn, and sees what was written since in what is asked later", async () => {
    await inventory.own("before", []);
    const [then, now] = await inSnapshot(async (client, stamp, end) => {
      await stamp;
      await inventory.own("meanwhile", []);
      const asked = client.query(teams);
      end();
      return [slugsOf(await asked), slugsOf(await client.query(teams))];
    });
    expect([then, now]).toEqual([["before"], ["before", "meanwhile"]]);
  });

  it("leaves a connection that can be used when a read fails, before or after it was ended", async () => {
    for (const isEnded of [false, true]) {
      const failing = inSnapshot(async (client, _, end) => {
        const asked = client.query("select 1 / 0");
        if (isEnded) end();
        return asked;
      });
      await expect(failing).rejects.toThrow("division by zero");
      expect(await inSnapshot(async (client) => (await client.query("select 1 as one")).rows)).toEqual([{ one: 1 }]);
    }
  });
});
