import { expect, it, vi } from "vitest";
import { findAffectedServices } from "@/lib/blast-radius";
import { daysAgo, documentOf, npm, reader, withInventory } from "./inventory-fixture";

const limits = vi.hoisted(() => ({ windowBuildsMax: 1_000, windowMeetingsMax: 1_000 }));
vi.mock("@/lib/blast-radius/limits", async (original) => ({
  ...(await original<object>()),
  get windowBuildsMax() {
    return limits.windowBuildsMax;
  },
  get windowMeetingsMax() {
    return limits.windowMeetingsMax;
  },
}));

const inventory = withInventory();
const ask = () => findAffectedServices({ ctx: reader, input: { q: "axios", during: `${daysAgo(30).toISOString()}..${new Date().toISOString()}` } });

it("a window with more builds than one answer looks at is refused, and not answered in part", async () => {
  for (let day = 1; day <= 4; day++)
    await inventory.ship({ service: "shop", builtAt: daysAgo(day) }, documentOf([npm("axios", "1.14.1"), npm("other", `${day}.0.0`)]));
  expect((await ask()).exposure?.built.builds).toBe(4);
  limits.windowMeetingsMax = 3;
  await expect(ask()).rejects.toMatchObject({ code: "too_large", reason: "window_too_large" });
  limits.windowMeetingsMax = 1_000;
  limits.windowBuildsMax = 3;
  await expect(ask()).rejects.toMatchObject({ code: "too_large", reason: "window_too_large" });
});
