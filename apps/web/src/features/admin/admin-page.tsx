/** @file The frame of the pages of who keeps the gallery: a heading, and the ways between them. */
import type { ReactNode } from 'react';
import { AdminNav, type AdminPageName } from './admin-nav.tsx';

interface AdminPageProps {
	readonly title: string;
	readonly here: AdminPageName;
	readonly children: ReactNode;
}

export function AdminPage({ title, here, children }: AdminPageProps) {
	return (
		<div className="pt-6 sm:pt-10">
			<h1 className="mb-4 text-[clamp(1.75rem,5vw,2.75rem)]">{title}</h1>
			<AdminNav here={here} />
			{children}
		</div>
	);
}
