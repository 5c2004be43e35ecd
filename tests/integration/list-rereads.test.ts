import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Context } from "@/lib/context";
import { getIndicatorList, keepQuestionAsList, readListAgain, saveIndicatorList } from "@/lib/indicator-lists";
import { withInventory } from "./inventory-fixture";

withInventory();
const ctx: Context = { actor: { kind: "token", id: "r", name: "reader", scopes: ["inventory:read"] }, requestId: "r1" };
const bytes = (text: string) => new TextEncoder().encode(text);
const meansOf = async (id: string) => (await getIndicatorList({ ctx, input: { id } })).data.flatMap(({ means }) => means);

test("the same list is read again with its bare names as another ecosystem's, beside the first, and again as any", async () => {
  const { list } = await saveIndicatorList({ ctx, input: { content: bytes("reread-a@1.0.0\nreread-b@2.0.0"), options: {} } });
  const again = await readListAgain({ ctx, input: { id: list.id, ecosystem: "pypi" } });
  expect(again.id).not.toBe(list.id);
  expect(await meansOf(again.id)).toEqual(["pypi:reread-a@1.0.0", "pypi:reread-b@2.0.0"]);
  expect(await meansOf(list.id)).toEqual(["reread-a@1.0.0", "reread-b@2.0.0"]);
  expect((await readListAgain({ ctx, input: { id: again.id, ecosystem: "" } })).id).toBe(list.id);
  await expect(readListAgain({ ctx, input: { id: list.id, ecosystem: "frobnicate" } })).rejects.toMatchObject({ reason: "ecosystem_unknown" });
  await expect(readListAgain({ ctx, input: { id: randomUUID(), ecosystem: "npm" } })).rejects.toMatchObject({ code: "not_found" });
});

test("what a question looks for is kept as a list, by its text and by its list, without its facets", async () => {
  const { list } = await saveIndicatorList({ ctx, input: { content: bytes("npm:kept-a@1.0.0"), options: {} } });
  const kept = await keepQuestionAsList({ ctx, input: { q: "npm:kept-b@<2.0.0 @kept/* kept-c CVE-2021-44228 team:payments", list: list.id } });
  expect(await meansOf(kept.id)).toEqual(["npm:kept-a@1.0.0", "npm:kept-b@<2.0.0", "@kept/*", "kept-c", "CVE-2021-44228"]);
  expect((await getIndicatorList({ ctx, input: { id: kept.id } })).counts.rejected).toBe(0);
  await expect(keepQuestionAsList({ ctx, input: { q: "team:payments" } })).rejects.toMatchObject({ reason: "question_empty" });
});

test("lines with a note are asked for as such", async () => {
  const { list } = await saveIndicatorList({ ctx, input: { content: bytes("npm:noted-a@1.0.0\nnpm:noted-b\n??? nothing ???"), options: {} } });
  const { data, counts, meta } = await getIndicatorList({ ctx, input: { id: list.id, outcome: "noted" } });
  expect(data.map(({ line }) => line)).toEqual([2]);
  expect(meta.rows).toBe(counts.noted);
});
