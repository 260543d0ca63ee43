/** @file The orders of a list of collections, as links. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type ListOrderWord, listOrders } from './list-order.ts';

interface ListOrderLinksProps {
	readonly shown: ListOrderWord;
	readonly addressOf: (order: ListOrderWord) => string;
}

export function ListOrderLinks({ shown, addressOf }: ListOrderLinksProps) {
	const t = useTranslations('Collections');
	return (
		<nav aria-label={t('orderBy')} className="mb-5 flex flex-wrap gap-x-5">
			{(Object.keys(listOrders) as readonly ListOrderWord[]).map((order) => (
				<Link
					key={order}
					href={addressOf(order)}
					prefetch={false}
					aria-current={order === shown ? 'page' : undefined}
					className="inline-flex min-h-11 items-center text-soft underline-offset-4 hover:text-ink aria-[current=page]:text-ink aria-[current=page]:underline"
				>
					{t(`listOrders.${listOrders[order]}`)}
				</Link>
			))}
		</nav>
	);
}
