/** @file Writes apps/api/schema.graphql: `npm run generate -w @galatea/api`. */
import { writeFile } from 'node:fs/promises';
import { printedSchema } from './print.ts';

await writeFile(new URL('../../schema.graphql', import.meta.url), printedSchema());
