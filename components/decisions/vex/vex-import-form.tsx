"use client";
import { FileCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Input, inputStyle } from "@/components/ui/field";
import { plural } from "@/components/ui/number-format";
import type { ChosenScope } from "./send-vex";
import { useVexFiles } from "./use-vex-files";
import { VexFilesTable } from "./vex-files-table";

/** VEX documents: chosen, read, shown with what they would do, and then imported. */
export function VexImportForm() {
  const router = useRouter();
  const [scope, setScope] = useState<ChosenScope>({ scope: "everywhere", slug: "" });
  const [chosen, setChosen] = useState<readonly File[]>([]);
  const { files, busy, preview, importAll, clear } = useVexFiles(() => router.refresh());
  const needsSlug = scope.scope !== "everywhere" && scope.slug.trim() === "";
  const isImported = files.some(({ state }) => state === "imported");
  const ready = files.filter(({ state }) => state === "previewed").length;
  const read = () => void preview(chosen, scope);
  function change(next: ChosenScope) {
    setScope(next);
    // What is shown was read for another scope.
    clear();
  }
  return (
    <div className="flex flex-col gap-5">
      <form
        className="grid gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)_auto] sm:items-start"
        onSubmit={(event) => {
          event.preventDefault();
          read();
        }}
      >
        <Field id="files" label="Documents" hint="OpenVEX, CycloneDX with analyses or CSAF VEX; several at once, also gzip or zstd.">
          <input
            id="files"
            type="file"
            multiple
            accept=".json,.xml,.cdx,.vex,.csaf,.gz,.zst,application/json,application/xml,application/gzip"
            aria-describedby="files-hint"
            className={`${inputStyle} h-auto py-1.5 file:mr-3 file:rounded-md file:border file:border-line-strong file:bg-sunken file:px-2 file:py-0.5 file:text-fg`}
            onChange={(event) => {
              setChosen([...(event.target.files ?? [])]);
              clear();
            }}
          />
        </Field>
        <Field id="scope" label="They count" hint="What they say of packages and of products that are no artifact here.">
          <select
            id="scope"
            className={inputStyle}
            value={scope.scope}
            aria-describedby="scope-hint"
            onChange={(event) => change({ scope: event.target.value as ChosenScope["scope"], slug: "" })}
          >
            <option value="everywhere">everywhere</option>
            <option value="team">for a team</option>
            <option value="service">for a service</option>
          </select>
        </Field>
        {scope.scope === "everywhere" ? (
          <span className="max-sm:hidden" />
        ) : (
          <Field id="slug" label={scope.scope === "team" ? "Team" : "Service"} hint="Its slug, as its address has it.">
            <Input
              id="slug"
              value={scope.slug}
              maxLength={200}
              aria-describedby="slug-hint"
              onChange={(event) => change({ ...scope, slug: event.target.value })}
            />
          </Field>
        )}
        <Button type="submit" size="md" className="sm:mt-[22px]" disabled={busy || chosen.length === 0 || needsSlug}>
          Preview
        </Button>
      </form>
      {files.length > 0 ? (
        <>
          <VexFilesTable files={files} />
          <div className="flex flex-wrap items-center gap-3">
            {isImported ? null : (
              <Button look="primary" size="lg" disabled={busy || ready === 0} onClick={() => void importAll(scope)}>
                <FileCheck aria-hidden /> Import {plural(ready, "document")}
              </Button>
            )}
            <p role="status" className="text-muted">
              {busy
                ? `${files.filter(({ state }) => state !== "waiting" && state !== "sending").length} of ${plural(files.length, "document")}`
                : summaryOf(files, isImported)}
            </p>
          </div>
        </>
      ) : null}
    </div>
  );
}

function summaryOf(files: ReturnType<typeof useVexFiles>["files"], isImported: boolean): string {
  const reports = files.flatMap(({ answer }) => (answer?.kind === "answered" ? [answer.answer.report] : []));
  const decisions = reports.reduce((sum, report) => sum + report.decisions, 0);
  const waiting = reports.reduce((sum, report) => sum + report.needApproval, 0);
  const made = isImported ? `${plural(decisions, "decision")} made` : `${plural(decisions, "decision")} would be made`;
  return waiting === 0 ? `${made}.` : `${made}, ${plural(waiting, "of them waits", "of them wait")} for a second person.`;
}
