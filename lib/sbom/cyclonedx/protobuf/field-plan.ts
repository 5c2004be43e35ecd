import type { DescField, DescMessage, ScalarType } from "@bufbuild/protobuf";
import { enumNames } from "./enum-names";

/** What a message becomes: its fields by number, under the names that they have in CycloneDX JSON. */
export type MessagePlan = { name: string; fields: ReadonlyMap<number, FieldPlan>; defaults: ReadonlyArray<readonly [name: string, value: unknown]> };
export type FieldPlan = { name: string; isRepeated: boolean; value: FieldValue };
export type FieldValue =
  | { kind: "scalar"; scalar: ScalarType }
  | { kind: "enum"; names: ReadonlyMap<number, string> }
  | { kind: "timestamp" }
  /** Planned when it is first met: messages hold each other. */
  | { kind: "message"; plan: () => MessagePlan };

/** JSON names that are not the protobuf name in camel case: of any message, or of one. */
const names = new Map([
  ["bom_ref", "bom-ref"],
  ["mime_type", "mime-type"],
  ["x_trust_boundary", "x-trust-boundary"],
  ["Hash.value", "content"],
  ["AttachedText.value", "content"],
  ["DataFlow.value", "classification"],
  ["CertificateState.predefined_state", "state"],
  ["ProtocolProperties.ikev2TransformTypesDetailed", "ikev2TransformTypes"],
  ["CertificateExtensions.extensions", "certificateExtensions"],
]);

/** Once in the schema of today, a list in that of CycloneDX 1.3 and 1.4, which a parser of today would mix up. */
const onceRepeated = new Set(["Metadata.tools"]);

const plans = new Map<DescMessage, MessagePlan>();

/** The plan of a message and, as they are met, of all that it can hold. */
export function planOf(message: DescMessage): MessagePlan {
  const known = plans.get(message);
  if (known !== undefined) return known;
  const fields = new Map<number, FieldPlan>();
  const defaults: Array<readonly [string, unknown]> = [];
  for (const field of message.fields) {
    const plan = fieldPlan(message, field);
    if (plan === null) continue;
    fields.set(field.number, plan);
    // Implicit presence: the first value of an enum is not written, and means what it says.
    const unwritten = plan.value.kind === "enum" ? plan.value.names.get(0) : undefined;
    if (!plan.isRepeated && field.presence === implicitPresence && unwritten !== undefined) defaults.push([plan.name, unwritten]);
  }
  const made = { name: message.name, fields, defaults };
  plans.set(message, made);
  return made;
}

const implicitPresence = 2;

function fieldPlan(message: DescMessage, field: DescField): FieldPlan | null {
  const qualified = `${message.name}.${field.name}`;
  const name = names.get(qualified) ?? names.get(field.name) ?? field.name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const value = fieldValue(field);
  return value === null ? null : { name, isRepeated: field.fieldKind === "list" || onceRepeated.has(qualified), value };
}

function fieldValue(field: DescField): FieldValue | null {
  if (field.scalar !== undefined) return { kind: "scalar", scalar: field.scalar };
  if (field.enum !== undefined) return { kind: "enum", names: enumNames(field.enum) };
  const { message } = field;
  if (message === undefined) return null;
  return message.typeName === "google.protobuf.Timestamp" ? { kind: "timestamp" } : { kind: "message", plan: () => planOf(message) };
}
