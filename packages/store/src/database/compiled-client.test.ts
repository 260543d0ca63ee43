import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

/** Without what Prisma does to the columns of a schema. */
async function read(place: string): Promise<string> {
	return (await readFile(new URL(place, import.meta.url), 'utf8')).replaceAll(/ +/g, ' ');
}

test('the client that runs is compiled from the schema as it is now', async () => {
	const schema = await read('../../../../prisma/schema.prisma');
	expect(await read('../generated/compiled/internal/class.js')).toContain(JSON.stringify(schema));
});
