import { KeyWriter } from "./key-writer";

const end = 1;
const oneNumber = 2;

/** The lower bound of everything that begins with these numbers. */
export function numberListFloor(numbers: readonly string[]): Buffer | null {
  const key = new KeyWriter();
  for (const number of numbers) key.mark(oneNumber).number(number);
  return key.finish();
}

function numberListKey(version: string, shape: RegExp, separator: RegExp): Buffer | null {
  const text = version.trim().replace(/^v/, "");
  if (text.length > 500 || !shape.test(text)) return null;
  const key = new KeyWriter();
  for (const number of text.split(separator)) key.mark(oneNumber).number(number);
  return key.mark(end).finish();
}

/** Order of R's package_version: numbers between dots and dashes alike; 1.0 stands below 1.0.0. */
export function cranKey(version: string): Buffer | null {
  return numberListKey(version, /^\d+(?:[.-]\d+)*$/, /[.-]/);
}

/** Order of Haskell's Data.Version under the PVP: numbers between dots; 1.0 stands below 1.0.0. */
export function hackageKey(version: string): Buffer | null {
  return numberListKey(version, /^\d+(?:\.\d+)*$/, /\./);
}
