import { advisoryKinds } from "@/lib/advisories/model";
import { outcomes } from "../finding-class";

const place = (words: readonly string[], value: string) => `array_position(array[${words.map((word) => `'${word}'`).join(", ")}], ${value}) - 1`;

/** SQL for the code of a finding `x` of vulnerability `v`: `classCode` of finding-class.ts, with the outcome above it. */
export const codeSql = `((${place(advisoryKinds, "v.kind")}) * 6 + v.severity_rank) * 2 + (v.kev_added_on is not null)::int
  + 64 * case when x.closed_at is null then 0 else ${place(outcomes, "x.close_reason")} end`;

/** SQL for a time as whole minutes since 1970, rounded down. */
export const minuteSql = (time: string) => `floor(extract(epoch from ${time}) / 60)::int`;
