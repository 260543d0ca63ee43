/** @file The mail with a link to sign in, in the languages of the gallery. */
import { signInLinkMinutes } from '@galatea/store/accounts';
import type { Letter } from './mailer.ts';

/** The languages of mails. */
export const languages = ['EN', 'ES'] as const;
export type Language = (typeof languages)[number];

interface Words {
	readonly subject: (gallery: string) => string;
	readonly greeting: string;
	readonly open: (minutes: number) => string;
	readonly button: string;
	readonly otherwise: string;
}

const words: Readonly<Record<Language, Words>> = {
	EN: {
		subject: (gallery) => `Your link to ${gallery}`,
		greeting: 'Hello,',
		open: (minutes) => `with this link you come in. It is good once, for ${minutes} minutes:`,
		button: 'Come in',
		otherwise: 'You did not ask for it? Then somebody has mistyped; nothing happens unless the link is opened.',
	},
	ES: {
		subject: (gallery) => `Tu enlace para ${gallery}`,
		greeting: 'Hola:',
		open: (minutes) => `con este enlace puedes entrar. Sirve una vez, durante ${minutes} minutos:`,
		button: 'Entrar',
		otherwise:
			'¿No lo has pedido? Entonces alguien se ha equivocado al escribir; si nadie abre el enlace, no pasa nada.',
	},
};

/** `link` is the whole address, whose host names the gallery. */
export function signInLetter(link: string, language: Language): Letter {
	const { subject, greeting, open, button, otherwise } = words[language];
	const text = [greeting, open(signInLinkMinutes), link, otherwise].join('\n\n');
	const address = escapeHtml(link);
	const html = `<!doctype html>
<html lang="${language.toLowerCase()}">
<body style="font-family: sans-serif; line-height: 1.5">
<p>${greeting}</p>
<p>${open(signInLinkMinutes)}</p>
<p><a href="${address}" style="display: inline-block; padding: 0.75em 1.5em; border-radius: 2em; background: #1c1c1b; color: #fff; text-decoration: none">${button}</a></p>
<p style="word-break: break-all">${address}</p>
<p>${otherwise}</p>
</body>
</html>
`;
	return { subject: subject(new URL(link).host), text: `${text}\n`, html };
}

function escapeHtml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
