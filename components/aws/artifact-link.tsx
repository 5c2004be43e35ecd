import Link from "next/link";
import { VisibleText } from "@/components/ui/visible-text";
import { serviceHref } from "@/components/urls";
import type { ArtifactRef } from "@/lib/inventory/read/schemas";

type ArtifactLinkProps = { service: { slug: string; name: string }; artifact: ArtifactRef };

/** A service, and which of its artifacts. */
export function ArtifactLink({ service, artifact }: ArtifactLinkProps) {
  return (
    <span className="min-w-0 wrap-anywhere">
      <Link prefetch={false} href={serviceHref(service.slug)} className="link">
        <VisibleText text={service.slug} />
      </Link>{" "}
      <span className="text-muted">
        <VisibleText text={artifact.name === service.slug ? `${artifact.kind} ${artifact.ref}` : `${artifact.name} ${artifact.ref}`} />
      </span>
    </span>
  );
}
