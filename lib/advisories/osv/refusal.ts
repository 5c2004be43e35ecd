/** Why a record is refused as a whole. A closed list: it is stored with the record and shown. */
export type RefusalCode =
  | "not_json"
  | "too_large"
  | "too_many_parts"
  | "too_deep"
  | "not_an_object"
  | "id_missing"
  | "id_unusable"
  | "timestamp_missing"
  | "timestamp_unreadable"
  | "wrong_type"
  | "event_kind"
  | "range_kind"
  | "not_introduced"
  | "fixed_and_last_affected"
  | "package_incomplete"
  | "value_unknown";

/** What is wrong with a record and where (a JSON pointer), thrown from within the reader and caught at its door. */
export class OsvRefusal extends Error {
  readonly code: RefusalCode;
  readonly pointer: string | null;

  constructor(code: RefusalCode, pointer: string | null, detail: string) {
    super(detail);
    this.code = code;
    this.pointer = pointer;
  }
}
