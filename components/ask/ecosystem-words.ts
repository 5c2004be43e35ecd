/** Ecosystems that names without one may mean, by how often lists are published for them. */
export const ecosystemChoices = [
  ["npm", "npm"],
  ["pypi", "PyPI"],
  ["maven", "Maven"],
  ["golang", "Go"],
  ["gem", "RubyGems"],
  ["nuget", "NuGet"],
  ["composer", "Packagist"],
  ["cargo", "crates.io"],
  ["hex", "Hex"],
  ["pub", "Pub"],
  ["githubactions", "GitHub Actions"],
  ["deb", "Debian"],
  ["rpm", "RPM"],
  ["apk", "Alpine"],
] as const;
