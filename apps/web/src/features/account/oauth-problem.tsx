/** @file What went wrong with who comes back from an account elsewhere, as the address says it. */
import { useTranslations } from 'next-intl';

/** As the API writes them into `?problem=`. */
const problems = [
	'CANCELLED',
	'EMAIL_UNPROVEN',
	'ACCOUNT_UNPROVEN',
	'TAKEN',
	'EXPIRED',
	'SIGN_UP_CLOSED',
	'OTHER',
] as const;

/** Nothing for an address without a problem. */
export function OAuthProblem({ problem }: { readonly problem: string | string[] | undefined }) {
	const t = useTranslations('Account');
	const known = problems.find((each) => each === problem);
	if (!known) return null;
	return (
		<p role="alert" className="mb-6 text-dot">
			{t(`oauth.problems.${known}`)}
		</p>
	);
}
