import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  // Native or connection-holding packages stay outside the bundle, so that server.ts and the pages share one copy; so do AWS's clients, which few processes load.
  serverExternalPackages: [
    "pg",
    "graphile-worker",
    "@node-rs/argon2",
    "pino",
    "prom-client",
    "@prisma/client",
    "@prisma/adapter-pg",
    ...["ecr", "ecs", "inspector2", "lambda", "s3", "sqs", "sts"].map((service) => `@aws-sdk/client-${service}`),
    "@aws-sdk/credential-providers",
  ],
  // `npm run typecheck` checks the types, with the native compiler.
  typescript: { ignoreBuildErrors: true },
};

export default config;
