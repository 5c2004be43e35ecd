import { z } from "zod";
import { label } from "@/lib/inventory/upload/schemas";

const words: Readonly<Record<string, boolean>> = { true: true, "1": true, false: false, "0": false };

/** A boolean, or its word in a form; null when it is not given. */
const flag = z
  .union([z.boolean(), z.string(), z.number()])
  .nullish()
  .transform((value, issues) => {
    const text = String(value ?? "")
      .trim()
      .toLowerCase();
    if (text === "") return null;
    const known = words[text];
    if (known === undefined) issues.addIssue({ code: "custom", message: "Must be true or false" });
    return known ?? null;
  });

const blankIsAbsent = (value: unknown) => (typeof value === "string" && value.trim() === "" ? null : value);
const name = (what: string) => z.preprocess(blankIsAbsent, label(what).nullish());
const uuid = z.preprocess(blankIsAbsent, z.string().trim().toLowerCase().pipe(z.uuid("The project must be a valid 36 character UUID")).nullish());
const tags = z.union([z.string(), z.array(z.union([z.string(), z.looseObject({ name: z.string().nullish() })]))]).nullish();

/**
 * What is said beside the BOM, in a form or in JSON; what else is said is not looked at. Tags and parents are taken and
 * not kept: services have teams here.
 */
export const bomRequestSchema = z
  .object({
    project: uuid,
    projectName: name("The project name"),
    projectVersion: name("The project version"),
    autoCreate: flag,
    isLatest: flag,
    isLatestProjectVersion: flag,
    projectTags: tags,
    parentUUID: z.string().nullish(),
    parentName: z.string().nullish(),
    parentVersion: z.string().nullish(),
  })
  .refine(({ project, projectName }) => Boolean(project ?? projectName), {
    path: ["projectName"],
    message: "Give the UUID of a project (project) or its name (projectName)",
  });
export type BomRequest = z.output<typeof bomRequestSchema>;
