import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { PersonDetail } from "@/lib/auth";
import { HoldingsBack, HoldingsLeft } from "./holdings";

const person = (tokens: number, assigned: number, requests: number): PersonDetail => ({
  id: "00000000-0000-7000-8000-000000000001",
  name: "Noor",
  email: "noor@example.com",
  role: "admin",
  createdAt: "2026-01-01T00:00:00.000Z",
  lastSignInAt: null,
  disabledAt: null,
  holds: { tokens, assigned, requests },
});
const textOf = (element: React.ReactElement) =>
  renderToStaticMarkup(element)
    .replace(/<li>/g, "\n")
    .replace(/<[^>]*>/g, "")
    .trim();

test("what disabling somebody stops is said with its number, and leads to what can be listed", () => {
  expect(textOf(<HoldingsLeft person={person(2, 1, 3)} />).split("\n")).toEqual([
    "2 API tokens are refused at once, in CI too. Enabled again, they work again.",
    "1 open finding stays assigned to them, marked as such, until somebody takes it over.",
    "3 decisions that they asked for wait for a second person, who can then only reject them.",
  ]);
  expect(renderToStaticMarkup(<HoldingsLeft person={person(0, 1, 0)} />)).toContain("/findings?assignee=00000000-0000-7000-8000-000000000001&amp;state=open");
  expect(textOf(<HoldingsLeft person={person(0, 0, 0)} />)).toBe("No API token, open finding or waiting request is theirs.");
});

test("what enabling somebody brings back is said as well", () => {
  expect(textOf(<HoldingsBack person={person(1, 5, 2)} />)).toBe(
    "1 API token of theirs works again, and 2 decisions that they asked for can be approved again.",
  );
  expect(textOf(<HoldingsBack person={person(0, 5, 0)} />)).toBe("");
});
