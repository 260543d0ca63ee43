import { freePort, mailServer } from '@galatea/testing';
import { expect, test } from 'vitest';
import { openMailer } from './mailer.ts';
import { signInLetter } from './sign-in-letter.ts';

const from = 'Galatea <gallery@example.org>';
const link = 'https://gallery.example/sign-in/link?token=abc&next=%2Fcreate';

test.each([
	['EN', 'Your link to gallery.example', 'good once, for 15 minutes', 'Come in'],
	['ES', 'Tu enlace para gallery.example', 'Sirve una vez, durante 15 minutos', 'Entrar'],
] as const)('a letter in %s brings its link whole, as text and as a page', async (language, subject, good, button) => {
	await using server = await mailServer();
	const mailer = openMailer({ url: server.url, from });
	await mailer.send('ana@example.org', signInLetter(link, language));
	mailer.close();
	const mail = await server.mails.next();
	expect(mail).toMatchObject({ to: ['ana@example.org'], subject });
	expect(mail.from).toContain('gallery@example.org');
	for (const part of [good, link]) expect(mail.text).toContain(part);
	expect(mail.html).toContain(`lang="${language.toLowerCase()}"`);
	expect(mail.html).toContain(`>${button}</a>`);
	expect(mail.html).toContain('href="https://gallery.example/sign-in/link?token=abc&amp;next=%2Fcreate"');
});

test('what stands in an address names nobody else, and adds no line to the head of the mail', async () => {
	await using server = await mailServer();
	const mailer = openMailer({ url: server.url, from });
	const address = 'ana@example.org, ben@example.org\r\nBcc: eve@example.org';
	await mailer.send(address, signInLetter(link, 'EN')).catch(() => {});
	await mailer.send('last@example.org', signInLetter(link, 'EN'));
	mailer.close();
	const last = await server.mails.next((mail) => {
		for (const other of ['ben@example.org', 'eve@example.org']) expect(mail.to).not.toContain(other);
		return mail.to.includes('last@example.org');
	});
	expect(last.to).toEqual(['last@example.org']);
});

test('a server that refuses a mail, and none at all, are told as MAIL_UNAVAILABLE', async () => {
	await using full = await mailServer(0, { refuses: true });
	for (const url of [full.url, `smtp://127.0.0.1:${await freePort()}`]) {
		const mailer = openMailer({ url, from });
		await expect(mailer.send('ana@example.org', signInLetter(link, 'EN'))).rejects.toMatchObject({
			code: 'MAIL_UNAVAILABLE',
			retryable: true,
		});
		mailer.close();
	}
});
