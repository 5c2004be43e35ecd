import fc from "fast-check";
import { expect, test } from "vitest";
import { isPackageName } from "./claim";

/** The rule as it is meant, character by character. */
function naive(text: string): boolean {
  const characters = [...text];
  const isWordy = (character: string) => /^[\p{L}\p{N}]$/u.test(character);
  const body = text.startsWith("@") ? characters.slice(1) : characters;
  const [first = "", ...rest] = body;
  const isRefused = (character: string) => /\s/.test(character) || "<>=,;|()[]{}\"'`\\^*@?#%&".includes(character);
  const hasShape = (isWordy(first) || "_.$".includes(first)) && first !== "" && !rest.some(isRefused);
  const isOpen = (text.startsWith("@") && !text.includes("/")) || /[/:]$/.test(text) || text.includes("://") || text.includes("//");
  return text.length <= 500 && hasShape && characters.some(isWordy) && !isOpen && !/\p{Cs}/u.test(text);
}

test("a name is one by its characters, whatever makes that quick to tell", () => {
  const character = fc.constantFrom(..."aZ09_.$-+~/:@é漢<=, ", "//", "://", "\ud800", "ab/");
  const names = fc.oneof(
    fc.array(character, { maxLength: 12 }).map((each) => each.join("")),
    fc.constantFrom("a".repeat(500), "a".repeat(501)),
  );
  fc.assert(
    fc.property(names, (text) => isPackageName(text) === naive(text)),
    { numRuns: 5_000 },
  );
  expect(["lodash", "@scope/name", "org.example:core", "github.com/a/b"].every(isPackageName)).toBe(true);
});
