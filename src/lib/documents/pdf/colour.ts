/** The sender's colour, kept readable on white paper. */
export const INK = '#1b1f23';
export const MUTED = '#5b646d';
export const RULE = '#c9cfd4';
const WHITE: Rgb = [255, 255, 255];
const FALLBACK: Rgb = [31, 78, 95];

type Rgb = [number, number, number];

/** WCAG 2.2, 1.4.3: 4.5 for text below 18 points; a little more, because the same text stands on the tint of its colour too. */
const TEXT_CONTRAST = 5;
/** 1.4.6: ink on a colour is wanted only where it stands out well. */
const COMFORTABLE = 7;

/** The colour itself where text in it can be read on white; else darkened until it can. */
export function legibleOnWhite(colour: string): string {
	const rgb = parse(colour);
	for (let keep = 1; keep > 0; keep -= 0.02) {
		const darker = mix(rgb, [0, 0, 0], keep);
		if (contrast(darker, WHITE) >= TEXT_CONTRAST) return hex(darker);
	}
	return INK;
}

/** A breath of the colour on white, for areas behind text. */
export function tint(colour: string): string {
	return hex(mix(parse(colour), WHITE, 0.08));
}

/** An area of the colour and what can be read on it: ink on a light one; a colour too dark for ink and too light for white is darkened. */
export function onColour(colour: string): { area: string; text: string } {
	const rgb = parse(colour);
	if (contrast(rgb, parse(INK)) >= COMFORTABLE) return { area: hex(rgb), text: INK };
	return { area: legibleOnWhite(colour), text: hex(WHITE) };
}

/** The colour as six hexadecimal digits; a calm blue where it is no colour. */
export function solid(colour: string): string {
	return hex(parse(colour));
}

export function contrastOf(a: string, b: string): number {
	return contrast(parse(a), parse(b));
}

function parse(colour: string): Rgb {
	const match = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
	return match ? [parseInt(match[1]!, 16), parseInt(match[2]!, 16), parseInt(match[3]!, 16)] : FALLBACK;
}

function hex(rgb: Rgb): string {
	return `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
	return [0, 1, 2].map((i) => Math.round(a[i]! * share + b[i]! * (1 - share))) as Rgb;
}

function contrast(a: Rgb, b: Rgb): number {
	const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
	return (light + 0.05) / (dark + 0.05);
}

function luminance(rgb: Rgb): number {
	const [r, g, b] = rgb.map((part) => {
		const share = part / 255;
		return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
	}) as Rgb;
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
