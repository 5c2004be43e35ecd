import { Inline, Prose } from "@/components/docs/prose";
import { SchemaTree } from "@/components/docs/schema-tree";
import type { Schema } from "@/components/docs/schema-words";
import { schemaWords } from "@/components/docs/schema-words";
import { Table, Td, Th } from "@/components/ui/table";

type Parameter = { name: string; in: string; required?: boolean; description?: string; schema?: Schema };
type Content = Record<string, { schema?: Schema }>;
export type OperationDoc = {
  id: string;
  method: string;
  path: string;
  operation: {
    summary?: string;
    description?: string;
    parameters?: Parameter[];
    requestBody?: { content: Content };
    responses?: Record<string, { description?: string; content?: Content }>;
  };
};

/** One operation: what it takes and what it answers. */
export function Operation({ entry }: { entry: OperationDoc }) {
  const { operation, method, path } = entry;
  const responses = Object.entries(operation.responses ?? {});
  const successes = responses.filter(([status]) => status.startsWith("2"));
  const problems = responses.filter(([status]) => !status.startsWith("2"));
  return (
    <article id={entry.id} aria-labelledby={`${entry.id}-title`} className="panel scroll-mt-16 px-4 py-3.5">
      <h3 id={`${entry.id}-title`} className="font-semibold">
        {operation.summary}
      </h3>
      <p className="mt-1 wrap-anywhere">
        <code className="mr-2 rounded bg-sunken px-1.5 py-0.5 font-medium">{method.toUpperCase()}</code>
        <code>{path}</code>
      </p>
      {operation.description ? <Prose text={operation.description} /> : null}
      {operation.parameters && operation.parameters.length > 0 ? <Parameters of={operation.summary ?? path} parameters={operation.parameters} /> : null}
      {operation.requestBody ? <Body title="Body" content={operation.requestBody.content} /> : null}
      {successes.map(([status, response]) => (
        <Body key={status} title={`${status} ${response.description ?? ""}`} content={response.content ?? {}} />
      ))}
      {problems.length > 0 ? (
        <p className="mt-3 text-muted text-xs">Problems: {problems.map(([status, response]) => `${status} ${response.description ?? ""}`).join(", ")}</p>
      ) : null}
    </article>
  );
}

function Parameters({ of, parameters }: { of: string; parameters: readonly Parameter[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section aria-label={`Parameters: ${of}`} tabIndex={0} className="scroll-hint mt-3 overflow-x-auto">
      <Table>
        <thead>
          <tr>
            <Th className="lg:static">Parameter</Th>
            <Th className="lg:static">Value</Th>
            <Th className="lg:static">Meaning</Th>
          </tr>
        </thead>
        <tbody>
          {parameters.map((parameter) => (
            <tr key={parameter.name}>
              <Td className="align-top">
                <code>{parameter.name}</code>
                {parameter.required ? <span className="ml-1.5 text-muted text-xs">required</span> : null}
              </Td>
              <Td className="whitespace-normal align-top text-muted">{schemaWords(parameter.schema)}</Td>
              <Td className="min-w-48 whitespace-normal align-top">
                <Inline text={parameter.description ?? ""} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

function Body({ title, content }: { title: string; content: Content }) {
  const types = Object.keys(content);
  const schema = content["application/json"]?.schema;
  return (
    <details className="mt-3">
      <summary className="w-fit rounded py-0.5">
        {title} <span className="text-muted">{types.join(", ")}</span>
      </summary>
      {schema ? <SchemaTree schema={schema} /> : null}
    </details>
  );
}
