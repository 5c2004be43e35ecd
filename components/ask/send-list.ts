import { withQuery } from "@/components/urls";
import type { IndicatorListRef } from "@/lib/indicator-lists/schemas";

export type SendListResult = { kind: "kept"; list: IndicatorListRef } | { kind: "refused"; detail: string; requestId: string | null };
type ListOptions = { ecosystem: string; fileName: string | null };

/** Posts a list as it is. XMLHttpRequest, because fetch cannot tell how much was sent. `onProgress` gets the share sent, 0 to 1. */
export function sendList(content: Blob | string, options: ListOptions, onProgress: (share: number) => void): Promise<SendListResult> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", withQuery("/api/v1/indicator-lists", options));
    request.setRequestHeader("Content-Type", typeof content === "string" ? "text/plain; charset=utf-8" : "application/octet-stream");
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onload = () => resolve(resultOf(request));
    request.onerror = () => resolve({ kind: "refused", detail: "The server did not answer. The list is still here: send it again.", requestId: null });
    request.send(content);
  });
}

function resultOf(request: XMLHttpRequest): SendListResult {
  let body: unknown = null;
  try {
    body = JSON.parse(request.responseText);
  } catch {
    // What is no JSON has nothing to say beyond its status.
  }
  if (request.status < 300 && body !== null) return { kind: "kept", list: body as IndicatorListRef };
  const detail = typeof body === "object" && body !== null && "detail" in body && typeof body.detail === "string" ? body.detail : null;
  return { kind: "refused", detail: detail ?? `The server answered ${request.status}.`, requestId: request.getResponseHeader("x-request-id") };
}
