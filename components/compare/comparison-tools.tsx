"use client";
import { buttonStyle } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { serviceHref, withQuery } from "@/components/urls";
import type { BuildComparison } from "@/lib/inventory/compare/schemas";
import { toMarkdown } from "./markdown";

/** Everything that takes the comparison elsewhere. */
export function ComparisonTools({ comparison, from, to }: { comparison: BuildComparison; from: string; to: string }) {
  const { slug } = comparison.service;
  const address = () => new URL(withQuery(`${serviceHref(slug)}/compare`, { from, to }), window.location.href).href;
  return (
    <div className="flex flex-wrap gap-2">
      <CopyButton text={() => toMarkdown(comparison, address())} label="Copy for chat" data-copy-chat />
      {(["csv", "json"] as const).map((format) => (
        <a
          key={format}
          href={withQuery(`/api/v1/services/${encodeURIComponent(slug)}/compare/export`, { from, to, format })}
          download
          className={buttonStyle()}
        >
          {format.toUpperCase()}
        </a>
      ))}
    </div>
  );
}
