/** @file A mail server on this machine for tests: it takes what it is sent, and keeps it in a mailbox. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { type Mailbox, mailbox } from './mailbox.ts';

/** A mail as its reader sees it. */
export interface ReceivedMail {
	readonly from: string;
	readonly to: readonly string[];
	readonly subject: string;
	readonly text: string;
	/** Empty for none. */
	readonly html: string;
}

/** Disposing frees the port. */
export interface MailServer extends AsyncDisposable {
	/** `smtp://127.0.0.1:port` */
	readonly url: string;
	readonly mails: Mailbox<ReceivedMail>;
}

/** Listens on `port`; 0 takes any free one. `refuses` answers every mail with "552 mailbox full". */
export async function mailServer(
	port = 0,
	{ refuses = false }: { readonly refuses?: boolean } = {},
): Promise<MailServer> {
	const mails = mailbox<ReceivedMail>();
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['AUTH', 'STARTTLS'],
		logger: false,
		onData(stream, session, done) {
			simpleParser(stream).then((mail) => {
				if (refuses) return done(Object.assign(new Error('mailbox full'), { responseCode: 552 }));
				const to = session.envelope.rcptTo.map(({ address }) => address);
				mails.put({
					from: mail.from?.text ?? '',
					to,
					subject: mail.subject ?? '',
					text: mail.text ?? '',
					html: mail.html || '',
				});
				done();
			}, done);
		},
	});
	server.listen(port, '127.0.0.1');
	await once(server.server, 'listening');
	return {
		url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
		mails,
		[Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
	};
}
