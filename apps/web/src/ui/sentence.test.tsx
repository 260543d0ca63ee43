import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { isolate, Sentence } from './sentence.tsx';

afterEach(cleanup);

test('somebody’s words stand in an element of their own, whatever they hold, and the sentence is whole', () => {
	const hostile = '\u202egnp.elppa \ufdd1\ufdd0';
	const { container } = render(<Sentence text={`Made from “${isolate(hostile)}”, by ${isolate('ñandú')}.`} />);
	expect([...container.querySelectorAll('bdi')].map(({ textContent }) => textContent)).toEqual([
		'\u202egnp.elppa ',
		'ñandú',
	]);
	expect(container.textContent).toBe('Made from “\u202egnp.elppa ”, by ñandú.');
});
