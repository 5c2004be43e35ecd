import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { VisibleText } from "./visible-text";

const markup = (text: string) => renderToStaticMarkup(<VisibleText text={text} />);

test("a plain name is nothing but itself", () => {
  expect(markup("lodash <3")).toBe("lodash &lt;3");
});

test("a hidden character is shown by its code, apart from the name and isolated from what is beside it", () => {
  expect(markup("left\u202edap")).toMatch(/^<bdi>left<span [^>]*>U\+202E<\/span>dap<\/bdi>$/);
});

test("letters from right to left do not reorder what is beside them", () => {
  expect(markup("\u05d0\u05d1")).toBe("<bdi>\u05d0\u05d1</bdi>");
});
