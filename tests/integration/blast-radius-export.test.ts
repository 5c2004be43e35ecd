import { beforeAll, describe, expect, it } from "vitest";
import { exportAffected, findAffectedServices } from "@/lib/blast-radius";
import { documentOf, npm, reader, stranger, withInventory } from "./inventory-fixture";

const inventory = withInventory();

beforeAll(async () => {
  await inventory.own("payments", ["a-service"], "=HYPERLINK(1)");
  await inventory.ship(
    { service: "a-service", version: "+1" },
    documentOf([npm("lodash", "1.0.0"), npm("parent", "2.0.0")], { root: ["parent"], edges: { parent: ["lodash"] } }),
  );
  await inventory.ship({ service: "b-service" }, documentOf([npm("lodash", "1.0.0"), npm("lodash", "2.0.0")]));
  await inventory.know("silent");
});

async function textOf(input: object): Promise<{ text: string; contentType: string; filename: string }> {
  const { body, contentType, filename } = await exportAffected({ ctx: reader, input: { q: "lodash", ...input } });
  return { text: await new Response(body).text(), contentType, filename };
}

describe("exportAffected", () => {
  it("gives as CSV exactly the rows of all pages, then the unknown services", async () => {
    const { text, contentType, filename } = await textOf({});
    const lines = text
      .trimEnd()
      .split("\r\n")
      .map((line) => line.split(","));
    const column = (name: string) => lines[0]?.indexOf(name) ?? -1;
    expect(contentType).toBe("text/csv; charset=utf-8");
    expect(filename).toMatch(/^blast-radius-\d{4}-.+\.csv$/);
    expect(lines.slice(1).map((line) => [line[column("verdict")], line[column("service")], line[column("version")], line[column("reason")]])).toEqual([
      ["affected", "a-service", "1.0.0", ""],
      ["affected", "b-service", "1.0.0", ""],
      ["affected", "b-service", "2.0.0", ""],
      ["unknown", "silent", "", "no_sbom"],
    ]);
    expect(lines[1]?.[column("via")]).toBe("parent 2.0.0");
    expect(["present_now", "present_during", "built_during", "until", "versions"].map((name) => lines[1]?.[column(name)])).toEqual([
      "true",
      "false",
      "false",
      "",
      "",
    ]);
    expect(lines[1]?.[column("since")]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it("makes text of what a spreadsheet would run", async () => {
    const { text } = await textOf({});
    expect(text).toContain(",'=HYPERLINK(1),");
    expect(text).toContain(",'+1,");
  });

  it("gives the same rows as JSON, in the asked order and under the asked facets", async () => {
    const input = { q: "lodash", sort: "-service" as const, service: ["b-service", "silent"] };
    const page = await findAffectedServices({ ctx: reader, input });
    const whole = JSON.parse((await textOf({ ...input, format: "json" })).text);
    expect(whole.verdict).toEqual(page.verdict);
    expect(whole.data.map((row: { version: string }) => row.version)).toEqual(page.data.map((row) => row.version));
    expect(whole.unknown).toEqual(page.unknown);
    expect(whole.meta.rows).toBe(page.meta.rows);
    expect(whole.exposure).toBeNull();
  });

  it("leaves no connection behind when the reader goes away", async () => {
    for (let i = 0; i < 15; i++) {
      const { body } = await exportAffected({ ctx: reader, input: { q: "lodash" } });
      await body.cancel();
    }
    expect((await textOf({})).text).toContain("b-service");
  });

  it("refuses before the first byte what the question refuses", async () => {
    await expect(exportAffected({ ctx: reader, input: { q: "" } })).rejects.toMatchObject({ code: "invalid", reason: "question_empty" });
    await expect(exportAffected({ ctx: stranger, input: { q: "lodash" } })).rejects.toMatchObject({ code: "forbidden" });
  });
});
