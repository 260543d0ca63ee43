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
		maximumGuestsPerHour: 60,
		renderLimits: {
			guests: { waiting: 12, workPerHour: 10e9 },
			member: { waiting: 30, workPerHour: 100e9 },
			network: { waiting: 60, workPerHour: 200e9 },
			galleryWaiting: 200,
		},
		logLevel: 'info',
	});
});

test('metrics are off until they have a port, and then for this machine alone unless told otherwise', () => {
	const needed = { DATABASE_URL: databaseUrl, AUTH_SECRET: secret };
	expect(readEnvironment(needed).metrics).toBeNull();
	expect(readEnvironment({ ...needed, METRICS_HOST: '10.0.0.5' }).metrics).toBeNull();
	expect(readEnvironment({ ...needed, METRICS_PORT: '9464' }).metrics).toEqual({ host: '127.0.0.1', port: 9464 });
	expect(() => readEnvironment({ ...needed, METRICS_PORT: 'yes' })).toThrow(/METRICS_PORT must be a whole number/);
});

test('every mistake is named in one message, with what would be right', () => {
	const read = () =>
		readEnvironment({
			DATABASE_URL: 'mysql://elsewhere',
			API_PORT: '70000',
			PUBLIC_ORIGINS: 'https://gallery.example/path',
			LOG_LEVEL: 'loud',
			TRUSTED_PROXIES: 'proxy.example',
		});
	expect(read).toThrow(EnvironmentError);
	for (const part of [
		/DATABASE_URL must be .*postgres:/,
		/API_PORT must be .*65535/,
		/PUBLIC_ORIGINS/,
		/LOG_LEVEL/,
		/TRUSTED_PROXIES must be .*10\.0\.0\.7/,
	])
		expect(read).toThrow(part);
});

test('an empty variable counts as one that is not set', () => {
	expect(() => readEnvironment({ DATABASE_URL: '' })).toThrow(/DATABASE_URL is not set/);
	expect(() => readEnvironment({ DATABASE_URL: databaseUrl })).toThrow(/AUTH_SECRET is not set.*openssl/);
	expect(() => readEnvironment({ DATABASE_URL: databaseUrl, AUTH_SECRET: 'short' })).toThrow(/AUTH_SECRET must be/);
	expect(readEnvironment({ DATABASE_URL: databaseUrl, AUTH_SECRET: secret, QUEUE_URL: '' }).queueUrl).toBe(databaseUrl);
});

test('mail takes a server, a sender and the address of the gallery, and is off without a server', () => {
	const needed = { DATABASE_URL: databaseUrl, AUTH_SECRET: secret };
	const mail = {
		SMTP_URL: 'smtps://name:password@mail.example',
		MAIL_FROM: 'Galatea <gallery@example.org>',
		PUBLIC_URL: 'HTTPS://Gallery.Example:443/',
	};
	expect(readEnvironment(needed).mail).toBeNull();
	expect(readEnvironment({ ...needed, ...mail }).mail).toEqual({
		url: mail.SMTP_URL,
		from: mail.MAIL_FROM,
		publicUrl: 'https://gallery.example',
	});
	const alone = () => readEnvironment({ ...needed, SMTP_URL: mail.SMTP_URL });
	for (const part of [/MAIL_FROM is not set/, /PUBLIC_URL is not set/]) expect(alone).toThrow(part);
	const wrong = () =>
		readEnvironment({ SMTP_URL: 'mail.example', MAIL_FROM: 'nobody', PUBLIC_URL: 'https://gallery.example/path' });
	for (const part of [/SMTP_URL must be/, /MAIL_FROM must be/, /PUBLIC_URL must be/, /DATABASE_URL is not set/])
		expect(wrong).toThrow(part);
});

test('an account is made by mail where there is mail, by a password where there is none, and as the host says', () => {
	const needed = { DATABASE_URL: databaseUrl, AUTH_SECRET: secret };
	const mail = { SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'a@example.org', PUBLIC_URL: 'https://gallery.example' };
	const byPassword = (more: object) => readEnvironment({ ...needed, ...more }).signUpByPassword;
	expect(byPassword({})).toBe(true);
	expect(byPassword(mail)).toBe(false);
	expect(byPassword({ ...mail, SIGN_UP_BY_PASSWORD: 'yes' })).toBe(true);
	expect(() => byPassword({ SIGN_UP_BY_PASSWORD: 'no' })).toThrow(/nobody could make an account/);
});

test('accounts elsewhere take both keys of a provider and the address of the gallery, and are off without', () => {
	const needed = { DATABASE_URL: databaseUrl, AUTH_SECRET: secret, PUBLIC_URL: 'https://gallery.example' };
	expect(readEnvironment(needed).oauth).toBeNull();
	const github = { GITHUB_CLIENT_ID: 'id', GITHUB_CLIENT_SECRET: 'secret' };
	expect(readEnvironment({ ...needed, ...github }).oauth).toMatchObject({
		publicUrl: 'https://gallery.example',
		providers: [{ id: 'github', clientId: 'id', clientSecret: 'secret', profileUrl: 'https://api.github.com/user' }],
	});
	const enterprise = {
		...github,
		GITHUB_URL: 'https://git.example',
		GOOGLE_CLIENT_ID: 'id',
		GOOGLE_CLIENT_SECRET: 'secret',
	};
	expect(readEnvironment({ ...needed, ...enterprise }).oauth?.providers).toMatchObject([
		{
			id: 'github',
			tokenUrl: 'https://git.example/login/oauth/access_token',
			profileUrl: 'https://git.example/api/v3/user',
		},
		{ id: 'google', tokenUrl: 'https://oauth2.googleapis.com/token' },
	]);
	const alone = () => readEnvironment({ DATABASE_URL: databaseUrl, AUTH_SECRET: secret, GOOGLE_CLIENT_ID: 'id' });
	for (const part of [/GOOGLE_CLIENT_SECRET is not set/, /PUBLIC_URL is not set/]) expect(alone).toThrow(part);
});
