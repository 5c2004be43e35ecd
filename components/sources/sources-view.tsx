"use client";
import { useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { MirrorFacts } from "@/components/sources/mirror-facts";
import { NoSources } from "@/components/sources/no-sources";
import { SourcesTable } from "@/components/sources/sources-table";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { usePolled } from "@/components/ui/use-polled";
import type { SourceList } from "@/lib/advisories/sources/schemas";

type SyncNow = (id: number | null) => Promise<FormProblem | null>;

const busyMs = 1_000;
const quietMs = 10_000;
const everyMs = ({ data }: SourceList) => (data.some(({ status }) => status !== "idle") ? busyMs : quietMs);

/** The sources as they are, while one looks. `sync` null: whoever looks may not ask for a sync. */
export function SourcesView({ initial, sync }: { initial: SourceList; sync: SyncNow | null }) {
  const { value, refresh } = usePolled("/api/v1/sources", initial, everyMs);
  const [problem, setProblem] = useState<string | null>(null);
  const { data, meta } = value;
  async function ask(id: number | null) {
    if (sync === null) return;
    const refused = await sync(id).catch(() => ({ detail: "The server did not answer. Try again.", fields: {} }));
    setProblem(refused?.detail ?? null);
    await refresh();
  }
  const idle = data.some(({ enabled, status }) => enabled && status === "idle");
  return (
    <>
      <MirrorFacts meta={meta} />
      {problem ? <Notice tone="error" title={problem} className="mb-3" /> : null}
      {data.some(({ enabled }) => enabled) && sync ? (
        <div className="mb-2 flex justify-end">
          <Button disabled={!idle} onClick={() => void ask(null)}>
            Sync all now
          </Button>
        </div>
      ) : null}
      {data.length === 0 ? <NoSources meta={meta} /> : <SourcesTable sources={data} onSync={sync ? (source) => void ask(source.id) : null} />}
    </>
  );
}
