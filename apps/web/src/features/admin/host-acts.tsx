/** @file What admins did of late, the newest first. */
import { useFormatter, useTranslations } from 'next-intl';
import type { AdminPageQuery } from '../../graphql/generated/graphql.ts';

interface HostActsProps {
	readonly acts: NonNullable<AdminPageQuery['hosting']>['acts'];
}

export function HostActs({ acts }: HostActsProps) {
	const t = useTranslations('Admin.acts');
	const format = useFormatter();
	return (
		<section aria-labelledby="admin-acts">
			<h2 id="admin-acts" className="mb-3 text-2xl">
				{t('title')}
			</h2>
			{acts.length === 0 && <p className="text-soft">{t('none')}</p>}
			<ol className="divide-y divide-line border-y border-line empty:hidden">
				{acts.map(({ id, kind, admin, person, detail, createdAt }) => (
					<li key={id} className="py-3">
						<p>
							<span className="font-medium">{t(`kinds.${kind}`)}</span>
							{person?.handle && <> · @{person.handle}</>}
							{detail !== '' && (
								<>
									{' · '}
									<code className="text-sm [overflow-wrap:anywhere]">{detail}</code>
								</>
							)}
						</p>
						<p className="text-sm text-soft">
							<time dateTime={createdAt}>
								{format.dateTime(new Date(createdAt), { dateStyle: 'medium', timeStyle: 'short' })}
							</time>
							{admin?.handle && <> · @{admin.handle}</>}
						</p>
					</li>
				))}
			</ol>
		</section>
	);
}
