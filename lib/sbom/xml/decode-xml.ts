import { isUtf8 } from "node:buffer";
import { WhereinError } from "@/lib/errors";

const chunkBytes = 65_536;
const declaredEncoding = /^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z][\w.-]{0,39})["']/;

/** How an XML document is to be decoded: by its bytes first (XML 1.0, appendix F), then by what it declares. */
export type XmlEncoding = { decoder: TextDecoder; isDamaged: boolean };

/**
 * The encoding of an XML document. `isDamaged` says that bytes are not of that encoding; they are replaced. Throws
 * `unsupported` (`xml_encoding_unsupported`) for a declared encoding that is not known here.
 */
export function xmlEncodingOf(bytes: Uint8Array): XmlEncoding {
  const [a, b, c] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return { decoder: new TextDecoder("utf-16le"), isDamaged: false };
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return { decoder: new TextDecoder("utf-16be"), isDamaged: false };
  const hasMark = a === 0xef && b === 0xbb && c === 0xbf;
  const declared = hasMark ? undefined : declaredEncoding.exec(asciiOf(bytes.subarray(0, 400)))?.[1];
  // A document that calls itself UTF-16 in bytes of ASCII was converted without its declaration.
  if (declared === undefined || /^(utf-?8|utf-?16|us-ascii|ascii)/i.test(declared)) return { decoder: new TextDecoder("utf-8"), isDamaged: !isUtf8(bytes) };
  return { decoder: decoderFor(declared), isDamaged: false };
}

function decoderFor(label: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch (cause) {
    throw new WhereinError("unsupported", `This XML document is encoded as ${label}, which is not read here. Save it as UTF-8.`, {
      reason: "xml_encoding_unsupported",
      cause,
    });
  }
}

/** The text of the document, piece by piece, so that it is never held whole. */
export function* decodeXml(bytes: Uint8Array, { decoder }: XmlEncoding): Generator<string> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield decoder.decode(bytes.subarray(at, at + chunkBytes), { stream: true });
  yield decoder.decode();
}

function asciiOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
