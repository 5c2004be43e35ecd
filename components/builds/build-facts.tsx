import Link from "next/link";
import { CopyButton } from "@/components/ui/copy-button";
import { Facts } from "@/components/ui/facts";
import { bytes, count, plural } from "@/components/ui/number-format";
import { RelativeTime } from "@/components/ui/time";
import { absoluteUtc } from "@/components/ui/time-format";
import { VisibleText } from "@/components/ui/visible-text";
import type { BuildDetail, DocumentDetail } from "@/lib/inventory/read/schemas";
import { formatName } from "./format-name";

function Moment({ at }: { at: string }) {
  return (
    <>
      {absoluteUtc(at)} <RelativeTime at={at} className="text-muted" />
    </>
  );
}

export function BuildFacts({ build }: { build: BuildDetail }) {
  return (
    <Facts
      facts={[
        { label: "Kind", value: build.artifact.kind },
        {
          label: "Version",
          value: build.version ? (
            <code>
              <VisibleText text={build.version} />
            </code>
          ) : null,
        },
        {
          label: "Commit",
          value: build.commit ? (
            <code>
              <VisibleText text={build.commit} />
            </code>
          ) : null,
        },
        { label: "Built", value: <Moment at={build.builtAt} /> },
        { label: "Received", value: <Moment at={build.receivedAt} /> },
        { label: "Components", value: `${count(build.components)}, ${plural(build.edges, "edge")}` },
        ...build.digests.map((digest, index) => ({
          label: index === 0 ? "Digest" : `Digest ${index + 1}`,
          value: (
            <code>
              <VisibleText text={digest} />
            </code>
          ),
        })),
        {
          label: "CI run",
          value: build.runUrl ? (
            <a href={build.runUrl} className="link-inline" rel="noreferrer" target="_blank">
              <VisibleText text={build.runUrl} />
            </a>
          ) : null,
        },
        {
          label: "Upload",
          value: (
            <Link href={`/uploads/${build.uploadId}`} className="link-inline">
              {build.uploadId}
            </Link>
          ),
        },
      ]}
    />
  );
}

type DocumentFactsProps = { document: Pick<DocumentDetail, "sha256" | "sizeBytes" | "format" | "specVersion" | "generator" | "documentedAt" | "completeness"> };

const completenessWords = { complete: "complete", incomplete: "incomplete", unknown: "of unknown completeness" } as const;

export function DocumentFacts({ document }: DocumentFactsProps) {
  return (
    <Facts
      facts={[
        { label: "Format", value: <VisibleText text={formatName(document.format, document.specVersion)} /> },
        { label: "Generator", value: document.generator ? <VisibleText text={document.generator} /> : null },
        { label: "Says it is", value: document.completeness === null ? null : completenessWords[document.completeness] },
        { label: "Written", value: document.documentedAt ? <Moment at={document.documentedAt} /> : null },
        { label: "Size", value: bytes(document.sizeBytes) },
        {
          label: "SHA-256",
          value: (
            <span className="flex items-start gap-1">
              <code>{document.sha256}</code>
              <CopyButton text={document.sha256} label="Copy the SHA-256" iconOnly look="ghost" className="-my-1 shrink-0" />
            </span>
          ),
        },
      ]}
    />
  );
}
