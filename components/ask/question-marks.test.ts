import { expect, test } from "vitest";
import { tokensOf } from "./question-marks";

test("the tokens put together are the text, so the shades lie under their words", () => {
  const text = '  npm:lodash@"<4.17.21 || 5"  team:payments "open quote';
  expect(
    tokensOf(text)
      .map((token) => token.text)
      .join(""),
  ).toBe(text);
  expect(
    tokensOf(text)
      .filter((token) => !token.gap)
      .map((token) => token.text),
  ).toEqual(['npm:lodash@"<4.17.21 || 5"', "team:payments", '"open quote']);
});
