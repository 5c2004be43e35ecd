import { CodeBlock } from "@/components/ui/code-block";

const fetching = `# where there is a network: one archive for each ecosystem
for name in npm PyPI Maven; do
  mkdir -p "osv/$name" && curl --fail -o "osv/$name/all.zip" "https://storage.googleapis.com/osv-vulnerabilities/$name/all.zip"
done
curl --fail -o osv/kev.json https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json
curl --fail -L -o osv/epss.csv.gz https://epss.empiricalsecurity.com/epss_scores-current.csv.gz`;

const using = `# on the worker's machine, with that folder at /srv/osv
WHEREIN_OSV_URL=/srv/osv WHEREIN_KEV_URL=/srv/osv/kev.json WHEREIN_EPSS_URL=/srv/osv/epss.csv.gz npm start`;

/** How to mirror without a way out. */
export function ClosedNetwork({ open }: { open: boolean }) {
  return (
    <details open={open} className="mt-6 max-w-[1000px]">
      <summary className="w-fit rounded font-medium">In a closed network</summary>
      <div className="mt-2 flex flex-col gap-3">
        <p className="text-muted">
          A path or a server of your own takes the place of each address. Files are read again when they change; replace them by renaming. What a new copy no
          longer has counts as withdrawn.
        </p>
        <CodeBlock label="Commands that fetch a copy" code={fetching} />
        <CodeBlock label="Settings that use the copy" code={using} />
      </div>
    </details>
  );
}
