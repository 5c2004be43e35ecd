"use client";
import { Accounting } from "@/components/builds/accounting";
import { DocumentFacts } from "@/components/builds/build-facts";
import { incompleteReason, incompleteRemedy } from "@/components/builds/incomplete-notice";
import { Warnings } from "@/components/builds/warnings";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { plural } from "@/components/ui/number-format";
import { Panel } from "@/components/ui/panel";
import { Progress } from "@/components/ui/progress";
import { VisibleText } from "@/components/ui/visible-text";
import { UploadStatusMark } from "@/components/upload/upload-status";
import { useUpload } from "@/components/upload/use-upload";
import { buildHref, serviceHref, withQuery } from "@/components/urls";
import type { Upload } from "@/lib/inventory";
import { isIncomplete } from "@/lib/sbom/completeness";

/** What happened to an upload: how far it is, what was read, what changed, or what is wrong with it. */
export function UploadReport({ initial }: { initial: Upload }) {
  const { upload, away } = useUpload(initial);
  const { artifact, service, build } = upload;
  return (
    <div className="mx-auto max-w-[1100px]">
      <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h1 className="flex flex-wrap items-center gap-x-3 font-semibold text-xl">
            <span className="wrap-anywhere">
              Upload for <VisibleText text={service.name} />
            </span>
            <span role="status" className="font-normal text-base">
              <UploadStatusMark status={upload.status} />
            </span>
          </h1>
          <p className="text-muted wrap-anywhere">
            <VisibleText text={[`${artifact.kind} ${artifact.name}`, artifact.ref, build?.version].filter(Boolean).join(", ")} />
          </p>
        </div>
        {upload.status === "done" && build && artifact.id !== null ? (
          <div className="flex gap-2">
            <ButtonLink href={serviceHref(service.slug)}>Service</ButtonLink>
            <ButtonLink look="primary" href={buildHref(service.slug, artifact.id, build.seq)}>
              Build {build.seq}
            </ButtonLink>
          </div>
        ) : null}
      </div>
      {upload.status === "queued" || upload.status === "processing" ? (
        <div className="panel p-5">
          <Progress label="Reading the document" value={upload.progress} />
          <p className="mt-3 text-muted" aria-live="polite">
            {away
              ? "The server does not answer; asking again. The upload is safe once it was accepted."
              : "The document is stored. You can close this page; its address keeps the result."}
          </p>
        </div>
      ) : null}
      {upload.problem ? <Problem upload={upload} /> : null}
      {upload.outcome ? <Outcome upload={upload} /> : null}
      <div className="mt-4 grid grid-cols-1 gap-4 lg:grid-cols-2">
        {upload.accounting ? (
          <Panel title="What was read">
            <Accounting figures={upload.accounting} />
          </Panel>
        ) : null}
        {upload.document ? (
          <Panel title="Document">
            <DocumentFacts document={upload.document} />
          </Panel>
        ) : null}
        {upload.accounting ? (
          <Panel title="Warnings" className="lg:col-span-2">
            <Warnings warnings={upload.warnings} />
          </Panel>
        ) : null}
      </div>
    </div>
  );
}

function Problem({ upload }: { upload: Upload }) {
  const { problem } = upload;
  if (!problem) return null;
  return (
    <>
      <Notice tone="error" title={problem.detail}>
        {problem.errors.length > 0 ? (
          <ul>
            {problem.errors.map((fault) => (
              <li key={`${fault.pointer} ${fault.detail}`}>
                <code>
                  <VisibleText text={fault.pointer} />
                </code>{" "}
                <VisibleText text={fault.detail} />
              </li>
            ))}
          </ul>
        ) : null}
        Nothing that was already stored has changed.
      </Notice>
      <p className="mt-3">
        <ButtonLink href={withQuery("/upload", { service: upload.service.name })}>Upload another file</ButtonLink>
      </p>
    </>
  );
}

const changes: Record<string, string> = {
  composition_known: "Its components are the same as before, so nothing changed.",
  composition_changed: "Its components changed.",
  first_build: "It is the first build of this artifact.",
  spliced: "It is older than the newest build and was put in its place in time.",
};

function Outcome({ upload }: { upload: Upload }) {
  const { accounting, document, outcome } = upload;
  if (!outcome) return null;
  const reading = accounting && { components: accounting.taken, accounting, completeness: document?.completeness ?? null };
  const isPartial = reading !== null && isIncomplete(reading);
  const figures = [
    outcome.opened > 0 ? `${plural(outcome.opened, "package version")} came` : "",
    outcome.closed > 0 ? `${plural(outcome.closed, "package version")} went` : "",
    outcome.updated > 0 ? `${plural(outcome.updated, "package version")} changed place or scope` : "",
  ].filter(Boolean);
  return (
    <Notice tone={isPartial ? "warning" : "done"} title={changes[outcome.change] ?? "The build is recorded."}>
      {figures.length > 0 ? `${figures.join(", ")}. ` : ""}
      {outcome.head ? "Questions are answered from this build now." : "Questions about now are still answered from the newer build."}
      {isPartial ? ` ${incompleteReason(reading)}: what it does not name is answered with unknown, never with clean. ${incompleteRemedy(reading)}` : ""}
    </Notice>
  );
}
