import type { Context } from "@/lib/context";
import { saveIndicatorList } from "@/lib/indicator-lists";

type Given = { list?: string | undefined; content?: string | undefined; ecosystem?: string | undefined };

/** The kept list that somebody gave, or the one that keeps what they gave. Throws `invalid` for a text that is no list. */
export async function givenList(ctx: Context, { list, content, ecosystem }: Given): Promise<string> {
  if (list !== undefined || content === undefined) return list ?? "";
  const kept = await saveIndicatorList({ ctx, input: { content: Buffer.from(content), options: ecosystem === undefined ? {} : { ecosystem } } });
  return kept.list.id;
}
