'use client';
/** @file A group of fields that is folded away until somebody asks for it, or something in it is wrong. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Unfolding } from './unfolding.tsx';

interface FoldProps {
	readonly title: string;
	/** One line: what is in it. */
	readonly text: string;
	/** How many of its values are not as usual. */
	readonly changed: number;
	readonly wrong: boolean;
	/** The page of the guide that explains it. */
	readonly page: string;
	readonly children: ReactNode;
}

export function Fold({ title, text, changed, wrong, page, children }: FoldProps) {
	const t = useTranslations('Create');
	return (
		<Unfolding must={wrong} className="group border-b border-line">
			<summary className="flex min-h-11 list-none items-center justify-between gap-4 py-2.5 [&::-webkit-details-marker]:hidden">
				<span className="min-w-0">
					<span className="block font-medium underline-offset-4 group-hover:underline">{title}</span>
					<span className="block text-sm text-soft">{changed > 0 ? t('changed', { count: changed }) : text}</span>
				</span>
				<span aria-hidden="true" className="text-xl font-light transition-transform group-open:rotate-45">
					+
				</span>
			</summary>
			<div className="space-y-6 pt-2 pb-5">
				{children}
				<p className="text-sm">
					<Link href={`/guide/${page}`} target="_blank" className="quiet-link">
						{t('guide', { group: title })}
					</Link>
				</p>
			</div>
		</Unfolding>
	);
}
