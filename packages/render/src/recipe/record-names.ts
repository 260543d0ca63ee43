/**
 * @file Names of recipes, to be compared with those of later code. Run once, from code whose names are right:
 * `npm run record-names -w packages/render` writes fixtures/hashes.json.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordNames } from './recorded-names.ts';

writeFileSync(join(import.meta.dirname, 'fixtures/hashes.json'), `${JSON.stringify(await recordNames(), null, 2)}\n`);
