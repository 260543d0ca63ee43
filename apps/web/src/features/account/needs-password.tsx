/** @file What stands in place of a form that takes a password, for who has none. */
import { useTranslations } from 'next-intl';

export function NeedsPassword() {
	const t = useTranslations('Account');
	return (
		<p className="text-soft">
			{t.rich('firstPassword.needed', {
				link: (text) => (
					<a href="#password-title" className="quiet-link">
						{text}
					</a>
				),
			})}
		</p>
	);
}
