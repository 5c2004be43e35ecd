import { typeWords } from "@/components/aws/resource-words";
import { type ResourcesView, resourcesHref } from "@/components/aws/resources-view";
import { FacetMenu } from "@/components/ui/facet-menu";
import { resourceTypes } from "@/lib/aws/model";

type ResourceFacetsProps = { view: ResourcesView; accounts: ReadonlyMap<string, string> };

/** What narrows the list beside its text. */
export function ResourceFacets({ view, accounts }: ResourceFacetsProps) {
  const href = (changes: Partial<ResourcesView>) => resourcesHref(view, changes);
  const flipped = (value: (typeof resourceTypes)[number]) => (view.type.includes(value) ? view.type.filter((other) => other !== value) : [...view.type, value]);
  const options = [...accounts].map(([value, label]) => ({ value, label, href: href({ account: view.account === value ? undefined : value }) }));
  const isOther = view.account !== undefined && !accounts.has(view.account);
  return (
    <>
      <FacetMenu
        name="Type"
        selected={view.type}
        clearHref={href({ type: [] })}
        options={resourceTypes.map((value) => ({ value, label: typeWords[value], href: href({ type: flipped(value) }) }))}
      />
      <FacetMenu
        name="Account"
        selected={view.account === undefined ? [] : [view.account]}
        clearHref={href({ account: undefined })}
        options={isOther ? [...options, { value: view.account ?? "", label: view.account ?? "", href: href({ account: undefined }) }] : options}
      />
    </>
  );
}
