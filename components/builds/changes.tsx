import Link from "next/link";
import { count } from "@/components/ui/number-format";
import { Panel } from "@/components/ui/panel";
import { VisibleText } from "@/components/ui/visible-text";
import { packageHref } from "@/components/urls";
import type { BuildDetail } from "@/lib/inventory/read/schemas";
import { visible } from "@/lib/text/visible.mjs";

/** What came or went with a build. */
export function Changes({ title, changes }: { title: string; changes: BuildDetail["added"] }) {
  return (
    <Panel title={title} note={count(changes.total)}>
      {changes.total === 0 ? (
        <p className="text-muted">Nothing.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section aria-label={title} tabIndex={0} className="max-h-96 overflow-y-auto">
          <ul>
            {changes.data.map((change) => (
              <li key={change.packageVersionId} className="flex min-h-7 items-center justify-between gap-4">
                <Link
                  href={packageHref(change.package)}
                  className="link min-w-0 truncate font-mono text-[12.5px] -outline-offset-2"
                  title={visible(change.package.name)}
                >
                  <VisibleText text={change.package.name} />
                </Link>
                <span className="max-w-[55%] shrink-0 truncate font-mono text-[12.5px] text-muted" title={visible(change.version)}>
                  <VisibleText text={change.version} />
                  {change.direct ? " direct" : ""}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {changes.total > changes.data.length ? <p className="mt-2 text-muted text-xs">The first {count(changes.data.length)}.</p> : null}
    </Panel>
  );
}
