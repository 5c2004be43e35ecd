const domains: Readonly<Record<string, string>> = { aws: "amazonaws.com", "aws-us-gov": "amazonaws.com", "aws-cn": "amazonaws.com.cn" };
const certificatePath = /^\/[A-Za-z0-9._-]{1,200}\.pem$/;

/** The one host that speaks for a topic: SNS in the topic's own region and partition. */
export function snsHostOf(topicArn: string): string {
  const [, partition = "", , region = ""] = topicArn.split(":");
  return `sns.${region}.${domains[partition] ?? "invalid"}`;
}

/** The address of a signing certificate if it is one of the topic's own host; else null. */
export function certificateUrlOf(text: string, topicArn: string): URL | null {
  const url = pinned(text, topicArn);
  return url !== null && url.search === "" && certificatePath.test(url.pathname) ? url : null;
}

/** The address that confirms a subscription if it does that, for this topic, at the topic's own host; else null. */
export function confirmationUrlOf(text: string, topicArn: string): URL | null {
  const url = pinned(text, topicArn);
  if (url === null || url.pathname !== "/") return null;
  const asked = url.searchParams;
  return asked.get("Action") === "ConfirmSubscription" && asked.get("TopicArn") === topicArn && asked.has("Token") ? url : null;
}

function pinned(text: string, topicArn: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isPinned = url.protocol === "https:" && url.host === snsHostOf(topicArn) && url.username === "" && url.password === "" && url.hash === "";
  return isPinned ? url : null;
}
