/** Sizes shared by all parts of the page, in points. */
export const PAPER = { A4: { width: 595.28, height: 841.89 }, Letter: { width: 612, height: 792 } } as const;

/** 22 mm at the sides: the client's address then shows in a window envelope (DIN 5008, and the American no. 10). */
export const MARGIN = { side: 62, top: 50, bottom: 36 };
/** Left free on pages after the first for the running head. */
export const RUNNING_HEAD = 38;

export const SIZE = { tiny: 7.2, small: 8.4, text: 9.6, lead: 11, wordmark: 19, title: 27, due: 19 };
const LEADING = 1.36;

export const leading = (size: number) => Math.round(size * LEADING * 100) / 100;
