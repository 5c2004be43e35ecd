import { cn } from "@/components/ui/cn";

/** Whether a build is the one that "now" is answered from, and whether its SBOM can be relied on for what it does not name. */
export function BuildTags({ build: { isHead, incomplete } }: { build: { isHead: boolean; incomplete: boolean } }) {
  return (
    <>
      {isHead ? <Tag className="border-line-strong text-muted">newest</Tag> : null}
      {incomplete ? (
        <Tag className="border-unknown/50 text-unknown" title="Its SBOM lists nothing, was not read in full, or says it is incomplete">
          incomplete
        </Tag>
      ) : null}
    </>
  );
}

function Tag({ className, title, children }: { className: string; title?: string; children: string }) {
  return (
    <span title={title} className={cn("ml-2 inline-block whitespace-nowrap rounded border px-1 font-normal text-2xs", className)}>
      {children}
    </span>
  );
}
