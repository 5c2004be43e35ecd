import { expect, it } from "vitest";
import { isUuid } from "@/lib/db/uuid";
import { artifactIdIn, projectUuidOf } from "./project-uuid";

const project = { artifactId: 4711, service: "payments", kind: "application", name: "payments", ref: "main" };

it("is a version 8 UUID that is always the same and carries the artifact", () => {
  const uuid = projectUuidOf(project);
  expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab]/);
  expect(isUuid(uuid)).toBe(true);
  expect(projectUuidOf({ ...project })).toBe(uuid);
  expect(artifactIdIn(uuid)).toBe(4711);
  expect(artifactIdIn(projectUuidOf({ ...project, artifactId: 2 ** 31 - 1 }))).toBe(2 ** 31 - 1);
});

it("is another one for the same id of another artifact, as another installation has it", () => {
  expect(new Set([projectUuidOf(project), projectUuidOf({ ...project, ref: "develop" }), projectUuidOf({ ...project, name: "x" })]).size).toBe(3);
});

it.each(["3e671687-395b-41f5-a30f-a58921a69b79", "00000000-0000-8000-8000-000000000000", "00000000-0000-8000-8000-0000ffffffff", "", "x"])(
  "has no artifact in %j",
  (uuid) => expect(artifactIdIn(uuid)).toBeNull(),
);
