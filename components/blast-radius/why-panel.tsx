"use client";
import Link from "next/link";
import { useEffect, useState } from "react";
import { DrawWays } from "@/components/blast-radius/draw-ways";
import { RunLink } from "@/components/blast-radius/run-link";
import { treeWithRoot } from "@/components/blast-radius/tree-with-root";
import { CopyButton } from "@/components/ui/copy-button";
import { Panel } from "@/components/ui/panel";
import { VisibleText } from "@/components/ui/visible-text";
import { buildHref } from "@/components/urls";
import type { PresencePaths } from "@/lib/blast-radius/explain-schemas";
import type { AffectedRow } from "@/lib/blast-radius/schemas";
import { visible } from "@/lib/text/visible.mjs";

type WhyState = { kind: "loading" } | { kind: "found"; paths: PresencePaths } | { kind: "failed"; detail: string };

/** Why it is there: the shortest paths from the root of the SBOM, as a text tree. */
export function WhyPanel({ row }: { row: AffectedRow }) {
  const [state, setState] = useState<WhyState>({ kind: "loading" });
  const artifact = row.artifact.id;
  const packageVersion = row.packageVersionId;
  const build = row.build.seq;
  useEffect(() => {
    if (packageVersion === null) return;
    const abort = new AbortController();
    // Short, so that holding j does not ask for every row on the way.
    const timer = setTimeout(() => {
      void explain(`/api/v1/blast-radius/paths?artifact=${artifact}&packageVersion=${packageVersion}&build=${build}`, abort.signal).then((next) => {
        if (!abort.signal.aborted) setState(next);
      });
    }, 80);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [artifact, packageVersion, build]);

  return (
    <Panel
      title={`Why in ${row.service.name}`}
      note={
        state.kind === "found" && state.paths.text ? (
          <CopyButton text={treeWithRoot(state.paths)} label="Copy the tree" iconOnly look="ghost" className="-my-2" />
        ) : null
      }
    >
      <div aria-live="polite" aria-busy={state.kind === "loading" && packageVersion !== null}>
        {packageVersion === null ? (
          <p className="text-muted">The artifact or its document has this hash itself. There is no path to show.</p>
        ) : state.kind === "loading" ? (
          <div className="flex flex-col gap-2" role="status" aria-label="Looking for paths">
            <div className="skeleton h-3.5 w-32" />
            <div className="skeleton ml-5 h-3.5 w-40" />
            <div className="skeleton ml-10 h-3.5 w-36" />
          </div>
        ) : state.kind === "failed" ? (
          <p>{state.detail}</p>
        ) : (
          <Tree paths={state.paths} label="Dependency paths" />
        )}
      </div>
      <div className="mt-3 flex flex-wrap items-center justify-between gap-2 text-xs">
        <p>
          <Link className="link-inline" href={buildHref(row.service.slug, artifact, build)}>
            Build {build}
            {row.build.version ? <VisibleText text={`, ${row.build.version}`} /> : null}
          </Link>
          {row.build.runUrl ? (
            <>
              {" · "}
              <RunLink url={row.build.runUrl}>CI run</RunLink>
            </>
          ) : null}
        </p>
        {packageVersion !== null && state.kind === "found" && state.paths.paths.length > 0 ? (
          <DrawWays
            title={visible(`Ways to ${state.paths.target.name} ${state.paths.target.version} in ${row.service.name}`)}
            service={row.service.name}
            href={`/api/v1/blast-radius/graph?artifact=${artifact}&packageVersion=${packageVersion}&build=${build}`}
          >
            <Tree paths={state.paths} label="Dependency paths as text" />
          </DrawWays>
        ) : null}
      </div>
    </Panel>
  );
}

function Tree({ paths, label }: { paths: PresencePaths; label: string }) {
  if (paths.paths.length === 0) return <p className="text-muted">The SBOM names it but has no path to it: its dependency graph is missing or incomplete.</p>;
  // The tree is a text of the server's, in which hidden characters are written out.
  const target = visible(`${paths.target.name} ${paths.target.version}`.trim());
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label={label} className="scroll-hint overflow-x-auto">
        <pre className="text-xs leading-[19px]">
          {treeWithRoot(paths)
            .split("\n")
            .map((line, index) => {
              const [, branch = "", name = ""] = /^([\s│├└─]*)(.*)$/.exec(line) ?? [];
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one text never move
                <span key={index} className="block">
                  <span className="text-muted">{branch}</span>
                  {name === target || name.startsWith(`${visible(paths.target.name)} `) ? <b className="font-semibold text-affected">{name}</b> : name}
                </span>
              );
            })}
        </pre>
      </section>
      {paths.truncated ? <p className="mt-1 text-muted text-xs">There are more paths of this length.</p> : null}
      {paths.rootAssumed ? <p className="mt-1 text-muted text-xs">The SBOM names no root, so paths begin at what nothing depends on.</p> : null}
    </>
  );
}

async function explain(url: string, signal: AbortSignal): Promise<WhyState> {
  try {
    const response = await fetch(url, { signal });
    const body: unknown = await response.json();
    if (response.ok) return { kind: "found", paths: body as PresencePaths };
    const detail = typeof body === "object" && body !== null && "detail" in body && typeof body.detail === "string" ? body.detail : "";
    const id = response.headers.get("x-request-id");
    return { kind: "failed", detail: `${detail || "The paths could not be read."}${id ? ` Request ${id}.` : ""}` };
  } catch {
    return { kind: "failed", detail: "The server did not answer. Select the row again to retry." };
  }
}
