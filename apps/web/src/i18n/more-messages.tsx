'use client';
/** @file Messages that a page brings besides those of the layout. */
import { NextIntlClientProvider, useLocale, useMessages } from 'next-intl';
import { type ReactNode, useMemo } from 'react';
import type { otherMessages } from './first-messages.ts';

interface MoreMessagesProps {
	readonly messages: ReturnType<typeof otherMessages>;
	readonly children: ReactNode;
}

export function MoreMessages({ messages, children }: MoreMessagesProps) {
	const before = useMessages();
	const all = useMemo(() => ({ ...before, ...messages }), [before, messages]);
	return (
		<NextIntlClientProvider locale={useLocale()} messages={all}>
			{children}
		</NextIntlClientProvider>
	);
}
