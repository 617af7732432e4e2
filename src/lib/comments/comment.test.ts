import fc from '../../../tests/support/property.ts';
import { expect, it } from 'vitest';
import { mentionsIn, partsOf } from './comment.ts';

const people = [
	{ member: '1', name: 'Bob' },
	{ member: '2', name: 'Bob Kaya' },
	{ member: '3', name: 'Ζωή' }
];
const named = (text: string) => mentionsIn(text, people).map(({ member }) => member);

it('mentions who stands behind an @, the longest name first, each once', () => {
	expect(named('@Bob, look')).toEqual(['1']);
	expect(named('look, @Bob Kaya!')).toEqual(['2']);
	expect(named('(@Ζωή) and @Bob and @Bob')).toEqual(['3', '1']);
	expect(named('@Bobby is somebody else, bob@Bob.example an address, @bob not how he is called')).toEqual([]);
	expect(named('no sign')).toEqual([]);
	expect(mentionsIn('@', [{ member: '4', name: '' }])).toEqual([]);
});

it('takes no letter from the text', () => {
	const text = fc.array(fc.constantFrom('@', 'Bob', ' Kaya', ' ', 'Ζωή', '@Bob', 'x', '😀')).map((parts) => parts.join(''));
	fc.assert(
		fc.property(text, (said) => {
			expect(
				partsOf(said, people)
					.map((part) => part.text)
					.join('')
			).toBe(said);
		})
	);
});
