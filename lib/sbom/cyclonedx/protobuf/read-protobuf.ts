import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { BomSchema } from "@cdxgen/cdx-proto/v1.7";
import { WhereinError } from "@/lib/errors";
import type { FoundDocument } from "../../detect";
import { isObject, type JsonObject } from "../../json";
import { Places } from "../../places/places";
import type { Serialisation } from "../../serialisations";
import { type FieldPlan, type MessagePlan, planOf } from "./field-plan";
import { finishers } from "./finishers";
import { locateFields } from "./locate-fields";
import { readProtobufTime, scalarWires } from "./read-scalar";

const bomPlan = planOf(BomSchema);
const specVersionField = 1;
/** Real documents nest a dozen messages; what reads them keeps a frame for each. */
const depthMax = 256;
/** An empty message is two bytes here and a hundred in memory. Messages and entries of lists count; real ones take thirty bytes. */
const valuesMax = 4_000_000;
/** The specification version stands first by convention; a writer may put some others before it. */
const fieldsBeforeVersionMax = 64;

/**
 * CycloneDX as protobuf 1.3 to 1.7, whose numbers never changed meaning. It has no mark of its own: it is recognised by
 * fields that a Bom can have, with a version among them.
 */
export const cyclonedxProtobuf: Serialisation = {
  matches: (_start, bytes) => looksLikeBom(bytes),
  read: (bytes): FoundDocument => {
    const places = new Places();
    const document = decodeBom(bytes, places);
    return { standard: "cyclonedx", format: "cyclonedx-protobuf", document, at: "", locate: (pointers) => locateFields({ document, places, pointers }) };
  },
};

function looksLikeBom(bytes: Uint8Array): boolean {
  try {
    const reader = new BinaryReader(bytes);
    for (let i = 0; i < fieldsBeforeVersionMax && reader.pos < reader.len; i += 1) {
      const [number, wire] = reader.tag();
      const field = bomPlan.fields.get(number);
      if (field === undefined || wire !== wireOf(field)) return false;
      if (number === specVersionField) return /^\d{1,2}\.\d{1,3}$/.test(reader.string());
      reader.skip(wire, number);
    }
  } catch {
    // Not even the wire format of protobuf.
  }
  return false;
}

type Frame = { plan: MessagePlan; start: number; end: number; value: Record<string, unknown>; place: ((value: unknown) => void) | null };

/** Messages whose places are kept. */
const placed: ReadonlySet<string> = new Set(["Component", "Service", "Dependency", "Metadata", "Hash"]);

/** The document as CycloneDX JSON; the offsets of its messages go to `places`. Throws `invalid` (`document_truncated`, `protobuf_invalid`, `protobuf_too_deep`), `too_large`. */
function decodeBom(bytes: Uint8Array, places: Places): JsonObject {
  const reader = new BinaryReader(bytes);
  const frames: Frame[] = [{ plan: bomPlan, start: 0, end: reader.len, value: {}, place: null }];
  let document: unknown = {};
  let values = 0;
  const count = () => {
    values += 1;
    if (values > valuesMax) throw tooMany();
  };
  try {
    for (let frame = frames[0]; frame !== undefined; frame = frames.at(-1)) {
      if (reader.pos >= frame.end) {
        if (reader.pos > frame.end) throw new RangeError("a field reaches over the end of its message");
        frames.pop();
        const value = finish(frame, places);
        if (placed.has(frame.plan.name) && isObject(value)) places.add(value, frame.start);
        if (frame.place === null) document = value;
        else frame.place(value);
        continue;
      }
      const inner = readField(reader, frame, count);
      if (inner !== null) {
        if (frames.length === depthMax) throw tooDeep();
        frames.push(inner);
      }
    }
  } catch (cause) {
    throw cause instanceof WhereinError ? cause : problemOf(cause, reader.pos);
  }
  return { bomFormat: "CycloneDX", ...(isObject(document) ? document : {}) };
}

/** Reads one field into the frame's value. Returns the frame of a message that begins here, else null. */
function readField(reader: BinaryReader, { plan, end, value }: Frame, count: () => void): Frame | null {
  const [number, wire] = reader.tag();
  const field = plan.fields.get(number);
  // A number that a later version gave out, or one that is written in another way than it should be.
  if (field === undefined || (wire !== wireOf(field) && !isPacked(field, wire))) {
    reader.skip(wire, number);
    return null;
  }
  const place = (item: unknown) => {
    if (item === undefined) return;
    if (field.isRepeated || field.value.kind === "message") count();
    const existing = value[field.name];
    if (!field.isRepeated) value[field.name] = item;
    else if (Array.isArray(existing)) existing.push(item);
    else value[field.name] = [item];
  };
  if (wire !== WireType.LengthDelimited || isString(field)) {
    place(readSingle(reader, field));
    return null;
  }
  const innerEnd = reader.uint32() + reader.pos;
  if (innerEnd > end) throw new RangeError("premature EOF");
  if (field.value.kind === "message") return { plan: field.value.plan(), start: reader.pos, end: innerEnd, value: {}, place };
  if (field.value.kind === "timestamp") place(readProtobufTime(reader, innerEnd));
  else while (reader.pos < innerEnd) place(readSingle(reader, field));
  return null;
}

function readSingle(reader: BinaryReader, { value }: FieldPlan): unknown {
  if (value.kind === "enum") return value.names.get(reader.int32());
  return value.kind === "scalar" ? scalarWires.get(value.scalar)?.read(reader) : undefined;
}

function wireOf({ value }: FieldPlan): WireType {
  if (value.kind === "enum") return WireType.Varint;
  return value.kind === "scalar" ? (scalarWires.get(value.scalar)?.wire ?? WireType.LengthDelimited) : WireType.LengthDelimited;
}

const isString = (field: FieldPlan) => field.value.kind === "scalar" && wireOf(field) === WireType.LengthDelimited;
const isPacked = (field: FieldPlan, wire: WireType) => field.isRepeated && wire === WireType.LengthDelimited && wireOf(field) !== WireType.LengthDelimited;

function finish({ plan, value }: Frame, places: Places): unknown {
  for (const [name, unwritten] of plan.defaults) value[name] ??= unwritten;
  return finishers.get(plan.name)?.(value, (from, to) => places.move(from, to)) ?? value;
}

function problemOf(cause: unknown, offset: number): WhereinError {
  const isTruncated = cause instanceof RangeError && cause.message === "premature EOF";
  const errors = [{ pointer: "", detail: `${isTruncated ? "Cut off" : "Not valid protobuf"} at byte ${offset}.` }];
  return isTruncated
    ? new WhereinError("invalid", "The protobuf document ends too early. Was the upload cut off? Send it again whole.", {
        reason: "document_truncated",
        errors,
        cause,
      })
    : new WhereinError("invalid", `The document begins as CycloneDX protobuf but is damaged at byte ${offset}. Let your tool write it again, or as JSON.`, {
        reason: "protobuf_invalid",
        errors,
        cause,
      });
}

function tooMany(): WhereinError {
  return new WhereinError("too_large", `The protobuf document holds more than ${valuesMax} messages and entries of lists.`, {
    reason: "protobuf_too_many_values",
  });
}

function tooDeep(): WhereinError {
  return new WhereinError("invalid", `More than ${depthMax} protobuf messages stand inside each other, which no real SBOM does.`, {
    reason: "protobuf_too_deep",
  });
}
