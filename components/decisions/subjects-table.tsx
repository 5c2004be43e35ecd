import Link from "next/link";
import { scopeText } from "@/components/decisions/words";
import { plural } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { VisibleText } from "@/components/ui/visible-text";
import { serviceHref, vulnerabilityHref } from "@/components/urls";
import type { Subject } from "@/lib/decisions/schemas";

/** What a decision is about: the vulnerability by every id that it had then, the package with its versions, and where. */
export function SubjectsTable({ subjects }: { subjects: readonly Subject[] }) {
  return (
    <TableFrame label="What it is about">
      <Table stack>
        <thead>
          <tr>
            <Th>Vulnerability</Th>
            <Th>Package</Th>
            <Th>Versions</Th>
            <Th>Where</Th>
          </tr>
        </thead>
        <tbody>
          {subjects.map((subject) => (
            <tr key={subject.n} className="hover:bg-hover">
              <Td className="font-medium max-md:basis-full" title={subject.ids.join(", ")}>
                <Link data-row prefetch={false} href={vulnerabilityHref(subject.vulnerability)} className="link">
                  <VisibleText text={subject.vulnerability} />
                </Link>
                {subject.ids.length > 1 ? <span className="font-normal text-muted"> and {plural(subject.ids.length - 1, "other id")}</span> : null}
              </Td>
              <Td label="Package" className="truncate max-w-80">
                {subject.package ? (
                  <>
                    <VisibleText text={subject.package.name} /> <span className="text-muted">{subject.package.ecosystem}</span>
                  </>
                ) : (
                  "any"
                )}
              </Td>
              <Td label="Versions" className="truncate max-w-60 font-mono text-[12.5px]">
                {subject.versions === null ? <span className="font-sans">any</span> : <VisibleText text={subject.versions} />}
              </Td>
              <Td label="Where" className="truncate max-w-80">
                {subject.slug && subject.scope !== "team" ? (
                  <Link prefetch={false} href={serviceHref(subject.slug)} className="link">
                    {scopeText(subject)}
                  </Link>
                ) : (
                  scopeText(subject)
                )}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}
