"use client";
import { CircleCheck, CircleDashed, Download, LoaderCircle } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { ScanResult } from "@/components/builds/scan-result";
import { Button, buttonStyle } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Progress } from "@/components/ui/progress";
import { RelativeTime } from "@/components/ui/time";
import { usePolled } from "@/components/ui/use-polled";
import { VisibleText } from "@/components/ui/visible-text";
import type { BuildScan, Scan } from "@/lib/aws/scan/schemas";

export type RequestScan = () => Promise<FormProblem | null>;

type InspectorScanProps = {
  /** The scan's address in the API. */
  path: string;
  initial: BuildScan;
  /** Null for who may not ask for one. */
  request: RequestScan | null;
};

const isUnderway = ({ scan }: BuildScan) => scan?.status === "queued" || scan?.status === "running";
const everyMs = (value: BuildScan) => (isUnderway(value) ? 1_500 : 600_000);

/** What Amazon Inspector says of a build's SBOM, and the way to ask it. */
export function InspectorScan({ path, initial, request }: InspectorScanProps) {
  const { value, refresh } = usePolled(path, initial, everyMs);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { scan, canScan } = value;
  const ask =
    request === null || !canScan || isUnderway(value)
      ? null
      : async () => {
          setBusy(true);
          setProblem(null);
          const refused = await request().catch(() => ({ detail: "The server did not answer. Try again." }));
          if (refused !== null) setProblem(refused.detail);
          await refresh();
          setBusy(false);
        };
  return (
    <Panel title="Amazon Inspector" note={scan?.status === "done" && scan.finishedAt ? <ScannedAt scan={scan} at={scan.finishedAt} /> : null}>
      {problem ? <Notice tone="error" title={problem} className="mb-3" /> : null}
      {scan === null ? <NotScanned canScan={canScan} mayAsk={request !== null} /> : <ScanState scan={scan} />}
      {ask !== null || scan?.status === "done" ? (
        <div className="mt-3 flex flex-wrap gap-2">
          {ask === null ? null : (
            <Button look={scan === null ? "primary" : "plain"} disabled={busy} onClick={ask}>
              {scan === null ? "Scan with Inspector" : "Scan again"}
            </Button>
          )}
          {scan?.status === "done" ? (
            <>
              <a href={`${path}?format=csv`} download className={buttonStyle()}>
                <Download aria-hidden /> CSV
              </a>
              <a href={`${path}?format=cyclonedx`} download className={buttonStyle()}>
                <Download aria-hidden /> CycloneDX
              </a>
            </>
          ) : null}
        </div>
      ) : null}
    </Panel>
  );
}

function ScannedAt({ scan, at }: { scan: Scan; at: string }) {
  if (scan.origin === "uploaded") return "came as the SBOM";
  return (
    <>
      scanned <RelativeTime at={at} />
    </>
  );
}

function NotScanned({ canScan, mayAsk }: { canScan: boolean; mayAsk: boolean }) {
  if (canScan)
    return (
      <p className="text-muted">
        Inspector was not asked about this build.{" "}
        {mayAsk ? "It is sent names, versions and purls of the components, and nothing else of the SBOM." : "Who uploads SBOMs may ask it."}
      </p>
    );
  return (
    <p className="text-muted">
      Inspector can scan this SBOM once an AWS account is connected: an administrator does that under{" "}
      <Link href="/settings/aws" className="link-inline">
        Settings, AWS
      </Link>
      . Or upload the answer of <code>ScanSbom</code> as the SBOM.
    </p>
  );
}

const marks = {
  queued: { icon: CircleDashed, tone: "text-muted", word: "Waits for the worker" },
  running: { icon: LoaderCircle, tone: "text-link", word: "Being scanned" },
  done: { icon: CircleCheck, tone: "text-clean", word: "Scanned" },
} as const;

function ScanState({ scan }: { scan: Scan }) {
  const { status, problem, parts, partsDone, account, region } = scan;
  if (status === "failed")
    return (
      <Notice tone="error" title={problem?.detail ?? "The scan failed."}>
        {problem?.action} {problem ? <code className="text-xs">{problem.code}</code> : null}
      </Notice>
    );
  if (status === "done") return scan.summary ? <ScanResult summary={scan.summary} /> : null;
  const { icon: Icon, tone, word } = marks[status];
  return (
    <div aria-live="polite">
      <p className="mb-2 flex items-center gap-2">
        <Icon aria-hidden className={cn("size-4 shrink-0", tone, status === "running" && "animate-spin")} />
        <span>
          {word}
          {parts > 0 ? `: ${partsDone} of ${parts} requests answered` : ""}
          <span className="text-muted">
            {" "}
            in <VisibleText text={`${account ?? ""} ${region ?? ""}`} />
          </span>
        </span>
      </p>
      <Progress label="Requests answered" value={status === "queued" || parts === 0 ? null : partsDone / parts} />
      {problem ? (
        <Notice tone="warning" title={problem.detail} className="mt-3">
          {problem.action}
        </Notice>
      ) : null}
    </div>
  );
}
