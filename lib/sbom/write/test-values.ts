import fc from "fast-check";
import { cleanText } from "../text";

/** Records as the model has them. */
export const plainRecord = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(model, { noNullPrototype: true });

/** What some format has a meaning for, or no place: markup, ends of lines and texts, other directions, half characters, great length. */
export const uglyTexts = [
  ...["NOASSERTION", "NONE", "none", " a  b ", "", "\t", "a\r\nb\rc\n", "a\nPackageName: b", "SPDXID: SPDXRef-DOCUMENT", "# no comment"],
  ...["<text>", "</text>", "a<TEXT>b</Text>c", "]]>", "<![CDATA[x]]>", "<!-- x -->", "&amp;", "&#0;", "<?xml?>", "a\"b'c\\d", "\\u0041"],
  ...["\u0000", "\u0007\u001b[31m", "\u0085", "\u2028", "\ufeff", "\ufffe", "\ud800", "a\udc00b", "\udc00\ud800", "é", "e\u0301", "😀"],
  ...[
    "\u202eabc\u202c",
    "\u05e9\u05dc\u05d5\u05dd",
    "\u0645\u0631\u062d\u0628\u0627",
    "wherein:x=1",
    'wherein:scope="test"',
    "x".repeat(3_000),
    "\u05d0 ".repeat(400),
  ],
];

/** Text as documents hold it: plain, with markup, controls, line ends and spaces where nobody expects them. */
export const text = fc.oneof(fc.string({ maxLength: 12 }), fc.string({ unit: "binary", maxLength: 8 }), fc.constantFrom(...uglyTexts)).map(cleanText);

/** Hex digits, so many. */
export const hex = (length: number) => fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: length, maxLength: length });
const digits = {
  ...{ MD2: 32, MD4: 32, MD5: 32, MD6: 48, ADLER32: 8, "SHA-1": 40, "SHA-224": 56, "SHA-256": 64, "SHA-384": 96, "SHA-512": 128 },
  ...{ "SHA3-224": 56, "SHA3-256": 64, "SHA3-384": 96, "SHA3-512": 128, "BLAKE2b-256": 64, "BLAKE2b-384": 96, "BLAKE2b-512": 128, BLAKE3: 64 },
  ...{ "Streebog-256": 64, "Streebog-512": 128 },
};
/** Of every algorithm; SHA-256 often, for several of them are told from each other. */
export const hash = fc.oneof(
  hex(64).map((value) => ({ algorithm: "SHA-256", value })),
  fc.constantFrom(...Object.entries(digits)).chain(([algorithm, length]) => hex(length).map((value) => ({ algorithm, value }))),
);
/** What stands where a licence is: ids, expressions, references, names and nothing. */
export const licence = fc.oneof(
  text.filter((value) => value !== ""),
  fc.constantFrom(
    ...["MIT", "GPL-2.0+", "GPL-2.0-only WITH Classpath-exception-2.0", "MIT OR (Apache-2.0 WITH LLVM-exception AND Zlib)", "((MIT))"],
    ...["LicenseRef-x", "LicenseRef-x OR DocumentRef-d:LicenseRef-y", "LicenseRef-wherein-1", "Some licence", "mit", "MIT AND", "NONE", "NOASSERTION"],
  ),
);
