import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recordNames } from './recorded-names.ts';

test('recipes have the names that they had before their fields were a table: files, presets, and 10,000 generated', async () => {
	const before: unknown = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/hashes.json'), 'utf8'));
	expect(await recordNames()).toEqual(before);
});
