import type { Metadata } from "next";
import { Operation, type OperationDoc } from "@/components/docs/operation";
import { openApiDocument } from "@/lib/http/openapi";

export const metadata: Metadata = { title: "API reference" };

const methods = ["get", "post", "put", "patch", "delete"] as const;

/** A tag may have several words, and an id none of their spaces. */
const tagId = (tag: string) => `tag-${tag.toLowerCase().replaceAll(" ", "-")}`;

/** The API as its own description says it: the schemas that check requests, in readable form. */
export default function ApiReferencePage() {
  const document = openApiDocument();
  const byTag = new Map<string, OperationDoc[]>();
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of methods) {
      const operation = item?.[method];
      if (!operation) continue;
      const tag = operation.tags?.[0] ?? "Other";
      byTag.set(tag, [
        ...(byTag.get(tag) ?? []),
        { id: operation.operationId ?? `${method} ${path}`, method, path, operation: operation as OperationDoc["operation"] },
      ]);
    }
  }
  return (
    <div className="grid grid-cols-1 gap-8 lg:grid-cols-[200px_minmax(0,760px)]">
      <nav aria-label="Operations" className="text-[12.5px] max-lg:hidden">
        <div className="sticky top-16 max-h-[calc(100vh-80px)] overflow-y-auto pb-4">
          {[...byTag].map(([tag, operations]) => (
            <div key={tag} className="mb-4">
              <p className="mb-1 font-medium">{tag}</p>
              <ul>
                {operations.map((entry) => (
                  <li key={entry.id}>
                    <a href={`#${entry.id}`} className="block truncate py-0.5 text-muted hover:text-fg" title={`${entry.method.toUpperCase()} ${entry.path}`}>
                      {entry.operation.summary}
                    </a>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      </nav>
      <div className="min-w-0">
        <h1 className="font-semibold text-xl">API reference</h1>
        <p className="mt-1 max-w-prose text-muted">
          Bearer tokens from{" "}
          <a href="/settings/tokens" className="link-inline">
            Settings
          </a>
          . Errors are RFC 9457 problems with a request id; lists page forward by an opaque cursor. As a file:{" "}
          <a href="/api/openapi.json" className="link-inline">
            OpenAPI 3.1
          </a>
          .
        </p>
        {[...byTag].map(([tag, operations]) => (
          <section key={tag} aria-labelledby={tagId(tag)} className="mt-8">
            <h2 id={tagId(tag)} className="mb-3 font-semibold text-base">
              {tag}
            </h2>
            <div className="flex flex-col gap-4">
              {operations.map((entry) => (
                <Operation key={entry.id} entry={entry} />
              ))}
            </div>
          </section>
        ))}
      </div>
    </div>
  );
}
