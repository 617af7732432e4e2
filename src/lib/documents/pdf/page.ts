/**
 * The page as it will be drawn: positioned primitives in points, from the top left corner. Painters draw them in order and decide nothing.
 */
import type { Weight } from './metrics.ts';

export interface PageLayout {
	/** Points. */
	width: number;
	height: number;
	/** BCP 47. */
	language: string;
	title: string;
	author: string;
	pages: Primitive[][];
}

export type Primitive = TextRun | Rectangle | Rule | ImageBox | CodeBox | LinkBox;

export interface TextRun {
	kind: 'text';
	x: number;
	/** Of the baseline. */
	y: number;
	text: string;
	size: number;
	weight: Weight;
	colour: string;
	/** As measured; the painters' fonts give the same. */
	width: number;
	/** What it says, for tests and for whoever reads the layout: "line.amount", "total.payable". */
	role: string;
}

export interface Rectangle {
	kind: 'rectangle';
	x: number;
	y: number;
	width: number;
	height: number;
	radius: number;
	colour: string;
}

/** A horizontal rule. */
export interface Rule {
	kind: 'rule';
	x: number;
	y: number;
	width: number;
	thickness: number;
	colour: string;
}

/** The logo, fitted into the box from its top left corner. */
export interface ImageBox {
	kind: 'image';
	x: number;
	y: number;
	width: number;
	height: number;
}

/** A payment code: dark runs of square modules, drawn as one shape so that no seams show between them. */
export interface CodeBox {
	kind: 'code';
	x: number;
	y: number;
	/** Of a side. */
	size: number;
	/** Modules on a side. */
	count: number;
	runs: { x: number; y: number; length: number }[];
}

/** A place that opens an address; what is seen there is drawn by itself. */
export interface LinkBox {
	kind: 'link';
	x: number;
	y: number;
	width: number;
	height: number;
	/** ASCII. */
	url: string;
}

/** The runs of a code as the path of an SVG, a module being 1. */
export function codePath({ runs }: CodeBox): string {
	return runs.map(({ x, y, length }) => `M${x} ${y}h${length}v1h${-length}z`).join('');
}

/** Where an image of that many pixels lies in its box. */
export function fitted(box: ImageBox, pixels: { width: number; height: number }): { width: number; height: number } {
	const scale = Math.min(box.width / pixels.width, box.height / pixels.height);
	return { width: pixels.width * scale, height: pixels.height * scale };
}
