/** What the headers of a page depend on. */
export type PageSecurity = { nonce: string; isHttps: boolean; isDevelopment: boolean };

/**
 * The content security policy of a page: only scripts with this answer's nonce, nothing from elsewhere, no frames.
 * Style attributes are allowed (tables that are virtual and charts set them); style elements need the nonce as well.
 */
export function contentSecurityPolicy({ nonce, isHttps, isDevelopment }: PageSecurity): string {
  const directives: [string, string][] = [
    ["default-src", "'self'"],
    // React's development build evaluates code to rebuild stacks; the production build never does.
    ["script-src", `'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`],
    ["style-src", isDevelopment ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`],
    ["style-src-attr", "'unsafe-inline'"],
    ["img-src", "'self' data:"],
    ["font-src", "'self'"],
    ["connect-src", "'self'"],
    ["object-src", "'none'"],
    ["base-uri", "'none'"],
    ["form-action", "'self'"],
    ["frame-ancestors", "'none'"],
  ];
  const policy = directives.map(([name, value]) => `${name} ${value}`).join("; ");
  return isHttps ? `${policy}; upgrade-insecure-requests` : policy;
}

/** The security headers of a page besides the policy. */
export function pageHeaders({ isHttps }: Pick<PageSecurity, "isHttps">): Record<string, string> {
  return {
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
    // A question is in the URL: it must not travel to other sites as a referrer.
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    ...(isHttps && { "strict-transport-security": "max-age=31536000" }),
  };
}
