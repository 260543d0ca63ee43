import { expect, test } from 'vitest';
import { EnvironmentError, readEnvironment } from './env.ts';

const databaseUrl = 'postgres://galatea@127.0.0.1:5432/galatea';
const secret = 's'.repeat(32);

test('a database address is all that must be given; the queue then lies in the same database', () => {
	const environment = readEnvironment({ DATABASE_URL: databaseUrl, AUTH_SECRET: secret, GALATEA_DATA_DIR: '/data' });
	expect(environment).toMatchObject({
		http: { host: '127.0.0.1', port: 4000, allowedOrigins: [] },
		databaseUrl,
		queueUrl: databaseUrl,
		storageDir: '/data/storage',
		maximumWaitingRenders: 200,
		logLevel: 'info',
	});
});

test('every mistake is named in one message, with what would be right', () => {
	const read = () =>
		readEnvironment({
			DATABASE_URL: 'mysql://elsewhere',
			API_PORT: '70000',
			PUBLIC_ORIGINS: 'https://gallery.example/path',
			LOG_LEVEL: 'loud',
		});
	expect(read).toThrow(EnvironmentError);
	for (const part of [/DATABASE_URL must be .*postgres:/, /API_PORT must be .*65535/, /PUBLIC_ORIGINS/, /LOG_LEVEL/])
		expect(read).toThrow(part);
});

test('an empty variable counts as one that is not set', () => {
	expect(() => readEnvironment({ DATABASE_URL: '' })).toThrow(/DATABASE_URL is not set/);
	expect(() => readEnvironment({ DATABASE_URL: databaseUrl })).toThrow(/AUTH_SECRET is not set.*openssl/);
	expect(() => readEnvironment({ DATABASE_URL: databaseUrl, AUTH_SECRET: 'short' })).toThrow(/AUTH_SECRET must be/);
	expect(readEnvironment({ DATABASE_URL: databaseUrl, AUTH_SECRET: secret, QUEUE_URL: '' }).queueUrl).toBe(databaseUrl);
});
