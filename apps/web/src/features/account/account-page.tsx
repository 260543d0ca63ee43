/** @file The frame of the pages that have one form. */
import type { ReactNode } from 'react';

/** One narrow column under a heading. */
export function AccountPage({ title, children }: { readonly title: string; readonly children: ReactNode }) {
	return (
		<div className="mx-auto max-w-md pt-8 sm:pt-14">
			<h1 className="mb-6 text-[clamp(1.75rem,5vw,2.5rem)]">{title}</h1>
			{children}
		</div>
	);
}
