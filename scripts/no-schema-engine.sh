#!/bin/sh
# Prisma's command line downloads a native schema engine at start unless PRISMA_SCHEMA_ENGINE_BINARY names one.
# Wherein needs none: migrations run on the WebAssembly engine (npm run migrate). This stands in for it, and fails
# loudly instead of pretending that a migration succeeded.
echo "Wherein has no native Prisma schema engine: use 'npm run migrate' to migrate and 'npm test' to check for drift." >&2
exit 1
