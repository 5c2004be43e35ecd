import { detailText } from "../component-details";
import { type CompositionBuilder, skippedIndex } from "../composition-builder";
import { isObject, textOf } from "../json";
import { partyName } from "./parties";

/**
 * Reads a list of services and all that are nested in them, outer ones first. They are no packages: edges to them lead nowhere,
 * but do not dangle.
 */
export function readServices(builder: CompositionBuilder, value: unknown, at: string): void {
  const open: { list: unknown; at: string }[] = [{ list: value, at }];
  for (let level = open.pop(); level !== undefined; level = open.pop()) {
    const { list, at: place } = level;
    if (list === undefined || list === null) continue;
    if (!Array.isArray(list)) {
      builder.sink.add("not_a_list", () => place);
      continue;
    }
    for (let i = 0; i < list.length; i += 1) {
      const service: unknown = list[i];
      if (!isObject(service)) {
        builder.sink.add("not_an_object", () => `${place}/${i}`);
        continue;
      }
      const ref = textOf(service["bom-ref"]);
      builder.services.push({
        ref,
        name: detailText(service.name) ?? "",
        group: detailText(service.group),
        version: detailText(service.version),
        provider: partyName(service.provider),
        endpoints: Array.isArray(service.endpoints) ? service.endpoints.map(detailText).filter((endpoint) => endpoint !== null) : [],
      });
      if (ref !== null) builder.setRef(ref, skippedIndex, () => `${place}/${i}/bom-ref`);
      // A place below many levels would be a text of their whole length each: such services are named by the list of the first.
      if (service.services !== undefined) open.push({ list: service.services, at: place.length < 400 ? `${place}/${i}/services` : place });
    }
  }
}
