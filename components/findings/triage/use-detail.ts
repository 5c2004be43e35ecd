"use client";
import { useEffect, useState } from "react";
import { send } from "@/components/findings/triage/send";
import type { FindingKey } from "@/components/findings/triage/target";
import { withQuery } from "@/components/urls";
import type { Explanation } from "@/lib/decisions/schemas";
import type { FindingActivity } from "@/lib/findings/notes/schemas";

export type Detail = { explanation: Explanation | null; activity: FindingActivity | null; problem: string | null };

const nothing: Detail = { explanation: null, activity: null, problem: null };

/** What is read of a finding when it is opened, and again whenever `edition` is another. */
export function useDetail(key: FindingKey | null, edition: number): Detail {
  const [detail, setDetail] = useState<Detail & { of: string }>({ ...nothing, of: "" });
  const of = key === null ? "" : withQuery("", key);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another edition is another answer
  useEffect(() => {
    if (of === "") return;
    const control = new AbortController();
    async function read() {
      const [explained, said] = await Promise.all([
        send<Explanation>("GET", `/api/v1/decisions/explain${of}`, undefined, control.signal),
        send<FindingActivity>("GET", `/api/v1/findings/activity${of}`, undefined, control.signal),
      ]);
      if (control.signal.aborted) return;
      const refused = !explained.ok ? explained.problem : !said.ok ? said.problem : null;
      setDetail({ of, explanation: explained.ok ? explained.data : null, activity: said.ok ? said.data : null, problem: refused?.detail ?? null });
    }
    void read();
    return () => control.abort();
  }, [of, edition]);
  return detail.of === of ? detail : nothing;
}
