import { z } from "zod";
import {
  type Bom,
  type BomOrigin,
  type BomService,
  type ComponentDetails,
  completenesses,
  componentScopes,
  componentTypes,
  type PackageIdentity,
} from "../model";
import { cleanText } from "../text";

/** The name of the tool in documents that Wherein writes; the readers take notes of no other. */
export const ownTool = "Wherein";

/** What a component note may say: the model's own fields, where a format has no place for them or changes their value. */
export type ComponentNotes = Partial<ComponentDetails> & {
  identity?: PackageIdentity;
  scope?: Bom["components"][number]["scope"];
  sha256?: string | null;
  /** It is no package but a service, where the format has no other place for one. */
  service?: BomService;
  /** It only looks like something that holds others together (an operating system): the edges are its own. */
  ownEdges?: true;
};

/** What is noted of the document itself. */
export type DocumentNotes = {
  root?: Bom["root"];
  rootDetails?: ComponentDetails | null;
  createdAt?: string | null;
  services?: Bom["services"];
  origin?: Omit<BomOrigin, "tools"> | null;
  completeness?: Bom["completeness"];
};

const text = z.string().transform(cleanText);
const textOrNull = text.nullable();
const truth = z.boolean().nullable();
const hashes = z.array(z.object({ algorithm: text, value: z.string().regex(/^[0-9a-f]+$/) }));

const details = {
  type: z.enum(componentTypes),
  name: text,
  group: textOrNull,
  purls: z.array(text),
  cpes: z.array(text),
  supplier: textOrNull,
  author: textOrNull,
  contacts: z.array(text),
  licences: z.object({ declared: z.array(text), concluded: z.array(text), observed: z.array(text) }),
  copyright: textOrNull,
  description: textOrNull,
  hashes,
  distributionHashes: hashes,
  sourcePackage: z.object({ name: text, version: textOrNull }).nullable(),
  distro: textOrNull,
  epoch: z.int().nonnegative().nullable(),
  duplicateOf: textOrNull,
  fileName: textOrNull,
  traits: z.object({ executable: truth, archive: truth, structured: truth }),
  isExternal: z.boolean(),
  downloadUrl: textOrNull,
  homepageUrl: textOrNull,
  repositoryUrl: textOrNull,
} satisfies { [Name in keyof ComponentDetails]: z.ZodType<ComponentDetails[Name]> };

/** The fields of `ComponentDetails`, in the order in which notes are written. */
export const detailFields = Object.keys(details) as (keyof ComponentDetails)[];

const service = z.object({ ref: textOrNull, name: text, group: textOrNull, version: textOrNull, provider: textOrNull, endpoints: z.array(text) });

/** Each field that a component note can hold; a value that does not fit is left out. */
export const componentFields: { readonly [Name in keyof ComponentNotes]-?: z.ZodType<ComponentNotes[Name]> } = {
  identity: z.object({ ecosystem: text, name: text, version: text, release: text }),
  scope: z.enum(componentScopes),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}(?: [0-9a-f]{64})*$/)
    .nullable(),
  service,
  ownEdges: z.literal(true),
  ...details,
};

/** Each field that a note of the document can hold. */
export const documentFields: { readonly [Name in keyof DocumentNotes]-?: z.ZodType<DocumentNotes[Name]> } = {
  root: z.object({ name: text, version: textOrNull, purl: textOrNull }).nullable(),
  rootDetails: z.object(details).nullable(),
  createdAt: z.iso.datetime().nullable(),
  services: z.array(service),
  origin: z
    .object({
      authors: z.array(z.object({ name: textOrNull, contact: textOrNull })),
      supplier: textOrNull,
      lifecycles: z.array(text),
      licences: z.array(text),
      licenceNames: z.array(z.object({ id: text, name: text })),
    })
    .nullable(),
  completeness: z.enum(completenesses).nullable(),
};
