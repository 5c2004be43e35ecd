/** A frame of zstd data: where it is, how far back its blocks may look, and how many there are. `isSkippable` ones hold no data. */
export type ZstdFrame = { start: number; end: number; windowBytes: number; blocks: number; isSkippable: boolean };

/** `work`: decompressing takes too long. The others say why data is no sequence of whole frames (RFC 8878). */
type FaultKind = "truncated" | "invalid" | "dictionary" | "work";

/** Why zstd data is not decompressed. */
export class ZstdFault extends Error {
  readonly kind: FaultKind;
  constructor(kind: FaultKind) {
    super(`zstd: ${kind}`);
    this.kind = kind;
  }
}

const frameMagic = 0xfd2fb528;
const blockBytesMax = 131_072;

/**
 * The frames of zstd data, from the headers of frames and blocks alone: nothing is decompressed and nothing allocated, so
 * that what they ask for can be refused first. Throws a `ZstdFault`.
 */
export function* scanFrames(bytes: Uint8Array): Generator<ZstdFrame> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let start = 0; start < bytes.length; ) {
    const frame = scanFrame(view, start);
    yield frame;
    start = frame.end;
  }
}

function scanFrame(view: DataView, start: number): ZstdFrame {
  const magic = uint(view, start, 4);
  if ((magic & 0xfffffff0) >>> 0 === 0x184d2a50) {
    const end = start + 8 + uint(view, start + 4, 4);
    if (end > view.byteLength) throw new ZstdFault("truncated");
    return { start, end, windowBytes: 0, blocks: 0, isSkippable: true };
  }
  if (magic !== frameMagic) throw new ZstdFault("invalid");
  const header = scanHeader(view, start + 4);
  let at = header.end;
  let blocks = 0;
  for (let isLast = false; !isLast; blocks += 1) {
    const block = uint(view, at, 3);
    const type = (block >> 1) & 3;
    const size = block >> 3;
    if (type === 3 || size > blockBytesMax) throw new ZstdFault("invalid");
    isLast = (block & 1) === 1;
    // A block of one repeated byte holds that byte only.
    at += 3 + (type === 1 ? 1 : size);
    if (at > view.byteLength) throw new ZstdFault("truncated");
  }
  const end = at + header.checksumBytes;
  if (end > view.byteLength) throw new ZstdFault("truncated");
  return { start, end, windowBytes: header.windowBytes, blocks, isSkippable: false };
}

/** The frame header, RFC 8878, 3.1.1.1. */
function scanHeader(view: DataView, start: number): { end: number; windowBytes: number; checksumBytes: number } {
  const descriptor = uint(view, start, 1);
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const sizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  if ((descriptor & 0x08) !== 0) throw new ZstdFault("invalid");
  let at = start + 1;
  let windowBytes = 0;
  if (!isSingleSegment) {
    const window = uint(view, at, 1);
    const base = 2 ** (10 + (window >> 3));
    windowBytes = base + (base / 8) * (window & 7);
    at += 1;
  }
  if (dictionaryBytes > 0 && uint(view, at, dictionaryBytes) !== 0) throw new ZstdFault("dictionary");
  at += dictionaryBytes;
  if (isSingleSegment) windowBytes = uint(view, at, sizeBytes) + (sizeBytes === 2 ? 256 : 0);
  return { end: at + sizeBytes, windowBytes, checksumBytes: (descriptor & 0x04) === 0 ? 0 : 4 };
}

/** A little-endian number of up to eight bytes. */
function uint(view: DataView, at: number, length: number): number {
  if (at + length > view.byteLength) throw new ZstdFault("truncated");
  let value = 0;
  for (let i = length - 1; i >= 0; i -= 1) value = value * 256 + view.getUint8(at + i);
  return value;
}
