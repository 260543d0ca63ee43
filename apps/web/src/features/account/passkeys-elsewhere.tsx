/** @file What stands in place of passkeys where they do not work: at another address than theirs. */
import { useTranslations } from 'next-intl';

/** `address` is the same page where they work. */
export function PasskeysElsewhere({ address }: { readonly address: string }) {
	const t = useTranslations('Account');
	return (
		<p className="text-soft">
			{t.rich('passkeys.elsewhere', {
				address: new URL(address).origin,
				link: (text) => (
					<a href={address} className="quiet-link break-words">
						{text}
					</a>
				),
			})}
		</p>
	);
}
