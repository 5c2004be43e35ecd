import { ButtonLink } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";

/** A command that works as it stands but for the token. */
export function uploadCommand(address: string, service = "payments"): string {
  return [
    "curl --fail-with-body \\",
    `  "${address}/api/v1/sboms?service=${encodeURIComponent(service)}&ref=main&wait=30" \\`,
    `  -H "Authorization: Bearer $WHEREIN_TOKEN" \\`,
    `  -H "Content-Type: application/json" \\`,
    "  --data-binary @bom.json",
  ].join("\n");
}

/** What to do while there is no SBOM: nothing can be answered before. */
export function FirstUpload({ address }: { address: string }) {
  return (
    <section aria-labelledby="first" className="panel p-5">
      <h2 id="first" className="font-semibold text-base">
        There is no SBOM yet, so nothing can be answered
      </h2>
      <p className="mt-1 mb-4 max-w-prose text-muted">Send one CycloneDX or SPDX document per build. The service is created on its first upload.</p>
      <CodeBlock code={uploadCommand(address)} label="Upload command" />
      <div className="mt-4 flex flex-wrap gap-2">
        <ButtonLink href="/settings/tokens" look="primary">
          Create a token
        </ButtonLink>
        <ButtonLink href="/upload">Upload a file here</ButtonLink>
      </div>
    </section>
  );
}
