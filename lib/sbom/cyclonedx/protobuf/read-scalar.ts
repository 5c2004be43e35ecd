import { ScalarType } from "@bufbuild/protobuf";
import { type BinaryReader, WireType } from "@bufbuild/protobuf/wire";

/** How the values of a type are written. Types that CycloneDX does not use are not here. */
export const scalarWires: ReadonlyMap<ScalarType, { wire: WireType; read: (reader: BinaryReader) => unknown }> = new Map([
  [ScalarType.STRING, { wire: WireType.LengthDelimited, read: (reader) => reader.string() }],
  [ScalarType.BOOL, { wire: WireType.Varint, read: (reader) => reader.bool() }],
  [ScalarType.INT32, { wire: WireType.Varint, read: (reader) => reader.int32() }],
  [ScalarType.INT64, { wire: WireType.Varint, read: (reader) => Number(reader.int64()) }],
  [ScalarType.DOUBLE, { wire: WireType.Bit64, read: (reader) => finite(reader.double()) }],
  // The nearest decimal, as JSON would have it: 0.9 and not 0.8999999761581421.
  [ScalarType.FLOAT, { wire: WireType.Bit32, read: (reader) => finite(Number(reader.float().toPrecision(7))) }],
]);

const finite = (value: number) => (Number.isFinite(value) ? value : undefined);

/** A `google.protobuf.Timestamp` as ISO 8601 UTC; a time beyond the calendar is undefined. */
export function readProtobufTime(reader: BinaryReader, end: number): string | undefined {
  let seconds = 0;
  let nanos = 0;
  while (reader.pos < end) {
    const [field, wire] = reader.tag();
    if (field === 1 && wire === WireType.Varint) seconds = Number(reader.int64());
    else if (field === 2 && wire === WireType.Varint) nanos = reader.int32();
    else reader.skip(wire, field);
  }
  const time = new Date(seconds * 1_000 + Math.trunc(nanos / 1_000_000));
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString().replace(".000Z", "Z");
}
