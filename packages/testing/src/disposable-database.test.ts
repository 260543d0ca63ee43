import { Client } from 'pg';
import { expect, test } from 'vitest';
import { disposableDatabase } from './disposable-database.ts';

async function tablesOf(url: string): Promise<readonly string[]> {
	const client = new Client({ connectionString: url });
	await client.connect();
	try {
		const { rows } = await client.query<{ name: string }>(
			"SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
		);
		return rows.map((row) => row.name);
	} finally {
		await client.end();
	}
}

test('a disposable database has the tables, and is gone afterwards', async () => {
	let url: string;
	{
		await using database = await disposableDatabase();
		url = database.url;
		expect(await tablesOf(url)).toContain('Render');
	}
	await expect(tablesOf(url)).rejects.toThrow(/does not exist/);
});

test('two disposable databases share nothing, and an empty one has no tables', async () => {
	await using first = await disposableDatabase();
	await using second = await disposableDatabase({ empty: true });
	expect(first.name).not.toBe(second.name);
	expect(await tablesOf(second.url)).toEqual([]);
});
