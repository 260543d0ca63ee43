/** @file The line that says why nothing will be rendered just now; absent while all is well. */
import { getTranslations } from 'next-intl/server';
import { HealthDocument } from '../../graphql/generated/graphql.ts';
import { serverRequest } from '../../graphql/server-request.ts';

type Complaint = 'unreachable' | 'unwell' | 'noWorker';

async function findComplaint(): Promise<Complaint | null> {
	try {
		const { health } = await serverRequest(HealthDocument, {});
		// Without its database the API knows of no worker either.
		if (!health.database) return 'unwell';
		if (health.workers.length === 0) return 'noWorker';
		return health.ok ? null : 'unwell';
	} catch {
		return 'unreachable';
	}
}

/** Asks the API how it is; never throws. */
export async function HealthBanner() {
	const complaint = await findComplaint();
	if (complaint === null) return null;
	const t = await getTranslations('Health');
	return (
		<p role="status" className="bg-wash py-2.5">
			<span className="page flex items-baseline gap-3">
				<span aria-hidden="true" className="inline-block size-2 shrink-0 rounded-full bg-dot" />
				{t(complaint)}
			</span>
		</p>
	);
}
