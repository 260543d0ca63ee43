import { expect, test } from 'vitest';
import { printedSchema } from './print.ts';

test('schema.graphql is what the code prints; if it is not, run `npm run generate -w @galatea/api`', async () => {
	await expect(printedSchema()).toMatchFileSnapshot('../../schema.graphql');
});
