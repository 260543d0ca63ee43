/** @file Which version runs, and what an upgrade or the next start would do. */
import { useTranslations } from 'next-intl';
import type { AdminPageQuery } from '../../graphql/generated/graphql.ts';

interface VersionNoteProps {
	readonly version: NonNullable<AdminPageQuery['hosting']>['version'];
}

export function VersionNote({ version }: VersionNoteProps) {
	const t = useTranslations('Admin.version');
	const { running, installed, engineVersion, waitingMigrations } = version;
	const changes = waitingMigrations.length;
	return (
		<section aria-labelledby="admin-version" className="max-w-prose space-y-3">
			<h2 id="admin-version" className="text-2xl">
				{t('title')}
			</h2>
			<p>{t('running', { version: running, engine: engineVersion })}</p>
			{(changes > 0 || installed !== running) && (
				<p className="border-l-2 border-dot pl-4">{t('next', { version: installed, changes })}</p>
			)}
			{changes > 0 && (
				<details>
					<summary className="min-h-11 content-center">{t('changes')}</summary>
					<ul className="list-disc pl-5 text-sm [overflow-wrap:anywhere]">
						{waitingMigrations.map((name) => (
							<li key={name}>
								<code>{name}</code>
							</li>
						))}
					</ul>
				</details>
			)}
			<p className="text-soft">{t('upgrade')}</p>
			<pre className="overflow-x-auto rounded-md bg-mat p-4 text-sm">
				<code>{'npx galatea backup DIR\ngit pull\nnpm start'}</code>
			</pre>
		</section>
	);
}
