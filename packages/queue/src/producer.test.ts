import { freePort } from '@galatea/testing';
import { describe, expect, test } from 'vitest';
import { openProducer } from './producer.ts';

describe('a queue that cannot be had', () => {
	test('is told with the name of its server and without the password', async () => {
		for (const scheme of ['postgresql', 'redis']) {
			const port = await freePort();
			const error = await openProducer(`${scheme}://me:secret@127.0.0.1:${port}/0`).catch((cause: unknown) => cause);
			expect(error).toMatchObject({ code: 'DATABASE_UNAVAILABLE', retryable: true });
			expect((error as Error).message).toContain(`127.0.0.1:${port}`);
			expect((error as Error).message).not.toContain('secret');
		}
	});

	test('is refused when its address is none, without repeating what may be a password', async () => {
		await expect(openProducer('mysql://me:secret@there/')).rejects.toThrow(/not an address that begins with mysql/);
		await expect(openProducer('secret')).rejects.toThrow(/not a text that is no address/);
	});
});
