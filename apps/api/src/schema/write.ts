/** @file Writes apps/api/schema.graphql and schema-unknowns.txt: `npm run generate -w @galatea/api`. */
import { writeFile } from 'node:fs/promises';
import { writeUnknowns } from './breakages.ts';
import { printedSchema } from './print.ts';

await writeFile(new URL('../../schema.graphql', import.meta.url), printedSchema());
await writeUnknowns();
