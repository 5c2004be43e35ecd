// RFC 3986: a scheme, then only characters that may stand in a URI, with complete escapes and at most one fragment.
const shape = /^[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9\-._~:/?@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+(?:#(?:[A-Za-z0-9\-._~:/?@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*)?$/;
const isWeb = /^(?:https?|ftp):/i;

/** True for an absolute URL that every format's schema takes. */
export function isUrl(text: string): boolean {
  return text.length <= 4_000 && shape.test(text) && (!isWeb.test(text) || URL.canParse(text));
}

/** True for a text that can stand where a format asks for a purl; what a document gives as one may be anything. */
export function isPurlText(text: string): boolean {
  return text.startsWith("pkg:") && isUrl(text);
}
