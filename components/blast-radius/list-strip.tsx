import Link from "next/link";
import { ListEcosystem, type ReadListAs } from "@/components/blast-radius/list-ecosystem";
import { Notice } from "@/components/ui/notice";
import { count, plural } from "@/components/ui/number-format";
import { VisibleText } from "@/components/ui/visible-text";
import { listHref, withQuery } from "@/components/urls";
import type { IndicatorListDetail } from "@/lib/indicator-lists/schemas";

/** Rejected lines that are shown at once; the list's page has all. */
export const rejectedShownMax = 5;

/** How the list was read: nothing that could not be read is hidden behind a link. `detail` has its first rejected lines. */
export function ListStrip({ detail, readAs }: { detail: IndicatorListDetail; readAs: ReadListAs }) {
  const { id, format, lines, indicators, counts } = detail;
  const href = listHref(id);
  const left = counts.rejected - detail.data.length;
  return (
    <section aria-label="The list" className="mt-3 flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-muted">
        <span>
          <span className="font-medium text-fg">{formatWords[format] ?? format}</span>, {plural(lines, "line")}, {plural(indicators, "indicator")}
        </span>
        <span>{count(counts.read)} read</span>
        {counts.noted > 0 ? (
          <Link href={withQuery(href, { outcome: "noted" })} className="link-inline text-muted decoration-muted/40">
            {count(counts.noted)} read with a note
          </Link>
        ) : null}
        <Link
          href={withQuery(href, { outcome: "rejected" })}
          className={counts.rejected > 0 ? "link-inline text-unknown decoration-unknown/50" : "link-inline text-muted decoration-muted/40"}
        >
          {count(counts.rejected)} could not be read
        </Link>
        <Link href={href} className="link-inline">
          All lines
        </Link>
        <ListEcosystem id={id} ecosystem={detail.ecosystem} readAs={readAs} />
      </p>
      {counts.rejected > 0 ? (
        <Notice
          tone="warning"
          title={`${plural(counts.rejected, "line")} of the list could not be read, so the answer leaves ${counts.rejected === 1 ? "it" : "them"} out`}
        >
          <ul className="flex flex-col gap-0.5">
            {detail.data.map(({ line, text, message }) => (
              <li key={line}>
                <span className="mr-2 text-xs">line {count(line)}</span>
                <code className="text-fg wrap-anywhere">
                  <VisibleText text={text} />
                </code>{" "}
                {message ? <VisibleText text={message} /> : null}
              </li>
            ))}
          </ul>
          {left > 0 ? (
            <Link href={withQuery(href, { outcome: "rejected" })} className="link-inline">
              and {count(left)} more
            </Link>
          ) : null}
        </Notice>
      ) : null}
    </section>
  );
}

export const formatWords: Readonly<Record<string, string>> = {
  lines: "Text",
  markdown: "Markdown",
  html: "HTML",
  csv: "CSV",
  json: "JSON",
  "json-lines": "JSON lines",
  osv: "OSV",
  "npm-lock": "package-lock.json",
  "yarn-lock": "yarn.lock",
  "pnpm-lock": "pnpm-lock.yaml",
  requirements: "requirements.txt",
  "poetry-lock": "poetry.lock",
  "pipfile-lock": "Pipfile.lock",
  "uv-lock": "uv.lock",
  "go-sum": "go.sum",
  "go-mod": "go.mod",
  "cargo-lock": "Cargo.lock",
  "gemfile-lock": "Gemfile.lock",
  "composer-lock": "composer.lock",
  sbom: "SBOM",
};
