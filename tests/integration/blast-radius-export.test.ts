import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, it } from "vitest";
import { blastRadiusSchema, exportAffected, findAffectedServices } from "@/lib/blast-radius";
import type { Context } from "@/lib/context";
import { saveIndicatorList } from "@/lib/indicator-lists";
import { recordDeployment } from "@/lib/inventory/deployments";
import { documentOf, npm, reader, stranger, withInventory } from "./inventory-fixture";

const inventory = withInventory();
const system: Context = { actor: { kind: "system", name: "test" }, requestId: "test" };

beforeAll(async () => {
  await inventory.own("payments", ["a-service"], "=HYPERLINK(1)");
  await inventory.ship(
    { service: "a-service", version: "+1" },
    documentOf([npm("lodash", "1.0.0"), npm("parent", "2.0.0")], { root: ["parent"], edges: { parent: ["lodash"] } }),
  );
  await inventory.ship({ service: "b-service" }, documentOf([npm("lodash", "1.0.0"), npm("lodash", "2.0.0")]));
  await inventory.know("silent");
});

/** An answer without pages. */
const exportedSchema = blastRadiusSchema.extend({ meta: blastRadiusSchema.shape.meta.omit({ limit: true, nextCursor: true }) });

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

describe("an export says all that the answer says", () => {
  beforeAll(async () => {
    for (const environment of ["staging", "production"])
      await recordDeployment({ ctx: system, input: { service: "b-service", build: 1, environment, kind: "application", ref: "main" } });
    // Longer than the part of the list that an answer shows.
    for (let place = 0; place < 30; place++) await inventory.ship({ service: `plain-${place}` }, documentOf([npm("plain", "1.0.0")]));
  });

  it("where it runs and what to do about an unknown service, in the CSV", async () => {
    const records: Record<string, string>[] = parse((await textOf({})).text, { columns: true });
    expect(records.filter(({ verdict }) => verdict === "affected").map(({ service, running_in }) => [service, running_in])).toEqual([
      ["a-service", ""],
      ["b-service", "production staging"],
      ["b-service", "production staging"],
    ]);
    const { unknown } = await findAffectedServices({ ctx: reader, input: { q: "lodash" } });
    expect(records.filter(({ verdict }) => verdict === "unknown").map(({ service, detail }) => [service, detail])).toEqual([["silent", unknown[0]?.detail]]);
  });

  it("the list, where it runs, whose CI may have run it, and how much is known, in the JSON", async () => {
    const { list } = await saveIndicatorList({ ctx: reader, input: { content: Buffer.from("npm:lodash@1.0.0\nnpm:lodash@2.0.0\n"), options: {} } });
    const answer = await findAffectedServices({ ctx: reader, input: { list: list.id } });
    const whole = exportedSchema.parse(JSON.parse((await textOf({ q: "", list: list.id, format: "json" })).text));
    expect(whole.running).toEqual({ production: 1, elsewhere: 1, reported: 1 });
    expect(whole.running).toEqual(answer.running);
    expect(whole.list).toEqual(answer.list);
    expect(whole.withoutDevScope?.services).toBe(answer.withoutDevScope?.services);
    expect(whole.withoutDevScope?.data).toHaveLength(answer.withoutDevScope?.services ?? 0);
    expect(whole.withoutDevScope?.data.slice(0, 25)).toEqual(answer.withoutDevScope?.data);
    const { limit: _, nextCursor: __, asOf: ___, ...meta } = answer.meta;
    expect(whole.meta).toMatchObject(meta);
    expect(whole.meta.coverage).toBeCloseTo(32 / 33);
  });

  it("nothing of CI for another question, and of a moment", async () => {
    const whole = exportedSchema.parse(JSON.parse((await textOf({ format: "json" })).text));
    expect([whole.withoutDevScope, whole.list]).toEqual([null, null]);
  });
});
