import path from 'node:path';
import { defineConfig } from 'prisma/config';

// Prisma's own schema engine is a download; ours is the same engine as WebAssembly, from npm. See tools/schema-engine.mjs.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= path.join(import.meta.dirname, 'tools/schema-engine.mjs');
// Prisma must not ask the network for news either.
process.env['CHECKPOINT_DISABLE'] ??= '1';

export default defineConfig({
	schema: 'prisma/schema.prisma',
	migrations: { path: 'prisma/migrations' },
	datasource: { url: process.env['DATABASE_URL'] ?? 'postgresql://localhost:5432/galatea' },
});
