import { expect, it } from "vitest";
import { readKevNotes } from "./kev-notes";

it.each([
  ["", { text: "", urls: [] }],
  ["https://a.example/1 ; https://b.example/2", { text: "", urls: ["https://a.example/1", "https://b.example/2"] }],
  ["For more, see: https://a.example/1; https://a.example/1", { text: "For more, see:", urls: ["https://a.example/1"] }],
  ["javascript:alert(1)", { text: "javascript:alert(1)", urls: [] }],
])("reads %j", (notes, read) => {
  expect(readKevNotes(notes)).toEqual(read);
});
