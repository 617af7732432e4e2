/** What a relay, or somebody with a link, can do about client links. The stories: links.test.ts. */
export const LINK_LIES = [
	{ name: 'an older package under the number of the newest', threats: [2] },
	{ name: 'the package of another link', threats: [2] },
	{ name: 'a package with another byte', threats: [2] },
	{ name: 'a package of parts of two versions', threats: [2] },
	{ name: 'one part of a package in the place of another', threats: [2] },
	{ name: 'a package of more parts than any', threats: [31] },
	{ name: 'a package larger than any', threats: [31] },
	{ name: 'an older package as the newest', threats: [12] },
	{ name: 'the package of another link, to be replaced', threats: [2] },
	{ name: 'a list of links without end', threats: [31] },
	{ name: 'answers without end', threats: [31] },
	{ name: 'no answers at all', threats: [12] },
	{ name: 'an answer made up', threats: [2] },
	{ name: 'an answer to another link', threats: [2] },
	{ name: 'an answer again, under another number', threats: [12] },
	{ name: 'an answer under another version', threats: [12] },
	{ name: 'an answer again, after it was taken', threats: [12] },
	{ name: 'the box of another client in a seal of his own', threats: [2] },
	{ name: 'an acceptance of something else', threats: [2] },
	{ name: 'an acceptance by a link that allows none', threats: [2] },
	{ name: 'an acceptance by a link that was revoked', threats: [12] },
	{ name: 'more answers than a link may bring', threats: [31] }
] as const;

export type LinkLie = (typeof LINK_LIES)[number]['name'];
