import { CodeBlock } from "@/components/ui/code-block";
import { EmptyState } from "@/components/ui/empty-state";

type Names = { kind: string; name: string; ref: string };

const quoted = (text: string) => (/^[\w./@:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

function deployCommand(slug: string, { kind, name, ref }: Names): string {
  const options = Object.entries({ service: slug, artifact: name, kind, ref }).map(([option, value]) => `--${option} ${quoted(value)}`);
  return ["npx wherein deploy --environment production", ...options].join(" \\\n  ");
}

/** Why there are no deployments, and the command that reports one. `artifact` is the one to show, null while there is none. */
export function NothingDeployed({ slug, artifact }: { slug: string; artifact: Names | null }) {
  return (
    <div className="panel">
      <EmptyState title="No deployment yet">
        Nobody has reported what runs where, and nothing of it was seen to run in AWS.{" "}
        {artifact ? "The job that deploys reports it:" : "Upload an SBOM first; then the job that deploys reports it."}
        {artifact ? (
          <div className="mt-4 text-left">
            <CodeBlock code={deployCommand(slug, artifact)} label="Deploy command" />
          </div>
        ) : null}
      </EmptyState>
    </div>
  );
}
