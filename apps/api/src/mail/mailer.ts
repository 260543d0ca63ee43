/** @file Sending mail by the gallery's mail server. */
import { RenderError } from '@galatea/render';
import { createTransport } from 'nodemailer';

/** A mail as it is written: both texts say the same, and mail programs show the one that they can. */
export interface Letter {
	readonly subject: string;
	readonly text: string;
	readonly html: string;
}

/** Made by {@link openMailer}. */
export interface Mailer {
	/** Resolves when the mail server has taken it. Throws `MAIL_UNAVAILABLE`, retryable, when it does not. */
	send(to: string, letter: Letter): Promise<void>;
	/** Closes its connections. */
	close(): void;
}

/** Somebody waits in front of the page: a server that says nothing for so long is as good as none. */
const patienceMs = 10_000;

/** `url` is `smtp://…` or `smtps://…`, with name and password where the server wants them; `from` the sender. */
export function openMailer({ url, from }: { readonly url: string; readonly from: string }): Mailer {
	const transport = createTransport(
		{ url, connectionTimeout: patienceMs, greetingTimeout: patienceMs, socketTimeout: patienceMs },
		{ from },
	);
	return {
		async send(to, letter) {
			try {
				await transport.sendMail({ to: { name: '', address: to }, ...letter });
			} catch (error) {
				throw new RenderError('MAIL_UNAVAILABLE', 'The mail could not be sent; try again later', {
					retryable: true,
					cause: error,
				});
			}
		},
		close: () => transport.close(),
	};
}
