import { Buffer } from "node:buffer";
import { commands, type Lookalike } from "./lookalike";

/** True for data that begins with these bytes (in hexadecimal), at an offset. */
const startsWith =
  (hex: string, offset = 0) =>
  (bytes: Uint8Array) =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      .subarray(offset, offset + hex.length / 2)
      .toString("hex") === hex;

const unpack = "unpack it and send the SBOM in it";

/** By the bytes that a file begins with, in this order. */
export const binaries: ReadonlyArray<Lookalike<Uint8Array>> = [
  {
    test: startsWith("504b0304"),
    sentence: `This is a ZIP archive, or a spreadsheet (.xlsx) or JAR, which is one; ${unpack}. A spreadsheet of SPDX becomes JSON by ${commands.spdxConvert}.`,
  },
  { test: startsWith("504b0506"), sentence: "This is an empty ZIP archive." },
  {
    test: startsWith("d0cf11e0a1b11ae1"),
    sentence: `This is an old Office document (.xls), not an SBOM that is read; ${commands.spdxConvert} makes JSON of it.`,
  },
  {
    test: startsWith("7573746172", 257),
    sentence: `This is a tar archive, perhaps a container image; ${unpack}, or make one of the image: ${commands.image}.`,
  },
  { test: startsWith("25504446"), sentence: `This is a PDF, not an SBOM; ${commands.any} makes one of the source.` },
  { test: startsWith("fd377a585a00"), sentence: `This is compressed with xz, which is not read; ${unpack}, or compress it with gzip or zstd.` },
  { test: startsWith("425a68"), sentence: `This is compressed with bzip2, which is not read; ${unpack}, or compress it with gzip or zstd.` },
  { test: startsWith("377abcaf271c"), sentence: `This is a 7z archive; ${unpack}.` },
  { test: startsWith("04224d18"), sentence: `This is compressed with LZ4, which is not read; ${unpack}, or compress it with gzip or zstd.` },
  { test: startsWith("edabeedb"), sentence: `This is an RPM package, not an SBOM; ${commands.directory} makes one.` },
  { test: startsWith("213c617263683e0a"), sentence: `This is a Debian package or a static library, not an SBOM; ${commands.directory} makes one.` },
  { test: startsWith("7f454c46"), sentence: `This is a program (ELF), not an SBOM; ${commands.directory} makes one of the folder that it is in.` },
  { test: startsWith("4d5a"), sentence: `This is a program for Windows, not an SBOM; ${commands.directory} makes one of the folder that it is in.` },
  { test: startsWith("53514c69746520666f726d6174203300"), sentence: "This is an SQLite database, perhaps that of a scanner, not an SBOM." },
  { test: startsWith("89504e47"), sentence: "This is an image (PNG), not an SBOM." },
];
