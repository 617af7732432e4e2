/** Whether words in a colour can be read on white paper (WCAG 2.2, relative luminance). Works on colour values, not on money. */
export function contrastWithWhite(colour: string): number {
	const channels = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
	if (!channels) return 1;
	const [red, green, blue] = channels.slice(1).map((hex) => linear(parseInt(hex, 16) / 255)) as [number, number, number];
	return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

/** AA for ordinary text. */
export const READABLE = 4.5;

function linear(value: number): number {
	return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
