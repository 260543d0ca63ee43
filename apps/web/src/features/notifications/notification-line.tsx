/** @file One notification as a sentence: who, what, of what. */
import { useFormatter, useTranslations } from 'next-intl';
import type { NotificationPartsFragment } from '../../graphql/generated/graphql.ts';
import { isolate, Sentence } from '../../ui/sentence.tsx';
import { MarkReadLink } from './mark-read.tsx';
import { nameOf, placeOf } from './place-of.ts';

/** The whole sentence is the link, and reading it is marked. */
export function NotificationLine({ notification }: { readonly notification: NotificationPartsFragment }) {
	const t = useTranslations('Notifications');
	const format = useFormatter();
	const { kind, actors, actorCount, count, unread, createdAt } = notification;
	const [first, second] = actors.map(({ displayName, handle }) => isolate(displayName ?? handle ?? ''));
	const who =
		first === undefined
			? ''
			: actorCount === 2 && second !== undefined
				? t('two', { first, second })
				: t('others', { name: first, others: actorCount - 1 });
	const name = nameOf(notification);
	// The words of a comment are a hint of it, not all of it.
	const letters = [...name];
	const hint = letters.length > 80 ? `${letters.slice(0, 79).join('')}…` : name;
	return (
		<li className={`py-3 ${unread ? 'border-l-2 border-dot pl-3' : 'pl-3.5'}`}>
			<MarkReadLink id={notification.id} href={placeOf(notification)} unread={unread}>
				{unread && <span className="sr-only">{t('unread')} </span>}
				<Sentence text={t(`kinds.${kind}`, { who, name: isolate(hint), count })} />
			</MarkReadLink>
			<p className="text-sm text-soft">
				<time dateTime={createdAt}>
					{format.dateTime(new Date(createdAt), { dateStyle: 'medium', timeStyle: 'short' })}
				</time>
			</p>
		</li>
	);
}
