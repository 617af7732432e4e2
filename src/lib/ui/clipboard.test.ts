import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BriefClipboard, CLEAR_AFTER } from './clipboard.ts';

/** Holds what was written last; refuses while another window has the focus. */
class Board {
	text = '';
	refuses = false;
	async writeText(text: string) {
		if (this.refuses) throw new DOMException('not focused', 'NotAllowedError');
		this.text = text;
	}
}

describe('what is copied is cleared after a minute', () => {
	let board: Board;
	let page: EventTarget;
	let brief: BriefClipboard;
	beforeEach(() => {
		vi.useFakeTimers();
		board = new Board();
		page = new EventTarget();
		brief = new BriefClipboard(board, page);
	});
	afterEach(() => vi.useRealTimers());

	test('it stays for the minute and is gone after it', async () => {
		await brief.copy('recovery code');
		await vi.advanceTimersByTimeAsync(CLEAR_AFTER - 1);
		expect(board.text).toBe('recovery code');
		await vi.advanceTimersByTimeAsync(1);
		expect(board.text).toBe('');
	});

	test('a second copy gets a minute of its own', async () => {
		await brief.copy('first');
		await vi.advanceTimersByTimeAsync(CLEAR_AFTER - 1000);
		await brief.copy('second');
		await vi.advanceTimersByTimeAsync(CLEAR_AFTER - 1);
		expect(board.text).toBe('second');
		await vi.advanceTimersByTimeAsync(1);
		expect(board.text).toBe('');
	});

	test('what the person copied in the page since is left alone', async () => {
		await brief.copy('recovery code');
		board.text = 'something else';
		page.dispatchEvent(new Event('copy'));
		await vi.advanceTimersByTimeAsync(CLEAR_AFTER * 2);
		expect(board.text).toBe('something else');
	});

	test('a page in the background clears when it is looked at again', async () => {
		await brief.copy('recovery code');
		board.refuses = true;
		await vi.advanceTimersByTimeAsync(CLEAR_AFTER * 3);
		expect(board.text).toBe('recovery code');
		board.refuses = false;
		page.dispatchEvent(new Event('focus'));
		await vi.advanceTimersByTimeAsync(0);
		expect(board.text).toBe('');
	});

	test('nothing is cleared when the copy itself was refused', async () => {
		board.text = 'of another program';
		board.refuses = true;
		await expect(brief.copy('recovery code')).rejects.toThrow();
		board.refuses = false;
		await vi.advanceTimersByTimeAsync(CLEAR_AFTER * 2);
		expect(board.text).toBe('of another program');
	});
});
