const year = "\\d{4}";
// Four signs of the alphabet of GHSA, which has no vowels: `mini-html-with-text` is a package.
const quad = "[23456789cfghjmpqrvwx]{4}";

/**
 * The ids of the OSV family (the prefixes of its schema 1.7.5) and those that its records give as aliases, each as narrow as its
 * source writes them: a package such as `go-md2man` is no advisory. Quoted, any of them is a package name.
 */
const shapes = [
  `CVE-${year}-\\d+`,
  "GHSA(?:-[0-9a-z]{4}){3}",
  `(?:MAL|OSV|PYSEC|RUSTSEC|GO|HSEC|RSEC|GSD|PSF|OSEC|JLSEC|LBSEC|KUBE|MGASA|OESA|V8|EEF|ELSA|RLMA|RLUA|LWA)-${year}-\\d+`,
  "(?:DSA|DLA|DTSA|ELA|USN|LSN)-\\d+-\\d+",
  `(?:RH|RL|RX|AL)[SBE]A-${year}:\\d+`,
  `(?:openSUSE|SUSE)-[SRFO]U-${year}:[\\d.]+-\\d+`,
  `(?:ALPINE|BELL|CURL|DEBIAN|EEF|UBUNTU|DHI)-CVE-${year}-\\d+`,
  `(?:BELL|ECHO|CLSA|KUBE)-[\\w:.-]*${year}[\\w:.-]*\\d`,
  `ROOT-[\\w.-]+-CVE-${year}-\\d+`,
  `BIT-[\\w.-]+-${year}-\\d+`,
  `DRUPAL-(?:CONTRIB|CORE)-${year}-\\d+`,
  `(?:CGA|MINI|ECHO)(?:-${quad}){3}`,
  `(?:AZL|ASB-A|PUB-A)-\\d+`,
  `(?:CLEANSTART|ALAS\\w*|PHSA|FreeBSD)-${year}-[\\w:.-]*\\d[\\w:.-]*`,
];
const advisoryId = new RegExp(`^(?:${shapes.join("|")})$`, "i");

// Of a private database; its case is its own.
const privateId = /^x_[A-Z][A-Z0-9]*-[\w.:-]*\d$/;

const lowerAfter = /^(?:GHSA|CGA|MINI|ECHO|BIT)-/;

/** The id as its source writes it, or null when the text is none: `cve-2021-44228`, `GHSA-JFH8-C2JP-5V3Q`. */
export function readAdvisoryId(text: string): string | null {
  if (privateId.test(text)) return text;
  if (!advisoryId.test(text)) return null;
  const upper = text.toUpperCase();
  const [prefix] = lowerAfter.exec(upper) ?? [];
  if (prefix) return prefix + text.slice(prefix.length).toLowerCase();
  return upper.replace(/^OPENSUSE-/, "openSUSE-").replace(/^FREEBSD-/, "FreeBSD-");
}
