import { expect, test, vi } from "vitest";
import type { Context } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { unknownNames } from "./unknown-names";

vi.mock("@/lib/inventory/read", async (importOriginal) => ({
  ...(await importOriginal<object>()),
  getService: async ({ input }: { input: { slug: string } }) => {
    if (input.slug === "broken") throw new WhereinError("unavailable", "Away.");
    if (input.slug !== "billing") throw new WhereinError("not_found", "None.");
  },
}));

const ctx: Context = { actor: { kind: "token", id: "t", name: "t", scopes: ["inventory:read"] }, requestId: "r" };
const teams = {
  data: [{ slug: "payments", name: "Payments", contact: null, services: 1, fresh: 1, stale: 0, noSbom: 0 }],
  meta: { servicesWithoutTeam: 0 },
};
const names = (q: string, beside: { team?: string[]; service?: string[] } = {}) => unknownNames(ctx, { q, team: [], service: [], ...beside }, teams);

test("a team or service that does not exist is named, once, wherever it was asked for", async () => {
  expect(await names("lodash team:nope service:gone", { team: ["nope", "no-more"], service: ["gone"] })).toEqual([
    "No team is called nope.",
    "No team is called no-more.",
    "No service is called gone.",
  ]);
});

test("nothing is said of those that exist, nor of services without a team", async () => {
  expect(await names("lodash team:payments team:none service:billing")).toEqual([]);
});

test("a name that is too long for a service names none", async () => {
  expect(await names(`lodash service:${"x".repeat(201)}`)).toHaveLength(1);
});

test("a failure is not taken for a service that does not exist", async () => {
  await expect(names("lodash service:broken")).rejects.toMatchObject({ code: "unavailable" });
});
