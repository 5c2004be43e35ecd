/** The fields of the form, as the query string of the upload. */
export type UploadFields = { service: string; artifact: string; kind: string; ref: string; version: string; commit: string };

export type SendResult = { kind: "accepted"; id: string } | { kind: "refused"; detail: string; fields: Record<string, string>; requestId: string | null };

/**
 * Posts a file as it is. XMLHttpRequest, because fetch cannot tell how much was sent. `onProgress` gets the share sent,
 * 0 to 1. Aborting rejects with an AbortError.
 */
export function sendSbom(file: File, fields: UploadFields, onProgress: (share: number) => void, signal: AbortSignal): Promise<SendResult> {
  const query = new URLSearchParams(Object.entries(fields).filter(([, value]) => value.trim() !== ""));
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/v1/sboms?${query}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onload = () => resolve(resultOf(request));
    request.onerror = () =>
      resolve({ kind: "refused", detail: "The connection broke before the file had arrived. Nothing was stored; send it again.", fields: {}, requestId: null });
    request.onabort = () => reject(new DOMException("aborted", "AbortError"));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}

function resultOf(request: XMLHttpRequest): SendResult {
  const body = parsed(request.responseText);
  if (request.status < 300 && typeof body.id === "string") return { kind: "accepted", id: body.id };
  const errors = Array.isArray(body.errors) ? body.errors : [];
  const fields: Record<string, string> = {};
  for (const error of errors) {
    if (typeof error?.pointer === "string" && error.pointer.startsWith("?") && typeof error.detail === "string") fields[error.pointer.slice(1)] = error.detail;
  }
  const detail = typeof body.detail === "string" ? body.detail : `The server answered ${request.status}.`;
  return { kind: "refused", detail, fields, requestId: request.getResponseHeader("x-request-id") };
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
