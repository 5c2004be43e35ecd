import { describe, expect, it } from "vitest";
import { ByteBudget } from "./byte-budget";

describe("ByteBudget", () => {
  it("refuses what does not fit beside what is in hand, and takes it once that is done, or failed", async () => {
    const budget = new ByteBudget(100);
    let finish = () => {};
    const held = budget.with(60, () => new Promise<void>((resolve) => (finish = resolve)));
    await expect(budget.with(41, async () => {})).rejects.toMatchObject({ code: "unavailable", reason: "uploads_full" });
    await expect(budget.with(40, async () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    finish();
    await held;
    expect(await budget.with(100, async () => "taken")).toBe("taken");
  });
});
