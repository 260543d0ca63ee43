/** @file Why a render was not taken, in the visitor's language. */
import { issueCodes } from '@galatea/render';
import { useTranslations } from 'next-intl';
import { SuspendedText } from '../moderation/suspended-text.tsx';
import { noValues } from './issue-text.tsx';
import type { SubmitFailure } from './use-submit.ts';

const known = [
	'API_UNREACHABLE',
	'TOO_MANY_REQUESTS',
	'TOO_MANY_TRIES',
	'TOO_MANY_WAITING',
	'BUDGET_SPENT',
	'QUEUE_FULL',
	'PACK_UNAVAILABLE',
	'INVALID_RECIPE',
	'NOT_FOUND',
	'DATABASE_UNAVAILABLE',
	'STORAGE_FULL',
] as const;

/** An alert; what is wrong with single values is said by their codes, after where they stand in the recipe. */
export function SubmitFailureNote({ failure }: { readonly failure: SubmitFailure }) {
	const t = useTranslations('Submit');
	const sharing = useTranslations('Sharing');
	const issues = useTranslations('Create.issues');
	const code = known.find((candidate) => candidate === failure.code) ?? 'OTHER';
	return (
		<div role="alert" className="rounded-md border border-dot bg-wash px-4 py-3">
			<p>
				{failure.suspendedUntil !== null ? (
					<SuspendedText until={failure.suspendedUntil} />
				) : failure.refusal ? (
					sharing(`refused.${failure.refusal}`)
				) : (
					t(code, {
						waiting: failure.waiting,
						seconds: failure.retryAfterSeconds ?? 60,
						scope: failure.limit?.scope ?? 'PERSON',
						maximum: failure.limit?.maximum ?? 0,
						minutes: Math.ceil((failure.retryAfterSeconds ?? 0) / 60),
					})
				)}
			</p>
			{failure.issues.length > 0 && (
				<ul className="mt-1 list-disc pl-5">
					{failure.issues.map((issue) => {
						const known = issueCodes.find((each) => each === issue.code) ?? 'OTHER';
						return (
							<li key={`${issue.path} ${issue.code}`}>
								{issue.path !== '' && <code className="mr-1.5 text-sm">{issue.path}</code>}
								{issues(known, { ...noValues, ...(issue.values as object | null) })}
							</li>
						);
					})}
				</ul>
			)}
		</div>
	);
}
