import { expect, test } from 'vitest';
import { mailbox } from './mailbox.ts';

test('what came before is not missed, what comes later is waited for, what does not fit is dropped', async () => {
	const box = mailbox<number>();
	box.put(1);
	box.put(2);
	expect(await box.next((value) => value === 2)).toBe(2);
	const later = box.next();
	box.put(3);
	expect(await later).toBe(3);
	box.put(4);
	expect(box.takeAll()).toEqual([4]);
});

test('who waits in vain is told what came instead, or why nothing will', async () => {
	const box = mailbox<number>();
	box.put(1);
	await expect(box.next((value) => value === 2, 1)).rejects.toThrow('Nothing such came in 1 ms, but: 1');
	await expect(box.next(() => true, 1)).rejects.toThrow('nothing at all');
	const waiting = box.next();
	box.fail(new Error('gone'));
	await expect(waiting).rejects.toThrow('gone');
	await expect(box.next()).rejects.toThrow('gone');
});
